import Minwal

/// A document in the quarantine, as its error file describes it.
struct QuarantineEntry: Sendable {
  /// The name of its file in the quarantine, to which the endings are added.
  var name: String
  var id: String
  /// Where it came from.
  var place: Place
  /// What it failed of.
  var code: StageError.Code
  /// Its number in the input.
  var index: Int
  /// Whether its bytes are beside the error.
  var isKept: Bool
  /// The reader that its bytes are for.
  var reader: String
  /// What the reader needs besides.
  var preamble: ByteBuffer
  /// Whether its bytes are UTF-8, whatever the recipe says.
  var isUTF8: Bool

  /// All documents of a quarantine, in the order of the input.
  ///
  /// - Throws: ``StageError`` if an error file is not one.
  static func all(in folder: String) throws -> [QuarantineEntry] {
    var entries: [QuarantineEntry] = []
    try collect(folder, "", into: &entries)
    return entries.sorted { ($0.index, $0.name) < ($1.index, $1.name) }
  }

  private static func collect(_ root: String, _ folder: String, into entries: inout [QuarantineEntry]) throws {
    for name in FileSystem.names(in: FileSystem.join(root, folder)) ?? [] {
      let path = FileSystem.join(folder, name)
      if (try? FileSystem.status(FileSystem.join(root, path), followingLinks: false).kind) == .folder {
        try collect(root, path, into: &entries)
      } else if name.hasSuffix(Quarantine.errorExtension) {
        entries.append(try QuarantineEntry(root, path))
      }
    }
  }

  /// Reads an error file, which is at a path below a quarantine.
  ///
  /// - Throws: ``StageError`` if it is none.
  init(_ root: String, _ path: String) throws {
    let full = FileSystem.join(root, path)
    var members: [String: JSONValue] = [:]
    do {
      let bytes = try FileSystem.contents(of: full, limit: 16 << 20)
      var reader = JSONReader(bytes.span)
      try reader.object { reader, name in members[name] = try reader.value() }
    } catch {
      throw StageError(.unreadableQuarantine, "cannot read \(full): \(error)")
    }
    guard let id = members["id"]?.stringValue, let place = members["input"]?.stringValue.map({ Place($0) }),
      case .number(let index)? = members["index"], let index = Int(index)
    else { throw StageError(.unreadableQuarantine, "\(full) is not an error of a document") }
    name = String(path.dropLast(Quarantine.errorExtension.count))
    self.id = id
    self.place = place
    code = members["code"]?.stringValue.map { StageError.Code($0) } ?? .unreadableInput
    self.index = index
    isKept = members["kept-as"]?.stringValue != nil
    reader = members["reader"]?.stringValue ?? "text"
    preamble = members["preamble"]?.stringValue.flatMap { ByteBuffer(hex: $0) } ?? ByteBuffer()
    isUTF8 = members["encoding"]?.stringValue == "utf-8"
  }
}
