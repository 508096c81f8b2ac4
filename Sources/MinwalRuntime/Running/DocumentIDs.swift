import Minwal

/// The ids of documents, one behind the other.
struct DocumentIDs: Sendable {
  private var bytes = ByteBuffer()
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ id: String) {
    bytes.append(id)
    ends.append(bytes.count)
  }

  mutating func append(_ later: DocumentIDs) {
    let start = bytes.count
    bytes.append(later.bytes.span)
    ends += later.ends.map { start + $0 }
  }

  private func range(_ index: Int) -> Range<Int> { (index > 0 ? ends[index - 1] : 0)..<ends[index] }

  /// An id.
  subscript(index: Int) -> String { String(decodingUTF8: bytes.span.extracting(range(index))) }

  /// The hash of an id.
  func hash(_ index: Int) -> UInt64 { StableHash.hash(bytes.span.extracting(range(index))) }
}

extension DocumentIDs: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(bytes)
    writer.write(ends)
  }

  init(from reader: inout BinaryReader) throws {
    bytes = try reader.read()
    ends = try reader.read([Int].self)
    var last = 0
    for end in ends {
      guard (last...bytes.count).contains(end) else { throw reader.malformed("the end of an id") }
      last = end
    }
  }
}
