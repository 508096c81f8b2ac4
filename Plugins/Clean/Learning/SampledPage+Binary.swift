import Minwal

extension SampledPage: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(key)
    writer.write(lines)
    writer.write(labels)
  }

  init(from reader: inout BinaryReader) throws {
    key = try reader.read()
    lines = try reader.read()
    labels = try reader.read()
    guard labels.allSatisfy({ lines.indices.contains($0.line) }) else { throw reader.malformed("a line's place") }
  }
}

extension SampledPage.Line: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(hash)
    writer.write(Int(kind.rawValue))
  }

  init(from reader: inout BinaryReader) throws {
    hash = try reader.read()
    guard let kind = UInt8(exactly: try reader.read(Int.self)).flatMap(SampledPage.Kind.init) else {
      throw reader.malformed("a kind of line")
    }
    self.kind = kind
  }
}

extension SampledPage.Label: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(line)
    writer.writeBytes(text.span)
    writer.write(rest)
    writer.write(words)
    writer.write(isOpen)
  }

  init(from reader: inout BinaryReader) throws {
    line = try reader.read()
    text = Array(try reader.read(String.self).utf8)
    rest = try reader.read()
    words = try reader.read()
    isOpen = try reader.read()
  }
}
