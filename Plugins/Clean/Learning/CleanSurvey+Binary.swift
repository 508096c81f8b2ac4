public import Minwal

extension CleanSurvey: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(threshold)
    writer.write(sites)
  }

  public init(from reader: inout BinaryReader) throws {
    self.init(threshold: try reader.read())
    for (name, site) in try reader.read([String: Site].self) {
      add(site.lines.lazy.map { ($0.key, $0.value) }, site.sampledPages, documents: site.documents, to: name)
    }
  }
}

extension CleanSurvey.Site: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(documents)
    writer.write(lines)
    writer.write(sampledPages)
  }

  init(from reader: inout BinaryReader) throws {
    documents = try reader.read()
    lines = try reader.read()
    sampledPages = try reader.read()
  }
}

extension CleanSurvey.LineStatistics: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    for count in [documents, head, tail, headlines] { writer.write(count) }
    writer.write(contentSketch)
    writer.writeBytes(example.span)
  }

  init(from reader: inout BinaryReader) throws {
    documents = try reader.read()
    head = try reader.read()
    tail = try reader.read()
    headlines = try reader.read()
    contentSketch = try reader.read()
    example = Array(try reader.read(String.self).utf8)
  }
}
