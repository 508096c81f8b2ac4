public import Minwal

extension LearnedLines: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.write(findings) }

  public convenience init(from reader: inout BinaryReader) throws { self.init(try reader.read([Findings].self)) }
}

extension LearnedLines.Findings: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(site)
    writer.write(documents)
    writer.write(lines)
    writer.write(labels)
  }

  init(from reader: inout BinaryReader) throws {
    site = try reader.read()
    documents = try reader.read()
    lines = try reader.read()
    labels = try reader.read()
  }
}

extension LearnedLines.Finding: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(hash)
    writer.write(Int(place.rawValue))
    writer.write(lineStatistics)
  }

  init(from reader: inout BinaryReader) throws {
    hash = try reader.read()
    guard let place = UInt8(exactly: try reader.read(Int.self)).flatMap(LearnedLines.Place.init) else {
      throw reader.malformed("a place of lines")
    }
    self.place = place
    lineStatistics = try reader.read()
  }
}

extension LearnedLines.Label: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.writeBytes(text.span)
    writer.write(documents)
  }

  init(from reader: inout BinaryReader) throws {
    let text = Array(try reader.read(String.self).utf8)
    guard let label = LearnedLines.Label(text: text, documents: try reader.read()) else {
      throw reader.malformed("the beginning of a line")
    }
    self = label
  }
}
