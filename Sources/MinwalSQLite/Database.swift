import CSQLite
import Minwal

/// A SQLite database. For one thread at a time.
@safe package final class Database {
  /// What SQLite says went wrong.
  package struct Failure: Error, CustomStringConvertible {
    package var description: String
  }

  /// How a file is opened.
  package enum Access {
    /// For reading and writing; it is created if it is not there.
    case creating
    /// For reading and writing; it must be there.
    case existing
    /// For reading.
    case reading

    fileprivate var flags: Int32 {
      switch self {
      case .creating: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      case .existing: SQLITE_OPEN_READWRITE
      case .reading: SQLITE_OPEN_READONLY
      }
    }
  }

  private let connection: OpaquePointer

  /// Opens a file; an empty path is a database that lasts as long as the value.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - access: What it is opened for.
  ///   - followsLinks: Whether the file may be a symbolic link.
  /// - Throws: ``Failure``.
  package init(_ path: String, _ access: Access = .creating, followingLinks followsLinks: Bool = true) throws(Failure) {
    var connection: OpaquePointer?
    let flags = access.flags | SQLITE_OPEN_NOMUTEX | (followsLinks ? 0 : SQLITE_OPEN_NOFOLLOW)
    let code = unsafe path.withPathBytes { unsafe sqlite3_open_v2($0, &connection, flags, nil) }
    guard code == SQLITE_OK, let opened = unsafe connection else {
      let failure = Failure(description: unsafe Self.message(connection, code))
      unsafe sqlite3_close(connection)
      throw failure
    }
    unsafe self.connection = opened
    // Other workers' processes write too, a few milliseconds at a time.
    unsafe sqlite3_busy_timeout(opened, 30_000)
    // A query may work for hours on its first row. What writes is not cut off: a batch is finished.
    if access == .reading {
      unsafe sqlite3_progress_handler(opened, 100_000, { _ in RunToken.current.isOver ? 1 : 0 }, nil)
    }
  }

  deinit { unsafe sqlite3_close(connection) }

  private static func message(_ connection: OpaquePointer?, _ code: Int32) -> String {
    let text = unsafe connection.map { unsafe sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    return unsafe text.map { unsafe String(cString: $0) } ?? "error \(code)"
  }

  private func failure(_ code: Int32) -> Failure { Failure(description: unsafe Self.message(connection, code)) }

  /// Runs statements that have no values.
  package func execute(_ sql: String) throws(Failure) {
    let code = unsafe sqlite3_exec(connection, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code) }
  }

  /// A statement that can be run again and again.
  package func prepare(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
    guard code == SQLITE_OK, let prepared = unsafe statement else { throw failure(code) }
    return unsafe Statement(prepared, of: self)
  }

  /// A statement that only reads, alone in its text.
  ///
  /// - Throws: ``Failure``, also if it changes something or another statement follows.
  package func prepareReading(_ sql: String) throws(Failure) -> Statement {
    var statement: OpaquePointer?
    var isAlone = false
    let code = unsafe sql.withCString { start in
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v2(connection, start, -1, &statement, &tail)
      let rest = unsafe tail.map { unsafe String(cString: $0) } ?? ""
      isAlone = rest.allSatisfy { $0.isWhitespace || $0 == ";" }
      return code
    }
    guard code == SQLITE_OK else { throw failure(code) }
    guard let prepared = unsafe statement else { throw Failure(description: "there is no statement") }
    let result = unsafe Statement(prepared, of: self)
    guard isAlone else { throw Failure(description: "there is more than one statement") }
    guard result.isReadOnly, result.columnCount > 0 else {
      throw Failure(description: "the statement gives no rows, or changes something")
    }
    return result
  }

  /// The number that a statement without values gives; `nil` if it gives none.
  package func number(_ sql: String) throws(Failure) -> Int? {
    let statement = try prepare(sql)
    return try statement.step() ? Int(statement.integer(0)) : nil
  }

  /// A prepared statement.
  @safe package final class Statement {
    private let statement: OpaquePointer
    /// Is not to be closed before the statement is done with.
    private let database: Database

    fileprivate init(_ statement: OpaquePointer, of database: Database) {
      unsafe self.statement = statement
      self.database = database
    }

    deinit { unsafe sqlite3_finalize(statement) }

    /// Sets a value; they count from 1.
    package func bind(_ value: Int64, at index: Int32) throws(Failure) {
      let code = unsafe sqlite3_bind_int64(statement, index, value)
      guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// Sets a value; they count from 1.
    package func bind(_ value: String, at index: Int32) throws(Failure) {
      let code = unsafe minwal_bind_text(statement, index, value, Int32(value.utf8.count))
      guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// Sets a value to text, or to null; they count from 1.
    package func bind(_ value: String?, at index: Int32) throws(Failure) {
      if let value { return try bind(value, at: index) }
      let code = unsafe sqlite3_bind_null(statement, index)
      guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// Sets a value to a number, or to null; they count from 1.
    package func bind(_ value: Int?, at index: Int32) throws(Failure) {
      if let value { return try bind(Int64(value), at: index) }
      let code = unsafe sqlite3_bind_null(statement, index)
      guard code == SQLITE_OK else { throw database.failure(code) }
    }

    /// Goes to the next row.
    ///
    /// - Returns: `false` behind the last; the statement can then be run again.
    package func step() throws(Failure) -> Bool {
      let code = unsafe sqlite3_step(statement)
      if code == SQLITE_ROW { return true }
      unsafe sqlite3_reset(statement)
      guard code == SQLITE_DONE else { throw database.failure(code) }
      return false
    }

    /// Forgets the rows that are left.
    package func reset() { unsafe sqlite3_reset(statement) }

    /// A column of the row, as text; they count from 0.
    package func text(_ column: Int32) -> String {
      guard let bytes = unsafe sqlite3_column_text(statement, column) else { return "" }
      let count = Int(unsafe sqlite3_column_bytes(statement, column))
      return unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Looks at the bytes of a column of the row that is a text or a blob, as they lie in the database; they count from 0.
    package func bytes<Value>(_ column: Int32, _ body: (Span<UInt8>) -> Value) -> Value {
      let start =
        kind(column) == .blob
        ? unsafe sqlite3_column_blob(statement, column)?.assumingMemoryBound(to: UInt8.self)
        : unsafe sqlite3_column_text(statement, column)
      let count = Int(unsafe sqlite3_column_bytes(statement, column))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: unsafe start == nil ? 0 : count)
      return body(unsafe bytes.span)
    }

    /// A type that a value has.
    package enum Kind { case null, integer, real, text, blob }

    /// The type of a column of the row.
    package func kind(_ column: Int32) -> Kind {
      switch unsafe sqlite3_column_type(statement, column) {
      case SQLITE_INTEGER: .integer
      case SQLITE_FLOAT: .real
      case SQLITE_TEXT: .text
      case SQLITE_BLOB: .blob
      default: .null
      }
    }

    /// How many columns there are.
    package var columnCount: Int32 { unsafe sqlite3_column_count(statement) }

    /// The name of a column.
    package func name(_ column: Int32) -> String {
      unsafe sqlite3_column_name(statement, column).map { unsafe String(cString: $0) } ?? ""
    }

    /// Whether running it changes nothing.
    package var isReadOnly: Bool { unsafe sqlite3_stmt_readonly(statement) != 0 }

    /// A column of the row, as a number with a fraction.
    package func real(_ column: Int32) -> Double { unsafe sqlite3_column_double(statement, column) }

    /// A column of the row, as a number; they count from 0.
    package func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(statement, column) }
  }
}
