import Minwal

extension RawBatch: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(number)
    writer.write(firstIndex)
    writer.write(files)
    writer.write(records)
    writer.write(bytes)
    writer.write(documentsGoAlone)
  }

  init(from reader: inout BinaryReader) throws {
    number = try reader.read()
    firstIndex = try reader.read()
    files = try reader.read()
    records = try reader.read()
    bytes = try reader.read()
    documentsGoAlone = try reader.read()
    for record in records {
      guard files.indices.contains(record.file) else { throw reader.malformed("a file of the batch") }
      guard case .bytes(let range) = record.content else { continue }
      guard range.upperBound <= bytes.count else { throw reader.malformed("the bytes of a record") }
    }
  }
}

extension BatchFile: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(path)
    writer.write(id)
    writer.write(reader)
    writer.write(preamble)
    writer.write(isUTF8)
    writer.write(tags.language?.tag)
    writer.write(tags.sidecar)
    for list in [tags.metadata, tags.ofPath] {
      writer.write(list.map(\.name))
      for member in list { writer.write(member.value.compact) }
    }
  }

  init(from reader: inout BinaryReader) throws {
    path = try reader.read()
    id = try reader.read()
    self.reader = try reader.read()
    preamble = try reader.read()
    isUTF8 = try reader.read()
    tags.language = try reader.read(String?.self).map { Language($0) }
    tags.sidecar = try reader.read(String?.self)
    tags.metadata = try Self.members(&reader)
    tags.ofPath = try Self.members(&reader)
  }

  private static func members(_ reader: inout BinaryReader) throws -> [JSONMember] {
    try reader.read([String].self).map { name in
      let json = Text(try reader.read(String.self))
      var value = JSONReader(json.span)
      guard let value = try? value.value() else { throw reader.malformed("metadata") }
      return JSONMember(name, value)
    }
  }
}

extension RecordHeader: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(file)
    switch content {
    case .bytes(let range):
      writer.write(0)
      writer.write(range.lowerBound)
      writer.write(range.upperBound)
    case .file: writer.write(1)
    case .unreadable(let error):
      writer.write(2)
      writer.write(error)
    }
    writer.write(position)
    writer.write(id)
  }

  init(from reader: inout BinaryReader) throws {
    file = try reader.read()
    switch try reader.read(Int.self) {
    case 0:
      let (start, end) = (try reader.readAmount(), try reader.readAmount())
      guard start <= end else { throw reader.malformed("the bytes of a record") }
      content = .bytes(start..<end)
    case 1: content = .file
    case 2: content = .unreadable(try reader.read())
    default: throw reader.malformed("a kind of record")
    }
    position = try reader.read()
    id = try reader.read()
  }
}
