import Minwal

/// How far a list of files was written that has a list of names beside it.
struct OutputPosition: Hashable, Sendable {
  /// Records before it.
  var records = 0
  /// Bytes of the list of names before it.
  var bytes = 0
}

/// How far an exporter's sink was.
struct SinkProgress: Hashable, Sendable {
  /// How many documents have records in it.
  var records = 0
  /// How many records these are, where a document may have several.
  var rows = 0
  var position: SinkPosition
}

extension OutputPosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(records)
    writer.write(bytes)
  }

  init(from reader: inout BinaryReader) throws {
    records = try reader.read()
    bytes = try reader.read()
  }
}

extension SinkProgress: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(records)
    writer.write(rows)
    writer.write(position.bytes)
  }

  init(from reader: inout BinaryReader) throws {
    records = try reader.read()
    rows = try reader.read()
    position = SinkPosition(try reader.read(ByteBuffer.self))
  }
}
