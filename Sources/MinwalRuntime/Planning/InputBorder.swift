import Glibc
import Minwal

/// A border between two records of an input, which can be named without reading any: an item of the input, a file of
/// it, and a byte.
///
/// Before it lie the records that begin before that byte. A byte other than 0 is named only in files that are cut into
/// lines, and need not be the first of one.
public struct InputBorder: Hashable, Sendable {
  /// The number of the item.
  public var item: Int
  /// The file, by its path below the item; `nil` for the start of the item.
  public var file: String?
  /// How many bytes of the file lie before the border.
  public var byte: Int

  /// Names a border; the start of the input unless told otherwise.
  public init(item: Int = 0, file: String? = nil, byte: Int = 0) {
    self.item = item
    self.file = file
    self.byte = byte
  }

  /// Whether a border lies before another in every input that has both: items in their order, and files of an item by
  /// the bytes of their paths.
  func precedes(_ other: InputBorder) -> Bool {
    guard item == other.item else { return item < other.item }
    guard let otherFile = other.file else { return false }
    guard let file else { return true }
    let order = unsafe file.withPathBytes { name in
      unsafe otherFile.withPathBytes { otherName in unsafe strcmp(name, otherName) }
    }
    return order == 0 ? byte < other.byte : order < 0
  }
}

extension InputBorder: JSONConvertible {
  var json: JSONValue {
    var members: [(String, JSONValue)] = [("item", JSONValue(item))]
    if let file { members.append(("file", .string(file))) }
    if byte > 0 { members.append(("byte", JSONValue(byte))) }
    return JSONValue(members)
  }

  init(_ object: JSONObject) throws(StageError) {
    self.init(
      item: try object.amount("item"), file: try object.optional("file")?.string(),
      byte: try object.optional("byte")?.amount() ?? 0)
    guard byte == 0 || file != nil else { throw object.problem("has a byte and no file") }
  }
}
