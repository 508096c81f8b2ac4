import Minwal
import MinwalSQLite

/// Finds the rows of a table or query in a database.
struct DatabaseRows: RowSource {
  let table: String?
  let query: String
  let idField: String
  /// The columns that there must be.
  let needed: [String]

  func open(_ path: String, from start: Int) throws -> any RowCursor {
    do {
      let database = try Database(path, .reading)
      // What a hostile file defines runs no functions that reach further.
      try database.execute("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON")
      return try DatabaseCursor(database, self, from: start)
    } catch let failure as Database.Failure {
      if RunToken.current.isOver { throw StageError.interrupted }
      throw StageError(.wrongKind, "it cannot be read as a SQLite database: \(failure)")
    }
  }
}

extension DatabaseRows {
  /// Sees that the columns are there which the recipe names.
  ///
  /// - Throws: ``StageError`` `wrong-kind`.
  fileprivate func checkColumns(_ names: [String], of owner: String) throws(StageError) {
    for name in needed where !names.contains(where: { $0.hasSameBytes(as: name) }) {
      throw StageError(.wrongKind, "\(owner) has no column '\(name)'" + NearestName.hint(name, in: names, "columns"))
    }
  }
}

/// The rows of an open database.
struct DatabaseCursor: RowCursor {
  private let statement: Database.Statement
  /// Whether the first column is the rowid.
  private let hasNumbers: Bool
  /// The number of the next row, where rows have none.
  private var next: Int
  /// The columns that are read: their places and names.
  private let columns: [(place: Int32, name: String)]

  init(_ database: Database, _ rows: DatabaseRows, from start: Int) throws {
    next = start
    guard let table = rows.table else {
      statement = try database.prepareReading(rows.query)
      hasNumbers = false
      columns = Self.columns(of: statement, from: 0, without: nil)
      try rows.checkColumns(columns.map(\.name), of: "the query")
      try skip(start)
      return
    }
    let type = try database.prepareReading(
      "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')")
    try type.bind(table, at: 1)
    guard try type.step() else {
      throw StageError(.wrongKind, "there is no table '\(table)'\(try Self.hint(database))")
    }
    let isTable = type.text(0) == "table"
    let quoted = "\"" + table.replacing("\"", with: "\"\"") + "\""
    let info = try database.prepareReading("SELECT name, type, pk FROM pragma_table_info(?)")
    try info.bind(table, at: 1)
    var alias: String?
    var keys = 0
    var hidesRowid = false
    while try info.step() {
      if info.text(0).lowercased() == "rowid" { hidesRowid = true }
      if info.integer(2) > 0 { keys += 1 }
      if info.integer(2) > 0, info.text(1).uppercased() == "INTEGER" { alias = info.text(0) }
    }
    if keys != 1 || alias == rows.idField { alias = nil }
    if isTable, !hidesRowid,
      let numbered = try? database.prepareReading("SELECT rowid, * FROM \(quoted) WHERE rowid >= ? ORDER BY rowid")
    {
      if let least = try database.number("SELECT min(rowid) FROM \(quoted)"), least < 0 {
        throw StageError(.wrongKind, "the table '\(table)' has rowids below 0: read it with 'query'")
      }
      statement = numbered
      hasNumbers = true
      columns = Self.columns(of: statement, from: 1, without: alias)
      try rows.checkColumns(columns.map(\.name), of: "the table '\(table)'")
      try statement.bind(Int64(start), at: 1)
    } else {
      statement = try database.prepareReading("SELECT * FROM \(quoted)")
      hasNumbers = false
      columns = Self.columns(of: statement, from: 0, without: nil)
      try rows.checkColumns(columns.map(\.name), of: "the \(type.text(0)) '\(table)'")
      try skip(start)
    }
  }

  private func skip(_ count: Int) throws {
    var passed = 0
    while passed < count, try statement.step() { passed += 1 }
  }

  private static func columns(
    of statement: Database.Statement, from first: Int32, without left: String?
  ) -> [(place: Int32, name: String)] {
    (first..<max(first, statement.columnCount)).map { ($0, statement.name($0)) }.filter { $0.1 != left }
  }

  private static func hint(_ database: Database) throws -> String {
    let names = try database.prepareReading(
      "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name LIMIT 12"
    )
    var all: [String] = []
    while try names.step() { all.append(names.text(0)) }
    return all.isEmpty ? ": it has none" : "; its tables are: \(all.joined(separator: ", "))"
  }

  mutating func next(into bytes: inout ByteBuffer) throws -> Int? {
    do {
      guard try statement.step() else { return nil }
    } catch {
      if RunToken.current.isOver { throw StageError.interrupted }
      throw StageError(.damagedFile, "nothing more can be read of the database: \(error)")
    }
    let number = hasNumbers ? Int(statement.integer(0)) : next
    next = number + 1
    let statement = statement
    JSONWriter.append(to: &bytes) { json in
      json.object { json in
        for column in columns {
          json.name(column.name)
          Self.write(statement, column.place, to: &json)
        }
      }
    }
    return number
  }

  private static func write(_ row: Database.Statement, _ column: Int32, to json: inout JSONWriter) {
    switch row.kind(column) {
    case .null: json.null()
    case .integer: json.integer(Int(row.integer(column)))
    case .real:
      let number = row.real(column)
      // JSON has no such numbers.
      if number.isFinite { json.number(number) } else { json.string("\(number)") }
    // As it lies there: what is not UTF-8 is for the reader to repair, and to count.
    case .text: row.bytes(column) { json.string($0) }
    case .blob:
      row.bytes(column) { bytes in
        // Bytes that are text are taken for it, as they come from other programs.
        guard UTF8Validation.firstInvalid(in: bytes) != nil else { return json.string(bytes) }
        // No value of a row is a list, so that this says what it is: so many bytes that are no text.
        json.array { $0.integer(bytes.count) }
      }
    }
  }
}
