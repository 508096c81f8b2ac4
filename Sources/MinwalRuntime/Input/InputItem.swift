import Minwal
public import MinwalRecipe

/// One thing to read: a file, a folder, a pattern, or standard input.
public struct InputItem: Sendable {
  /// The path or pattern as someone wrote it; `-` is standard input.
  public let written: String
  /// The source of the recipe that it belongs to, whose readers read it.
  let set: Int
  /// The reader that the recipe names for its files; `nil` if each is read by its kind.
  let reader: String?
  /// The reader that the recipe names for its own input, which is tried first for files that take its place.
  let preferred: String?
  /// What the recipe says about all its documents.
  private(set) var tags = FileTags()
  /// What is left out.
  private(set) var excluded: [InputItem] = []
  /// The folder that a walk begins in, or the file.
  let root: String
  /// What files below ``root`` must match; `nil` if all belong to it.
  let glob: Glob?
  /// Whether links that lead out of ``root`` are followed.
  let followsLinks: Bool
  /// Whether hidden names are read: only where the pattern itself names one.
  let includesHidden: Bool
  /// A folder that no walk enters, as a path without `.` and `..`.
  private(set) var leftOut: String?

  /// Names something to read. What exists under its name is no pattern, whatever characters it has.
  ///
  /// - Parameters:
  ///   - written: The path or pattern.
  ///   - folder: What it is relative to.
  ///   - set: The source of the recipe that it belongs to.
  ///   - reader: The reader for its files; `nil` to read each by its kind.
  ///   - preferred: The reader that is tried first, if there is none that must be taken.
  ///   - followsLinks: Whether links that lead out of it are followed.
  public init(
    _ written: String, folder: String = "", set: Int = 0, reader: String? = nil, preferred: String? = nil,
    followsLinks: Bool = false
  ) {
    self.followsLinks = followsLinks
    self.written = written
    self.set = set
    self.reader = reader
    self.preferred = preferred
    let full = FileSystem.join(folder, written)
    if Glob.isPattern(written), (try? FileSystem.status(full)) == nil {
      let prefix = Glob.literalPrefix(of: written)
      let pattern = String(written.dropFirst(prefix.count))
      root = FileSystem.join(folder, prefix)
      glob = Glob(pattern)
      includesHidden = pattern.pathParts.contains { $0.hasPrefix(".") }
    } else {
      root = full
      glob = nil
      includesHidden = false
    }
  }

  /// The same without the files below a folder, which is given without `.` and `..`.
  func leavingOut(_ folder: String) -> InputItem {
    var item = self
    item.leftOut = folder
    return item
  }

  /// What a recipe's `input` names.
  public static func items(of recipe: Recipe) -> [InputItem] {
    (recipe.input ?? []).enumerated().flatMap { index, source in
      source.paths.all.map { path in
        InputItem(
          path.asPath, folder: recipe.folder, set: index, reader: source.reader,
          followsLinks: source.options.followLinks
        ).of(source, folder: recipe.folder)
      }
    }
  }

  /// What the command line names with `--input`. Each file is read by its kind; the reader of the recipe's own input is
  /// tried first.
  public static func items(commandLine paths: [String], _ recipe: Recipe) -> [InputItem] {
    paths.map { path in
      let source = recipe.input?.first
      let item = InputItem(
        path, preferred: source?.reader, followsLinks: source?.options.followLinks ?? false)
      return source.map { item.of($0, folder: recipe.folder) } ?? item
    }
  }

  private func of(_ source: InputSource, folder: String) -> InputItem {
    var item = self
    item.tags.language = source.options.language
    if let name = source.options.name { item.tags.metadata.append(JSONMember("source", .string(name))) }
    item.excluded = (source.options.exclude?.all ?? []).map { InputItem($0.asPath, folder: folder) }
    return item
  }

  var isStandardInput: Bool { written == "-" }
  /// Whether a file, seen from ``root``, belongs to it.
  func includes(_ relativePath: String) -> Bool {
    guard glob?.matches(relativePath.pathParts) ?? true else { return false }
    guard !excluded.isEmpty else { return true }
    let path = FileSystem.join(root, relativePath)
    return !excluded.contains { $0.includes(path: path) }
  }

  /// Whether the file at `path` is read by way of it, to read a file once that two items name.
  func includes(path: String) -> Bool {
    guard !isStandardInput else { return false }
    let root = FileSystem.normalized(root)
    let path = FileSystem.normalized(path)
    if path.hasSameBytes(as: root) { return true }
    guard root.isEmpty || root == "/" || path.hasBytePrefix(root + "/") else { return false }
    let parts = String(Substring(path.utf8.dropFirst(root.utf8.count))).pathParts
    if !includesHidden, parts.contains(where: { $0.hasPrefix(".") }) { return false }
    return glob?.matches(parts) ?? true
  }
}
