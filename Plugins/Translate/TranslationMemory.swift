import Glibc
import Minwal
import MinwalSQLite
import Synchronization

/// What was translated before, so that nothing is translated twice: a SQLite database that all workers share, and all
/// processes if it is a file.
///
/// Workers of one process that need the same text at the same time wait for the one that was first. Unchecked, since
/// the database is used under a lock.
final class TranslationMemory: @unchecked Sendable {
  /// What translations belong to.
  struct Scope: Hashable, Sendable {
    var engine: String
    var source: Language
    var target: Language
  }

  private final class Store {
    let database: Database
    let find: Database.Statement
    let keep: Database.Statement

    init(_ path: String) throws(Database.Failure) {
      database = try Database(path)
      // Readers and a writer at once; after a power failure the last few may be missing, which costs their translation.
      try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
      try database.execute(
        """
        CREATE TABLE IF NOT EXISTS translations (
          hash INTEGER PRIMARY KEY, engine TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
          text TEXT NOT NULL, translation TEXT NOT NULL)
        """)
      find = try database.prepare("SELECT engine, source, target, text, translation FROM translations WHERE hash = ?")
      keep = try database.prepare("INSERT OR REPLACE INTO translations VALUES (?, ?, ?, ?, ?, ?)")
    }
  }

  private let path: String
  private let name: String
  private let lock = Mutex(())
  private var opened: Store?
  /// Hashes of texts that someone is having translated.
  private let claims = Mutex<Set<UInt64>>([])

  /// Creates a memory; it is opened when it is first needed.
  ///
  /// - Parameters:
  ///   - path: The file; empty for a memory that lasts as long as the value.
  ///   - name: What messages call it.
  init(path: String, name: String) {
    self.path = path
    self.name = name
  }

  /// Does something with the open database.
  private func withStore<Value: Sendable>(_ body: (Store) throws -> Value) throws(StageError) -> Value {
    do {
      return try lock.withLock { _ throws in
        let store = try opened ?? Store(path)
        opened = store
        return try body(store)
      }
    } catch {
      throw .unavailable("the translation memory '\(name)' cannot be used: \(error)")
    }
  }

  /// The translations of some texts, as far as there are any.
  func find(_ texts: [String], _ scope: Scope) throws(StageError) -> [String?] {
    try withStore { store in
      try texts.map { text in
        try store.find.bind(Int64(bitPattern: Self.hash(text, scope)), at: 1)
        guard try store.find.step() else { return nil }
        defer { store.find.reset() }
        // Two texts may have one hash, which then is the later one's.
        let isIt =
          store.find.text(0) == scope.engine && store.find.text(1) == scope.source.tag
          && store.find.text(2) == scope.target.tag && store.find.text(3).hasSameBytes(text)
        return isIt ? store.find.text(4) : nil
      }
    }
  }

  /// Keeps translations.
  func keep(_ translations: [(text: String, translation: String)], _ scope: Scope) throws(StageError) {
    guard !translations.isEmpty else { return }
    try withStore { store in
      try store.database.execute("BEGIN IMMEDIATE")
      do {
        for (text, translation) in translations {
          try store.keep.bind(Int64(bitPattern: Self.hash(text, scope)), at: 1)
          for (place, value) in [scope.engine, scope.source.tag, scope.target.tag, text, translation].enumerated() {
            try store.keep.bind(value, at: Int32(place + 2))
          }
          _ = try store.keep.step()
        }
        try store.database.execute("COMMIT")
      } catch {
        try? store.database.execute("ROLLBACK")
        throw error
      }
    }
  }

  /// Claims texts that no one else is having translated.
  ///
  /// - Returns: The places of those that are now this caller's, who must ``release(_:_:)`` them.
  func claim(_ texts: [String], _ scope: Scope) -> [Int] {
    claims.withLock { claims in texts.indices.filter { claims.insert(Self.hash(texts[$0], scope)).inserted } }
  }

  /// Gives claims back.
  func release(_ texts: [String], _ scope: Scope) {
    claims.withLock { claims in for text in texts { claims.remove(Self.hash(text, scope)) } }
  }

  private static func hash(_ text: String, _ scope: Scope) -> UInt64 {
    StableHash.hash(
      text, seed: StableHash.hash("\(scope.source.tag) \(scope.target.tag)", seed: StableHash.hash(scope.engine)))
  }
}

extension String {
  fileprivate func hasSameBytes(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
