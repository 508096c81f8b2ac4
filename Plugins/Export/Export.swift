public import Minwal

/// Writes documents as JSON Lines, CSV, Markdown or plain text.
public struct Export: Exporter {
  /// What a record looks like.
  public enum Format: String, OptionChoice {
    case jsonl
    case csv
    case markdown
    case text

    public var help: String {
      switch self {
      case .jsonl: "One JSON object a line (RFC 8259)."
      case .csv: "Comma-separated values with a row of names (RFC 4180)."
      case .markdown: "A heading, the summary and the text."
      case .text: "The text alone."
      }
    }

    var pathExtension: String {
      switch self {
      case .jsonl: "json"
      case .csv: "csv"
      case .markdown: "md"
      case .text: "txt"
      }
    }
  }

  /// How documents are kept apart.
  public enum Layout: String, OptionChoice {
    case oneFile = "one-file"
    case filePerDocument = "file-per-document"

    public var help: String {
      switch self {
      case .oneFile: "All documents in one file, in the order of the input."
      case .filePerDocument: "A folder with a file per document, named after its id."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("What a record looks like.") public var format: Format
    @Option("The file, or the folder for a file per document; '-' is standard output.") public var to: OutputPath
    @Option("How documents are kept apart.") public var layout = Layout.oneFile
    @Option("What to write, in this order; also any layer by its name. If not given, what suits the format.")
    public var fields: [Field]? = nil
    @Option("Whether jsonl tells where sentences, paragraphs and the summary lie in the text, and in what unit.")
    public var offsets = Offsets.none
    @Option(
      "Whether jsonl tells where sentences, paragraphs, the summary and units lie in the input: in bytes of the file or the JSON line."
    )
    public var sourceOffsets = false
    @Option("Whether CSV begins with a row of names.") public var header = true
    @Option("Whether CSV begins with a byte order mark, which Excel needs to see UTF-8.") public var byteOrderMark =
      false

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if let fields {
        if fields.isEmpty { problems.error("fields", "'fields' is empty, so that nothing would be written") }
        for (index, field) in fields.enumerated() {
          if fields[..<index].contains(field) { problems.error("fields", "'fields' names '\(field.name)' twice") }
        }
      }
      if format != .jsonl && offsets != .none {
        problems.warning("offsets", "'offsets' has no effect with format: \(format.rawValue)")
      }
      if format != .jsonl && sourceOffsets {
        problems.warning("source-offsets", "'source-offsets' has no effect with format: \(format.rawValue)")
      }
      if format != .csv {
        for option in ["header", "byte-order-mark"] where problems.isGiven(option) {
          problems.warning(option, "'\(option)' has no effect with format: \(format.rawValue)")
        }
      }
    }
  }

  public static let spec = StageSpec(
    "export", "Writes documents as JSON Lines, CSV, Markdown or plain text.",
    discussion: """
      Files appear whole when the run ends, or not at all; until then they are called NAME.partial. In mid-chain, a \
      document is written as it is at that point.

      With jsonl, a record has id, text, title, metadata, and the layers that the document has. With fields, it has \
      exactly those, in that order; one that a document lacks is null. Sentences are strings, or with offsets objects that \
      have text, start and end. With source-offsets they have source-start and source-end, too, and so have units: the \
      bytes of the input that they come from, null where nothing of it is behind them. It takes more time, since every \
      change is noted.
      """, examples: examples)

  public static func flow(with options: Options) -> StageFlow {
    StageFlow(needs: (options.fields ?? []).compactMap(\.layer))
  }

  public let destination: Destination
  public var wantsTrace: Bool { options.format == .jsonl && options.sourceOffsets }
  private let options: Options
  private var ranges: RangeFormat { RangeFormat(offsets: options.offsets, tellsSource: options.sourceOffsets) }

  public init(_ options: Options, _ context: StageContext) {
    self.options = options
    destination = Destination(
      options.to, options.layout == .oneFile ? .oneFile : .filePerDocument(extension: options.format.pathExtension))
  }

  public func begin(_ output: inout ByteBuffer) {
    guard options.format == .csv else { return }
    if options.byteOrderMark { output.append("\u{FEFF}") }
    if options.header { CSVFormat.row((options.fields ?? Field.csvDefault).map(\.name), into: &output) }
  }

  public func render(_ document: Document, into output: inout ByteBuffer) {
    switch options.format {
    case .jsonl: JSONLinesFormat.render(document, options.fields, ranges, into: &output)
    case .csv: CSVFormat.row((options.fields ?? Field.csvDefault).map { $0.text(of: document) }, into: &output)
    case .markdown:
      MarkdownFormat.render(document, options.fields, isAlone: options.layout == .filePerDocument, into: &output)
    case .text:
      for (index, field) in (options.fields ?? [.text]).enumerated() {
        if index > 0 { output.append("\n") }
        let text = field.text(of: document)
        output.append(text)
        if text.utf8.last != UInt8(ascii: "\n") { output.append("\n") }
      }
      if options.layout == .oneFile { output.append("\n") }
    }
  }
}

extension Plugin {
  /// The exporter of common formats.
  public static let export = Plugin("export", [.exporter(Export.self)])
}
