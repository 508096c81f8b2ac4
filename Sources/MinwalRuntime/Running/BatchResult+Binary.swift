import Minwal

extension BatchResult: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(number)
    writer.write(end)
    writer.write(ledger)
    writer.write(stages)
    writer.write(notable)
    writer.write(records)
    writer.write(quarantined)
    writer.write(failure.map(StageError.init(wrapping:)))
  }

  init(from reader: inout BinaryReader) throws {
    number = try reader.read()
    end = try reader.read()
    ledger = try reader.read()
    stages = try reader.read()
    notable = try reader.read()
    records = try reader.read()
    quarantined = try reader.read()
    failure = try reader.read(StageError?.self)
  }
}

extension Records: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(bytes)
    writer.write(count)
    writer.write(documents.map(\.id))
    for document in documents { writer.write(document.end) }
  }

  init(from reader: inout BinaryReader) throws {
    bytes = try reader.read()
    count = try reader.read()
    var start = 0
    for id in try reader.read([String].self) { documents.append((id, 0)) }
    for index in documents.indices {
      let end: Int = try reader.read()
      guard (start...bytes.count).contains(end) else { throw reader.malformed("the end of a record") }
      documents[index].end = end
      start = end
    }
  }
}

extension QuarantinedDocument: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(id)
    writer.write(index)
    writer.write(place.description)
    writer.write(input)
    writer.write(reader)
    writer.write(preamble)
    writer.write(stage)
    writer.write(error)
  }

  init(from reader: inout BinaryReader) throws {
    id = try reader.read()
    index = try reader.read()
    place = Place(try reader.read(String.self))
    input = try reader.read()
    self.reader = try reader.read()
    preamble = try reader.read()
    stage = try reader.read()
    error = try reader.read()
  }
}
