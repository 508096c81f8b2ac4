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
  public var written: String
  /// What it is relative to.
  public var folder: String
  public var format: Format

  /// Names something to read.
  public init(_ written: String, folder: String = "", _ format: Format) {
    self.written = written
    self.folder = folder
    self.format = format
  }

  /// What a recipe's `input` names.
  public static func items(of input: InputOptions, folder: String) -> [InputItem] {
    (input.files?.all ?? []).map { InputItem($0, folder: folder, .text) }
      + (input.jsonl?.all ?? []).map { InputItem($0, folder: folder, .jsonLines) }
  }

  /// What the command line names with `--input`; standard input has the format of the recipe's own input.
  public static func items(commandLine paths: [String], recipe: InputOptions?) -> [InputItem] {
    paths.map { InputItem($0, $0 == "-" ? (recipe?.jsonl != nil ? .jsonLines : .text) : .byName) }
  }

  var isStandardInput: Bool { written == "-" }
  /// The folder that a walk begins in, or the file.
  var root: String { FileSystem.join(folder, Glob.literalPrefix(of: written)) }
  var glob: Glob? { Glob.isPattern(written) ? Glob(pattern) : nil }
  /// Whether hidden names are read: only where the pattern itself names one.
  var includesHidden: Bool { pattern.split(separator: "/").contains { $0.hasPrefix(".") } }

  /// The part of a pattern that is matched below ``root``.
  private var pattern: String {
    guard Glob.isPattern(written) else { return "" }
    return String(written.dropFirst(Glob.literalPrefix(of: written).count).drop { $0 == "/" })
  }

  /// Whether a file, seen from ``root``, belongs to it.
  func includes(_ relativePath: String) -> Bool {
    glob?.matches(relativePath.split(separator: "/").map(String.init)) ?? true
  }

  /// Whether the file at `path` is read by way of it, to read a file once that two items name.
  func includes(path: String) -> Bool {
    guard !isStandardInput else { return false }
    let root = FileSystem.normalized(root)
    let path = FileSystem.normalized(path)
    if path == root { return true }
    guard root.isEmpty || root == "/" || path.hasPrefix(root + "/") else { return false }
    let relativePath = path.dropFirst(root.isEmpty || root == "/" ? root.count : root.count + 1)
    if !includesHidden, relativePath.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { return false }
    return includes(String(relativePath))
  }

  /// Whether a file of this name holds JSON Lines.
  func holdsJSONLines(_ path: String) -> Bool {
    switch format {
    case .text: false
    case .jsonLines: true
    case .byName: path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson")
    }
  }
}
