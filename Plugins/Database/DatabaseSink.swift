import Minwal
import MinwalLanguage
import MinwalSQLite

/// A SQLite database that is filled under the name `NAME.partial`.
///
/// Each commit is a transaction that has the number of documents in it (`user_version`), so that rows and position
/// cannot differ. At the end, the database is copied without gaps to its place: so it is the same file however often it
/// was committed. A reference, since there is one connection; unchecked, since only the committer has it.
final class DatabaseSink: RecordSink, @unchecked Sendable {
  let description: String
  private let path: String
  private var partial: String { path + ".partial" }
  private let tables: [SQLite.Table]
  private let hasIndex: Bool
  /// `nil` once the database is in its place.
  private var database: Database?
  private var inserts: [String: Database.Statement] = [:]
  private var documents = 0

  /// Begins, resumes or adds to a database.
  ///
  /// - Throws: What keeps it from being opened.
  init(path: String, tables: [SQLite.Table], hasIndex: Bool, _ start: SinkStart) throws {
    self.path = path
    description = path
    self.tables = tables
    self.hasIndex = hasIndex
    try FileSystem.createFolders(FileSystem.split(path).folder)
    let partial = path + ".partial"
    switch start {
    case .new:
      for name in [partial, partial + "-journal", partial + ".new"] { FileSystem.removeTree(name) }
      database = try Self.open(partial, .creating)
      try create()
    case .resumed(let position, let isDone):
      documents = try position.value()
      if isDone, (try? FileSystem.status(partial, followingLinks: false)) == nil { return }
      database = try Self.open(partial, .existing)
      try forgetWhatFollows()
    case .adding(let position):
      documents = try position.value()
      try AtomicFile.copy(path, to: partial)
      database = try Self.open(partial, .existing)
    }
    try database?.execute("BEGIN IMMEDIATE")
  }

  private static func open(_ path: String, _ access: Database.Access) throws -> Database {
    let database = try Database(path, access, followingLinks: false)
    // No one else writes; what a power cut interrupts is undone by the rollback journal.
    try database.execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;")
    return database
  }

  private func create() throws {
    var sql = """
      CREATE TABLE documents (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT, text TEXT NOT NULL, language TEXT, metadata TEXT NOT NULL);
      """
    for table in tables {
      sql +=
        table == .units
        ? """
        CREATE TABLE units (
          document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, id TEXT NOT NULL, unit TEXT NOT NULL,
          source TEXT NOT NULL, target TEXT, source_language TEXT NOT NULL, target_language TEXT NOT NULL,
          state TEXT NOT NULL, PRIMARY KEY (document, number)) WITHOUT ROWID;
        """
        : """
        CREATE TABLE \(table.quoted) (
          document INTEGER NOT NULL REFERENCES documents, number INTEGER NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL,
          start INTEGER NOT NULL, "end" INTEGER NOT NULL, PRIMARY KEY (document, number)) WITHOUT ROWID;
        """
    }
    if hasIndex {
      sql += "CREATE TABLE folded (number INTEGER PRIMARY KEY, title TEXT NOT NULL, text TEXT NOT NULL);"
      sql += "CREATE TABLE folding (letter TEXT PRIMARY KEY, becomes TEXT NOT NULL) WITHOUT ROWID;"
    }
    try database?.execute(sql)
    guard hasIndex, let insert = try database?.prepare("INSERT INTO folding VALUES (?, ?)") else { return }
    for letter in SearchFolding.letters {
      try insert.bind(String(letter.from), at: 1)
      try insert.bind(letter.to.map { String($0) } ?? "", at: 2)
      _ = try insert.step()
    }
  }

  /// Removes what was committed behind the last checkpoint.
  private func forgetWhatFollows() throws {
    try database?.execute("BEGIN IMMEDIATE; DELETE FROM documents WHERE number > \(documents);")
    for table in tables { try database?.execute("DELETE FROM \(table.quoted) WHERE document > \(documents)") }
    if hasIndex { try database?.execute("DELETE FROM folded WHERE number > \(documents)") }
    try database?.execute("PRAGMA user_version = \(documents); COMMIT")
  }

  // MARK: Rows

  func append(_ records: RecordBatch) throws {
    var start = 0
    for record in records.ends {
      var row: [String: JSONValue] = [:]
      var reader = JSONReader(records.bytes.span.extracting(start..<record.end))
      try reader.object { reader, name in row[name] = try reader.value() }
      start = record.end
      documents += 1
      try insert(row)
    }
  }

  private func insert(_ row: [String: JSONValue]) throws {
    let id = row["id"]?.stringValue ?? ""
    var metadata = JSONWriter()
    metadata.value(row["metadata"] ?? .object([]))
    try insert("documents") { statement in
      try statement.bind(documents, at: 1)
      for (place, value) in [
        id, row["title"]?.stringValue, row["text"]?.stringValue ?? "", row["language"]?.stringValue,
        String(decodingUTF8: metadata.buffer.span),
      ].enumerated() { try statement.bind(value, at: Int32(place + 2)) }
    }
    for table in tables {
      for (place, piece) in (row[table.name]?.elements ?? []).enumerated() {
        try insert(table.name) { statement in
          try statement.bind(documents, at: 1)
          try statement.bind(place + 1, at: 2)
          try statement.bind("\(id)#\(place + 1)", at: 3)
          if table == .units {
            for (column, name) in ["id", "source", "target", "source-language", "target-language", "state"].enumerated()
            {
              try statement.bind(piece[name]?.stringValue, at: Int32(column + 4))
            }
          } else {
            try statement.bind(piece["text"]?.stringValue, at: 4)
            try statement.bind(piece["start"]?.intValue, at: 5)
            try statement.bind(piece["end"]?.intValue, at: 6)
          }
        }
      }
    }
    guard hasIndex else { return }
    try insert("folded") { statement in
      try statement.bind(documents, at: 1)
      try statement.bind(row["folded-title"]?.stringValue ?? "", at: 2)
      try statement.bind(row["folded-text"]?.stringValue ?? "", at: 3)
    }
  }

  private func insert(_ table: String, _ bind: (Database.Statement) throws -> Void) throws {
    let columns = ["documents": 6, "units": 9, "folded": 3][table] ?? 6
    let marks = Array(repeating: "?", count: columns).joined(separator: ", ")
    guard let statement = try inserts[table] ?? database?.prepare("INSERT INTO \"\(table)\" VALUES (\(marks))") else {
      return
    }
    inserts[table] = statement
    try bind(statement)
    _ = try statement.step()
  }

  // MARK: Ends

  func commit() throws -> SinkPosition? {
    try database?.execute("PRAGMA user_version = \(documents); COMMIT; BEGIN IMMEDIATE")
    return SinkPosition(documents)
  }

  func finish() throws {
    guard let database else { return }
    if hasIndex {
      // After all rows are there: ten times faster than row by row.
      try database.execute(
        """
        DROP TABLE IF EXISTS search;
        CREATE VIRTUAL TABLE search USING fts5(
          title, text, content = 'folded', content_rowid = 'number',
          tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'");
        INSERT INTO search (search) VALUES ('rebuild');
        """)
    }
    try database.execute(
      """
      CREATE INDEX IF NOT EXISTS documents_by_id ON documents (id);
      PRAGMA user_version = \(documents);
      COMMIT;
      """)
    let new = partial + ".new"
    FileSystem.removeTree(new)
    let copy = try database.prepare("VACUUM INTO ?")
    try copy.bind(new, at: 1)
    _ = try copy.step()
    inserts = [:]
    self.database = nil
    try AtomicFile.place(new, at: path)
    FileSystem.removeTree(partial)
  }

  func abandon() -> String? {
    guard database != nil else { return nil }
    inserts = [:]
    try? database?.execute("ROLLBACK")
    database = nil
    return partial
  }

  func discard() {
    guard abandon() != nil else { return }
    FileSystem.removeTree(partial)
  }

  /// Finds out why a database cannot be resumed, or added to.
  static func problem(path: String, documents: Int, isDone: Bool, mustBeDone: Bool) -> String? {
    let partial = path + ".partial"
    let isInPlace = isDone && (mustBeDone || (try? FileSystem.status(partial, followingLinks: false)) == nil)
    let file = isInPlace ? path : partial
    guard let status = try? FileSystem.status(file, followingLinks: isInPlace), status.kind == .file else {
      return "'\(file)' is gone"
    }
    if !isInPlace, status.links > 1 { return "'\(file)' is another file too (a hard link)" }
    do {
      // For writing: a transaction that a power cut interrupted may have to be undone.
      let database = try Database(file, isInPlace ? .reading : .existing, followingLinks: isInPlace)
      let check = try database.prepare("PRAGMA quick_check(1)")
      guard try check.step(), check.text(0) == "ok" else { return "'\(file)' is damaged" }
      let committed = try database.number("PRAGMA user_version") ?? 0
      let count = try database.number("SELECT count(*) FROM documents") ?? 0
      guard committed == count, isInPlace ? committed == documents : committed >= documents else {
        return "'\(file)' was changed since"
      }
      return nil
    } catch {
      return "'\(file)' is damaged: \(error)"
    }
  }
}
