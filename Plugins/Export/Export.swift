public import Minwal

/// Writes documents as JSON, CSV, Markdown or plain text.
public struct Export: Exporter {
  public static let spec = StageSpec(
    "export", "Writes documents, or their sentences, as JSON, CSV, Markdown or plain text.",
    discussion: """
      Files appear whole when the run ends, or not at all; until then they are called NAME.partial. In mid-chain, a \
      document is written as it is at that point.

      With jsonl, a record has id, text, title, metadata, and the layers that the document has. With fields, it has \
      exactly those, in that order; one that a document lacks is null. Sentences and other pieces of the text are strings, or \
      with offsets objects that have text, start and end. With source-offsets they have source-start and source-end, too, \
      and so have units: the bytes of the input that they come from, null where nothing of it is behind them. It takes more time, since every \
      change is noted.

      With records, each sentence, paragraph or unit, or each piece of another layer, is a record of its own. Its id is the document's with # and its \
      number, from 1; document, number, text, start and end say where it comes from, in bytes of the text unless offsets \
      say otherwise. Fields may name these, and title, language, metadata and metadata.NAME of the document.

      A name that ends in .gz or .zst is compressed, as a row of gzip members or zstd frames of about a MiB, which zcat, \
      zstdcat, Python and others read as one file. With compression, other names are compressed too.

      With $(language) or $(metadata.NAME) in the name, there is a file for each value: out/$(language)/all.jsonl. Documents \
      without the value go to one that is called none. Characters that a name of a file should not have are written as % and \
      two hexadecimal digits (x/y becomes x%2Fy, and a value none %6Eone), so that two values never share a file. (In a file with parameters, write $$( for $(.) With parts, files are cut: \
      all.jsonl.gz becomes all-00000.jsonl.gz, all-00001.jsonl.gz and so on; sizes are before compression. Parts that an \
      earlier run has left behind the last one are removed.

      A spreadsheet takes cells that begin with =, +, - or @ for formulas, which may be harmful in texts from elsewhere: \
      with formulas: escape, an apostrophe stands before them.
      """, examples: examples, usage: "export: { format: jsonl, to: out/result.jsonl }")

  public static func flow(with options: Options) -> StageFlow {
    let own = options.records.layer.map { [$0] } ?? []
    let fields = (options.fields ?? []).filter { options.records == .document || !PieceField.isOne($0) }
    // What a document lacks is null, or has no records.
    let needs = own + fields.compactMap(\.layer).filter { !own.contains($0) }
    return StageFlow(needs: needs, optional: needs)
  }

  public let destination: Destination
  public var wantsTrace: Bool { options.format.isJSON && options.sourceOffsets }
  private let options: Options
  private let pieces: PieceFormat?
  private let set: FileSet?
  private var ranges: RangeFormat { RangeFormat(unit: options.offsets.unit, tellsSource: options.sourceOffsets) }
  private var isArray: Bool { options.format == .json && options.layout == .oneFile }

  public init(_ options: Options, _ context: StageContext) {
    self.options = options
    let compressor = options.compressor
    let suffix = compressor.map { "." + ($0.compression.suffixes.first ?? "") } ?? ""
    let layout: Destination.Layout =
      if options.layout == .filePerDocument {
        .filePerDocument(extension: options.format.pathExtension + suffix)
      } else if let set = options.fileSet {
        .fileSet(set)
      } else {
        .oneFile
      }
    destination = Destination(options.to, layout, compressor: compressor)
    set = options.fileSet
    pieces = options.records == .document ? nil : PieceFormat(options)
  }

  public func begin(_ output: inout ByteBuffer) {
    if isArray { output.append("[") }
    guard let table = options.table else { return }
    if options.byteOrderMark { output.append("\u{FEFF}") }
    let names = pieces?.names ?? (options.fields ?? Field.csvDefault).map(\.name)
    if options.header { table.row(names, into: &output) }
  }

  public func fileGroup(of document: Document) -> String? {
    guard let set else { return nil }
    if set.values.isEmpty { return nil }
    return set.path { name in
      name == "language"
        ? Field.language.text(of: document) : Field.member(String(name.dropFirst("metadata.".count))).text(of: document)
    }
  }

  public var separator: String { isArray ? "," : "" }

  public func end(_ output: inout ByteBuffer) { if isArray { output.append("\n]\n") } }

  public func recordCount(of document: Document) -> Int { pieces?.count(of: document) ?? 1 }

  public func render(_ document: Document, into output: inout ByteBuffer) {
    if let pieces { return pieces.render(document, into: &output) }
    switch options.format {
    case .json where isArray: JSONLinesFormat.renderElement(document, options.fields, ranges, into: &output)
    case .jsonl, .json: JSONLinesFormat.render(document, options.fields, ranges, into: &output)
    case .csv, .tsv:
      options.table?.row((options.fields ?? Field.csvDefault).map { $0.text(of: document) }, into: &output)
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
