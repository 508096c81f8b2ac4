public import Minwal

extension CleanSurvey: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    var survey = self
    survey.tidy()
    writer.write(survey.level)
    writer.write(survey.greatestHeadline)
    writer.write(survey.sites)
  }

  public init(from reader: inout BinaryReader) throws {
    self.init(level: try reader.readAmount(), greatestHeadline: try reader.read())
    for (name, site) in try reader.read([String: Site].self) { add(site, to: name) }
    tidy()
  }
}

extension CleanSurvey.Site: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(documents)
    writer.write(pages)
    writer.write(headlines.sorted())
  }

  init(from reader: inout BinaryReader) throws {
    documents = try reader.readAmount()
    pages = try reader.read()
    headlines = Set(try reader.read([UInt64].self))
  }
}
