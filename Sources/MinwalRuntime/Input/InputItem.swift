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
  private var tags = FileTags()
  private var metadata: FileMetadata?
  /// The folders of the recipe's own input, below which paths of files give metadata also where the command line names them.
  private var roots: [String] = []
  /// What is left out.
  private(set) var excluded: [InputItem] = []
  /// The source of the recipe whose options are taken though nothing says so, since it has several and this belongs to none;
  /// `nil` if there is no doubt.
  public private(set) var assumed: String?
  /// The folder that a walk begins in, or the file.
  private(set) var root: String
  /// What files below ``root`` must match; `nil` if all belong to it.
  let glob: Glob?
  /// Whether links that lead out of ``root`` are followed.
  let followsLinks: Bool
  /// Whether hidden names are read: only where the pattern itself names one.
  let includesHidden: Bool
  /// A folder that no walk enters, as a path without `.` and `..`.
  private(set) var leftOut: String?

  /// Names something to read. What exists under its name is not a pattern, whatever characters it has.
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

  /// What the command line names, with `--input` or as a document. Each file is read by its kind; the reader of the source of
  /// the recipe that it belongs to is tried first. What belongs to none is read as the first source says.
  public static func items(commandLine paths: [String], _ recipe: Recipe) -> [InputItem] {
    let sources = recipe.input ?? []
    let own = sources.count > 1 ? items(of: recipe) : []
    return paths.map { path in
      let found = InputItem(path).source(among: own)
      guard !sources.isEmpty else { return InputItem(path) }
      let source = sources[found ?? 0]
      var item = InputItem(
        path, set: found ?? 0, preferred: source.reader, followsLinks: source.options.followLinks
      ).of(source, folder: recipe.folder)
      if sources.count > 1, found == nil { item.assumed = source.options.name ?? "input[1]" }
      return item
    }
  }

  /// The number of the recipe's source that a file belongs to, or the first file of a folder or pattern.
  private func source(among items: [InputItem]) -> Int? {
    guard !items.isEmpty, !isStandardInput else { return nil }
    var walk = try? FileWalk(self)
    let path = FileSystem.absolute(walk?.next()?.path ?? root)
    return items.first { !$0.isStandardInput && $0.absolute.includes(path: path) && !$0.excludes(path) }?.set
  }

  /// The same, found from wherever the process is.
  private var absolute: InputItem {
    var item = self
    item.root = FileSystem.absolute(root)
    return item
  }

  private func excludes(_ path: String) -> Bool { excluded.contains { $0.absolute.includes(path: path) } }

  private func of(_ source: InputSource, folder: String) -> InputItem {
    var item = self
    item.tags.language = source.options.language
    if let name = source.options.name { item.tags.metadata.append(JSONMember("source", .string(name))) }
    item.metadata = source.options.metadata
    if item.metadata?.path != nil {
      item.roots = source.paths.all.map { FileSystem.absolute(InputItem($0.asPath, folder: folder).root) }
    }
    item.excluded = (source.options.exclude?.all ?? []).map { InputItem($0.asPath, folder: folder) }
    return item
  }

  /// What the recipe says about the documents of a file.
  func tags(_ path: String, _ relativePath: String) -> FileTags {
    guard let metadata, !isStandardInput else { return tags }
    var tags = tags
    tags.sidecar = metadata.sidecar(of: path)
    if let pattern = metadata.path, let values = values(of: pattern, path, relativePath) {
      tags.ofPath = values.map { JSONMember($0.name, .string($0.value.pathText)) }
    }
    return tags
  }

  private func values(
    of pattern: PathPattern, _ path: String, _ relativePath: String
  ) -> [(name: String, value: String)]? {
    if let values = pattern.values(of: relativePath.pathParts) { return values }
    let path = FileSystem.absolute(path)
    for root in roots where path.hasBytePrefix(root == "/" ? root : root + "/") {
      if let values = pattern.values(of: String(Substring(path.utf8.dropFirst(root.utf8.count))).pathParts) {
        return values
      }
    }
    return nil
  }

  /// The same for a file of which only the path is known, as it was shown; `nil` if it is not of this item.
  func tags(ofShown path: String) -> FileTags? {
    guard includes(path: path) else { return nil }
    let root = FileSystem.normalized(root)
    let path = FileSystem.normalized(path)
    let rest = String(Substring(path.utf8.dropFirst(root.utf8.count)))
    return tags(path, rest.isEmpty ? FileSystem.split(path).name : rest)
  }

  /// The file beside another that has metadata of it; `nil` if the recipe names none.
  func sidecar(of path: String) -> String? { metadata?.sidecar(of: path) }

  var isStandardInput: Bool { written == "-" }
  /// Whether it is a named pipe or a device.
  var isPipe: Bool { (try? FileSystem.status(root).kind) == .other }
  /// Whether a file, seen from ``root``, belongs to it.
  func includes(_ relativePath: String) -> Bool {
    guard glob?.matches(relativePath.pathParts) ?? true else { return false }
    if let ending = metadata?.sidecarEnding, relativePath.hasSuffix(ending) { return false }
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
