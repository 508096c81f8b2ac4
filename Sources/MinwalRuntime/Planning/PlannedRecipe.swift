public import Minwal
public import MinwalRecipe

/// A recipe with the files that it names, so that it can be checked where these are not.
public struct PlannedRecipe: Sendable {
  /// Files are carried up to so many bytes in all; of others there is a digest.
  static let most = 16 << 20

  /// A file that the recipe names: one that it uses, a word list, a glossary.
  struct File: Sendable {
    var path: String
    var size: Int
    var digest: UInt64
    /// What is in it; `nil` if it must be where the recipe is used.
    var bytes: ByteBuffer?
  }

  /// The file, as the person named it.
  public var file: String
  /// The folder that relative paths of the recipe start from.
  public var folder: String
  var text: Text
  /// What the command line has set in it.
  public var overrides: [String]
  public var fingerprint: String
  var files: [File] = []

  /// Takes a recipe and the files that it has read.
  ///
  /// - Throws: ``FileSystem/Failure`` if one of them is gone.
  init(_ recipe: Recipe) throws(FileSystem.Failure) {
    file = recipe.file
    folder = recipe.folder
    text = recipe.text
    overrides = recipe.overrides
    fingerprint = recipe.fingerprint
    var rest = Self.most
    var seen: Set<String> = []
    for path in recipe.filesRead where seen.insert(path).inserted {
      let bytes = try FileSystem.contents(of: path, limit: DocumentSource.documentLimit)
      let isCarried = bytes.count <= rest
      if isCarried { rest -= bytes.count }
      files.append(
        File(path: path, size: bytes.count, digest: StableHash.hash(bytes.span), bytes: isCarried ? bytes : nil))
    }
  }

  /// The files that are carried, by their paths.
  var carried: [String: ByteBuffer] {
    Dictionary(files.compactMap { file in file.bytes.map { (file.path, $0) } }) { first, _ in first }
  }

  /// Checks the recipe again, with the files that it had.
  ///
  /// - Parameters:
  ///   - registry: The stages that it may name.
  ///   - confinesOutput: Whether everything is written below a folder of the caller's.
  /// - Returns: What came of it. A recipe that is not what it was when the plan was made is an error.
  public func check(_ registry: Registry, confinesOutput: Bool = false) -> RecipeCheck {
    var check = CarriedFiles.$current.withValue(carried) {
      // Inputs may be elsewhere by now: those who need them look.
      RecipeCheck.check(
        text, name: file, folder: folder, registry,
        CheckSettings(replacesInput: true, confinesOutput: confinesOutput, overrides: overrides))
    }
    check.recipe?.carriedFiles = carried
    guard let recipe = check.recipe, recipe.fingerprint != fingerprint else { return check }
    let changed = files.first { file in
      file.bytes == nil
        && (try? FileSystem.contents(of: file.path, limit: DocumentSource.documentLimit)).map {
          StableHash.hash($0.span)
        } != file.digest
    }
    let reason =
      changed.map { "the file '\($0.path.displayedPath)', which is too large for the plan, has changed" }
      ?? "an environment variable, a program or a stage differs"
    check.recipe = nil
    check.diagnostics.append(
      Diagnostic(
        .unreadableRecipe, "the recipe of the plan is not what it was when the plan was made: \(reason)",
        at: SourceRange(file: file, line: 1, column: 1), notes: ["make a new plan"]))
    return check
  }
}

extension PlannedRecipe: JSONConvertible {
  var json: JSONValue {
    JSONValue([
      ("file", .string(file)), ("folder", .string(folder)), ("fingerprint", .string(fingerprint)),
      ("set", .array(overrides.map(JSONValue.string))), ("text", .string(String(text))),
      (
        "files",
        .array(
          files.map { file in
            var members: [(String, JSONValue)] = [
              ("path", .string(file.path)), ("bytes", JSONValue(file.size)), ("xxh64", JSONValue(hash: file.digest)),
            ]
            if let bytes = file.bytes {
              if let text = Text(validating: bytes.span) {
                members.append(("text", .string(String(text))))
              } else {
                members.append(("hex", .string(bytes.hex)))
              }
            }
            return JSONValue(members)
          })
      ),
    ])
  }

  init(_ object: JSONObject) throws(StageError) {
    file = try object.string("file")
    folder = try object.string("folder")
    fingerprint = try object.string("fingerprint")
    overrides = try object.strings("set")
    text = Text(try object.string("text"))
    for entry in try object.member("files").elements() {
      var file = File(
        path: try entry.string("path"), size: try entry.amount("bytes"), digest: try entry.hash("xxh64"))
      if let text = try entry.optional("text") {
        var bytes = ByteBuffer()
        bytes.append(try text.string())
        file.bytes = bytes
      } else if let hex = try entry.optional("hex") {
        file.bytes = ByteBuffer(hex: try hex.string())
      }
      if let bytes = file.bytes, StableHash.hash(bytes.span) != file.digest {
        throw entry.problem("does not have the digest that is written beside it")
      }
      files.append(file)
    }
  }
}
