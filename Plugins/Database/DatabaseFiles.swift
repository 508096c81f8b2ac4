public import Minwal

/// Reads the rows of a table or query of SQLite databases, each one document.
public struct DatabaseFiles: Reader {
  public struct Options: StageOptions {
    @Option("The table or view; unless given, 'query' says what is read.") public var table: String? = nil
    @Option("A query that gives the rows: one SELECT, with an order, so that a run can resume.") public var query:
      String? =
        nil
    @Option("The column that holds the document's id.") public var idField = "id"
    @Option("The column that holds the text, or a list of columns whose texts are joined.") public var textField:
      ColumnNames = "text"
    @Option("The column that holds the headline.") public var titleField = "title"
    @Option("The column that holds the language's tag.") public var languageField = "language"
    @Option("The column that holds metadata as a JSON object.") public var metadataField = "metadata"
    @Option("What stands between texts that are joined.") public var join = "\n\n"
    @Option("What becomes of bytes in texts that are not UTF-8.") public var invalidUtf8 = InvalidUTF8.repair

    public init() {}

    /// The columns that the recipe names; others are read if they are there.
    var neededColumns: [String] {
      let usual = Self()
      let others = [
        (idField, usual.idField), (titleField, usual.titleField), (languageField, usual.languageField),
        (metadataField, usual.metadataField),
      ]
      return textField.all + others.filter { $0.0 != $0.1 }.map(\.0)
    }

    public func validate(_ problems: inout OptionProblems) {
      if table == nil, query == nil {
        problems.error(
          "table", "neither 'table' nor 'query' says what to read", notes: ["for example: table: documents"])
      }
      if table != nil, query != nil { problems.error("query", "'table' and 'query' exclude each other") }
    }
  }

  public static let spec = ReaderSpec(
    "sqlite", title: "a SQLite database", "Reads the rows of a table or query of SQLite databases, each one document.",
    discussion: """
      Databases are opened for reading only. Of a table, rows come in the order of their rowid, and a row without an id is called \
      after its file and rowid (`news.sqlite@17`); of a view, a table without rowids and a query, the place among the rows \
      stands for it. Columns besides id, text, title and language become metadata, and so do the members of the JSON object in \
      'metadata-field'; an integer primary key that is only the rowid is left out. A blob is taken for text if it is UTF-8; a row \
      with another is one failed document, so that a query should leave pictures out. What the stage 'sqlite' writes is read \
      back with `table: documents`.
      """, reasons: [Reading.invalidUTF8, Reading.record, Reading.lineEnd])

  public let framing: Framing
  private var rows: DatabaseRecords

  public init(_ options: Options, _ context: StageContext) {
    framing = .rows(
      DatabaseRows(
        table: options.table, query: options.query ?? "", idField: options.idField, needed: options.neededColumns))
    rows = DatabaseRecords(options)
  }

  public mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    try rows.read(record.bytes, into: &document)
  }
}
