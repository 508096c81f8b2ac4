public import Minwal

/// Reads comma-separated values.
public struct CommaSeparated: Reader {
  public typealias Options = TableOptions

  public static let spec = ReaderSpec(
    "csv", title: "CSV", "Reads comma-separated values (RFC 4180), each row one document.",
    discussion: """
      The first row has the names of the columns, unless 'columns' gives them. Cells in quotes may hold line breaks. A row \
      with more or fewer cells than there are columns is one failed document. A table whose names seem to be separated by \
      something else is an error that says by what.
      """, suffixes: ["csv"],
    reasons: [
      Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd, Reading.record, Reading.escape,
    ],
    examples: [
      ReaderExample(
        "A cell in quotes.", file: "pages.csv",
        input: "id,title,text\r\na1,Sea,\"The sea is \"\"back\"\".\nIt is blue.\"\r\n")
    ])

  public let framing: Framing
  public let encoding: Encoding?
  private var records: TableRecords

  public init(_ options: Options, _ context: StageContext) {
    framing = .records(TableFramer(options, delimiter: UInt8(ascii: ",")))
    encoding = options.encoding
    records = TableRecords(options)
  }

  public mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    try records.read(record, into: &document)
  }
}

/// Reads tab-separated values.
public struct TabSeparated: Reader {
  public typealias Options = TableOptions

  public static let spec = ReaderSpec(
    "tsv", title: "TSV", "Reads tab-separated values, each row one document.",
    discussion: "As 'csv', with tabs between the cells.", suffixes: ["tsv", "tab"],
    reasons: CommaSeparated.spec.reasons,
    examples: [
      ReaderExample("Two rows.", file: "pages.tsv", input: "id\ttext\na1\tThe sea is back.\na2\tIt is blue.\n")
    ])

  public let framing: Framing
  public let encoding: Encoding?
  private var records: TableRecords

  public init(_ options: Options, _ context: StageContext) {
    framing = .records(TableFramer(options, delimiter: UInt8(ascii: "\t")))
    encoding = options.encoding
    records = TableRecords(options)
  }

  public mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    try records.read(record, into: &document)
  }
}
