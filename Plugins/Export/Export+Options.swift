public import Minwal

extension Export {
  /// What a record looks like.
  public enum Format: String, OptionChoice {
    case jsonl
    case json
    case csv
    case tsv
    case markdown
    case text

    public var help: String {
      switch self {
      case .jsonl: "One JSON object a line (RFC 8259)."
      case .json: "An array of JSON objects; with a file per document, one object."
      case .csv: "Comma-separated values with a row of names (RFC 4180)."
      case .tsv: "The same, separated by tabs."
      case .markdown: "A heading, the summary and the text."
      case .text: "The text alone."
      }
    }

    var pathExtension: String {
      switch self {
      case .jsonl, .json: "json"
      case .csv: "csv"
      case .tsv: "tsv"
      case .markdown: "md"
      case .text: "txt"
      }
    }

    var isJSON: Bool { self == .jsonl || self == .json }
    var isTable: Bool { self == .csv || self == .tsv }
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

  /// Whether, and how, files are compressed.
  public enum CompressionChoice: String, OptionChoice {
    case byName = "by-name"
    case none
    case gzip
    case zstd

    public var help: String {
      switch self {
      case .byName: "As the name of the file ends: .gz, .zst, or not at all."
      case .none: "Not at all."
      case .gzip: "As gzip does (.gz)."
      case .zstd: "As zstd does (.zst)."
      }
    }
  }

  /// What becomes of cells that a spreadsheet would take for formulas.
  public enum Formulas: String, OptionChoice {
    case keep
    case escape

    public var help: String {
      switch self {
      case .keep: "They stay as they are, for programs that read them."
      case .escape: "An apostrophe is put before them, for people who open them in a spreadsheet."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("What a record looks like.") public var format: Format
    @Option("The file, or the folder for a file per document; '-' is standard output.") public var to: OutputPath
    @Option("How documents are kept apart.") public var layout = Layout.oneFile
    @Option("When a file is full and the next one begins: { size: 100 MB } or { documents: 10000 }.")
    public var parts: Parts? = nil
    @Option("What a record is of; also the pieces of any layer of ranges, by its name.") public var records = Records
      .document
    @Option("What to write, in this order; also any layer by its name. If not given, what suits the format.")
    public var fields: [Field]? = nil
    @Option("Whether JSON tells where sentences and other pieces lie in the text, and in what unit.")
    public var offsets = Offsets.none
    @Option(
      "Whether JSON tells where sentences, other pieces and units lie in the input: in bytes of the file or the JSON line."
    )
    public var sourceOffsets = false
    @Option("How files are compressed.") public var compression = CompressionChoice.byName
    @Option("How hard to compress: gzip has 1 to 9 (6 unless given), zstd 1 to 19 (3).", in: 1...19)
    public var level: Int? = nil
    @Option("Whether CSV and TSV begin with a row of names.") public var header = true
    @Option("Whether CSV and TSV begin with a byte order mark, which Excel needs to see UTF-8.")
    public var byteOrderMark = false
    @Option("What becomes of cells of CSV and TSV that a spreadsheet would take for formulas.") public var formulas =
      Formulas.keep

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if let fields {
        if fields.isEmpty { problems.error("fields", "'fields' is empty, so that nothing would be written") }
        for (index, field) in fields.enumerated() {
          if fields[..<index].contains(field) { problems.error("fields", "'fields' names '\(field.name)' twice") }
        }
      }
      checkFiles(&problems)
      checkFormat(&problems)
      checkRecords(&problems)
      checkCompression(&problems)
    }

    private func checkFiles(_ problems: inout OptionProblems) {
      guard let set = fileSet else { return }
      for name in set.values where name != "language" && !name.hasPrefix("metadata.") {
        problems.error(
          "to", "'$(\(name))' is not language or metadata.NAME, of which there can be a file for each value")
      }
      if set.hasNeighbours {
        problems.error("to", "nothing stands between two values in '\(to.written)', which are told apart by that")
      }
      if layout == .filePerDocument {
        problems.error(
          parts == nil ? "to" : "parts", "a file per document cannot have parts, or a file for each value, as well")
      }
      if to.written.hasSuffix("/") || FileSystem.split(to.written).name.hasPrefix(".") {
        problems.error("to", "'\(to.written)' does not name a file")
      }
    }

    /// The files, where there are several of them and not one for each document.
    var fileSet: FileSet? {
      let set = FileSet(to.written, limit: parts?.limit)
      return set.limit == nil && set.values.isEmpty ? nil : set
    }

    private func checkFormat(_ problems: inout OptionProblems) {
      let rowsOfTables = ["header", "byte-order-mark", "formulas"]
      let useless =
        (format.isJSON || records != .document ? [] : ["offsets"]) + (format.isJSON ? [] : ["source-offsets"])
        + (format.isTable ? [] : rowsOfTables)
      for option in useless where problems.isGiven(option) {
        // What is given as it is anyway deserves no warning where it always was so.
        if option == "offsets" && offsets == .none { continue }
        if option == "source-offsets" && !sourceOffsets { continue }
        problems.warning(option, "'\(option)' has no effect with format: \(format.rawValue)")
      }
    }

    private func checkRecords(_ problems: inout OptionProblems) {
      guard records != .document else { return }
      if format == .markdown {
        problems.error("records", "'records: \(records.name)' cannot be written as markdown")
      }
      if layout == .filePerDocument, format == .json {
        problems.error("records", "'records: \(records.name)' in files of documents cannot be json; use jsonl")
      }
      for field in fields ?? [] where !PieceField.isOne(field) {
        problems.error(
          "fields",
          "'\(field.name)' is not a field of \(records.name): expected \(PieceField.names(of: records).joined(separator: ", "))"
        )
      }
    }

    private func checkCompression(_ problems: inout OptionProblems) {
      let bySuffix = layout == .oneFile ? Compression.bySuffix(of: to.written)?.compression : nil
      if let bySuffix, Compressor.levels(of: bySuffix) == nil {
        problems.error("to", "a file cannot be written with \(bySuffix.rawValue); end its name in .gz or .zst")
      } else if let bySuffix, compression != .byName, compression.compression != bySuffix {
        problems.error(
          "compression", "'\(to.written)' would not be what its name says: it ends as \(bySuffix.rawValue) files do")
      } else if layout == .oneFile, let message = Self.problem(withName: to.written) {
        problems.error("to", message)
      } else if level != nil, compressor == nil {
        let compression = compression.compression ?? bySuffix
        if let compression, let levels = Compressor.levels(of: compression) {
          problems.error(
            "level", "\(compression.rawValue) has levels from \(levels.lowerBound) to \(levels.upperBound)")
        } else {
          problems.warning("level", "'level' has no effect, since nothing is compressed")
        }
      }
    }

    /// Why a name cannot be that of a text file; `nil` if it can.
    private static func problem(withName name: String) -> String? {
      let name = name.lowercased()
      let archives = ["zip", "7z", "rar", "tar", "tgz", "lz4", "br", "lzma", "lz", "sz", "z"]
      if let suffix = archives.first(where: { name.hasSuffix("." + $0) }) {
        return "a file cannot be written as .\(suffix); end its name in .gz or .zst to have it compressed"
      }
      let tables = ["parquet", "arrow", "feather", "avro", "orc", "xlsx", "xls", "ods", "docx", "pdf"]
      if let suffix = tables.first(where: { name.hasSuffix("." + $0) }) {
        return "'export' writes text and not .\(suffix); write jsonl or csv, or hand the records to a program that does"
      }
      let databases = ["sqlite", "sqlite3", "db"]
      if let suffix = databases.first(where: { name.hasSuffix("." + $0) }) {
        return "'export' writes text and not .\(suffix)"
      }
      return nil
    }

    /// How files are compressed; `nil` for not at all, and if the level is none of the compression's.
    var compressor: Compressor? {
      let chosen =
        compression == .byName && layout == .oneFile
        ? Compression.bySuffix(of: to.written)?.compression : compression.compression
      return chosen.flatMap { Compressor($0, level: level) }
    }

    /// How rows are written; `nil` for formats without rows.
    var table: CSVFormat? {
      switch format {
      case .csv: .commas(escapesFormulas: formulas == .escape)
      case .tsv: .tabs(escapesFormulas: formulas == .escape)
      default: nil
      }
    }
  }
}

extension Export.CompressionChoice {
  /// The compression that was asked for by name.
  var compression: Compression? {
    switch self {
    case .byName, .none: nil
    case .gzip: .gzip
    case .zstd: .zstd
    }
  }
}
