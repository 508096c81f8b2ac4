import Minwal
public import MinwalRecipe

/// One thing to read: a file, a folder, a pattern, or standard input.
public struct InputItem: Sendable {
  /// What a file of it holds.
  public enum Format: Sendable {
    /// One document.
    case text
    /// A document a line.
    case jsonLines
    /// `.jsonl` and `.ndjson` files hold a document a line, others one document.
    case byName
  }

  /// The path or pattern as somebody wrote it; `-` is standard input.
  public let written: String
  public let format: Format
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
  ///   - format: What its files hold.
  ///   - followsLinks: Whether links that lead out of it are followed.
  public init(_ written: String, folder: String = "", _ format: Format, followsLinks: Bool = false) {
    self.written = written
    self.followsLinks = followsLinks
    self.format = format
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
  public static func items(of input: InputOptions, folder: String) -> [InputItem] {
    (input.files?.all ?? []).map { InputItem($0.asPath, folder: folder, .text, followsLinks: input.followLinks) }
      + (input.jsonl?.all ?? []).map {
        InputItem($0.asPath, folder: folder, .jsonLines, followsLinks: input.followLinks)
      }
  }

  /// What the command line names with `--input`. Where the recipe's own input is JSON Lines, so is this; else files of
  /// that ending are, and standard input is one document.
  public static func items(commandLine paths: [String], recipe: InputOptions?) -> [InputItem] {
    paths.map {
      InputItem(
        $0, recipe?.jsonl != nil ? .jsonLines : $0 == "-" ? .text : .byName, followsLinks: recipe?.followLinks ?? false)
    }
  }

  var isStandardInput: Bool { written == "-" }
  /// Whether a file, seen from ``root``, belongs to it.
  func includes(_ relativePath: String) -> Bool {
    glob?.matches(relativePath.pathParts) ?? true
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

  /// Whether a file of this name holds JSON Lines.
  func holdsJSONLines(_ path: String) -> Bool {
    switch format {
    case .text: false
    case .jsonLines: true
    case .byName: InputOptions.holdsLines(path)
    }
  }
}
