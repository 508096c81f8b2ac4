/// Records of one exporter, one behind the other.
public struct RecordBatch: Sendable {
  /// The end of a document's records.
  public struct End: Hashable, Sendable {
    /// Whose they are.
    public var id: String
    /// Where in ``RecordBatch/bytes`` they end; the next document's begin there.
    public var end: Int
    /// The file of a set that they go to, as the exporter's ``Exporter/fileGroup(of:)`` says.
    public var group: String?

    /// Creates an end.
    public init(id: String, end: Int, group: String? = nil) {
      self.id = id
      self.end = end
      self.group = group
    }
  }

  public var bytes = ByteBuffer()
  /// How many documents have records.
  public var count = 0
  /// How many records they have together, where a document may have several.
  public var records = 0
  /// Whose records end where; filled only if the exporter's ``Exporter/needsRecordEnds``.
  public var ends: [End] = []

  /// Creates a batch without records.
  public init() {}

  /// Adds the records of documents that follow.
  package mutating func append(_ later: RecordBatch) {
    // The usual case is a whole batch in one part, whose bytes need not be copied.
    if bytes.isEmpty, count == 0 {
      self = later
      return
    }
    let start = bytes.count
    bytes.append(later.bytes.span)
    count += later.count
    records += later.records
    ends += later.ends.map { End(id: $0.id, end: start + $0.end, group: $0.group) }
  }
}

extension RecordBatch: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(bytes)
    writer.write(count)
    writer.write(records)
    writer.write(ends.map(\.id))
    for end in ends {
      writer.write(end.end)
      writer.write(end.group)
    }
  }

  public init(from reader: inout BinaryReader) throws {
    bytes = try reader.read()
    count = try reader.read()
    records = try reader.read()
    var start = 0
    for id in try reader.read([String].self) { ends.append(End(id: id, end: 0)) }
    for index in ends.indices {
      let end: Int = try reader.read()
      guard (start...bytes.count).contains(end) else { throw reader.malformed("the end of a record") }
      ends[index].end = end
      ends[index].group = try reader.read(String?.self)
      start = end
    }
  }
}
