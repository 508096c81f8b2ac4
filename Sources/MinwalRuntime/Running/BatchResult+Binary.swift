import Minwal

extension BatchResult: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(number)
    writer.write(end)
    writer.write(counts)
    writer.write(ids)
    writer.write(stages)
    writer.write(notable)
    writer.write(records)
    writer.write(quarantined)
    writer.write(failure.map(StageError.init(wrapping:)))
  }

  init(from reader: inout BinaryReader) throws {
    number = try reader.read()
    end = try reader.read()
    counts = try reader.read()
    ids = try reader.read()
    stages = try reader.read()
    notable = try reader.read()
    records = try reader.read()
    quarantined = try reader.read()
    failure = try reader.read(StageError?.self)
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
    writer.write(isUTF8)
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
    isUTF8 = try reader.read()
    stage = try reader.read()
    error = try reader.read()
  }
}
