public import Minwal

/// Writes a TEI file for each document: an export format. Order, file names and safety are the runner's business.
public struct ExportTEI: Exporter {
  public struct Options: StageOptions {
    @Option("The folder for the files.") public var to: OutputPath

    public init() {}
  }

  public static let spec = StageSpec(
    "export-tei", "Writes a TEI file for each document.",
    discussion: "Sentences, where they are known, are `s` elements, and dates `date` elements.",
    examples: [
      StageExample(
        "Sentences and a date.", options: ["to": "out/tei"], after: ["segment", "find-dates"],
        input: "Tea & cake were served. It was 2024-05-31.\n")
    ])

  public let destination: Destination

  public init(_ options: Options, _ context: StageContext) {
    destination = Destination(options.to, .filePerDocument(extension: "xml"))
  }

  public func render(_ document: Document, into output: inout ByteBuffer) {
    output.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n")
    output.append(
      "  <teiHeader><fileDesc><titleStmt><title>\(escaped(document.title ?? document.id))</title></titleStmt>")
    output.append("<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>\n")
    output.append("  <text><body><p>\n")
    let dates = document[Dates.self]?.ranges ?? TextRanges()
    if let sentences = document[Sentences.self]?.ranges {
      for range in sentences { output.append("    <s>\(marked(range, dates, document.text))</s>\n") }
    } else {
      output.append("    \(marked(0..<document.text.count, dates, document.text))\n")
    }
    output.append("  </p></body></text>\n</TEI>\n")
  }

  /// Part of the text with its dates marked.
  private func marked(_ range: Range<Int>, _ dates: TextRanges, _ text: Text) -> String {
    var result = ""
    var position = range.lowerBound
    for date in dates where range.contains(date.lowerBound) && date.upperBound <= range.upperBound {
      let when = text.string(in: date)
      result += escaped(text.string(in: position..<date.lowerBound)) + "<date when=\"\(when)\">\(when)</date>"
      position = date.upperBound
    }
    return result + escaped(text.string(in: position..<range.upperBound))
  }

  /// Text as XML 1.0 takes it; characters that it cannot hold at all become U+FFFD.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
