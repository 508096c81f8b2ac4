import Foundation
import MinwalSQLite
import MinwalTestSupport
import Testing

/// The reader `sqlite`.
@Suite struct DatabaseInputTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func database(_ sql: String, _ path: String = "in.sqlite") throws {
    try Database(folder.url.appendingPathComponent(path).path).execute(sql)
  }

  private func recipe(
    _ input: String, _ name: String = "r.yaml", export: String = "export: { format: jsonl, to: all.jsonl }"
  )
    throws
  {
    try folder.write("minwal: 1\nname: r\ninput: { \(input) }\nstages:\n  - \(export)\n", to: name)
  }

  private func minwal(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url, environment: environment)
  }

  private func lines() throws -> [Substring] { try folder.read("all.jsonl").split(separator: "\n") }

  @Test func readsRows() throws {
    try database(
      """
      CREATE TABLE "a ""b" (key INTEGER PRIMARY KEY, id TEXT, title TEXT, text TEXT, language TEXT, n REAL, metadata TEXT);
      INSERT INTO "a ""b" VALUES (5, 'x', 'T', 'نص' || char(13) || char(10) || 'b', 'fa', 1.5, '{"m": [1]}');
      INSERT INTO "a ""b" VALUES (2, NULL, NULL, 'two', NULL, NULL, 'no json');
      INSERT INTO "a ""b" VALUES (9, NULL, NULL, NULL, NULL, 3, NULL);
      """)
    try recipe(#"sqlite: in.sqlite, table: 'a "b'"#)
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(
      try lines() == [
        #"{"id":"in.sqlite@2","text":"two","title":null,"metadata":{"metadata":"no json"}}"#,
        #"{"id":"x","text":"نص\nb","title":"T","metadata":{"n":1.5,"m":[1]}}"#,
      ])
    #expect(result.error.contains("in.sqlite@9") && result.error.contains("no text"), "\(result.error)")
  }

  @Test(
    arguments: [
      ("table: v, text-field: [a, b], join: '-'", ["1-2", "3-4"]), ("table: w, text-field: a", ["1", "3"]),
      ("query: SELECT a || b AS text FROM t ORDER BY a DESC", ["34", "12"]),
      ("query: 'WITH x AS (SELECT b AS text FROM t) SELECT * FROM x;'", ["2", "4"]),
    ] as [(String, [String])])
  func readsViewsAndQueries(_ options: String, _ expected: [String]) throws {
    try database(
      """
      CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t VALUES ('1', '2'), ('3', '4'); CREATE VIEW v AS SELECT * FROM t;
      CREATE TABLE w (a TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO w VALUES ('3'), ('1');
      """)
    try recipe("sqlite: in.sqlite, " + options)
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(try lines().map { $0.split(separator: #""text":""#)[1].prefix { $0 != "\"" } } == expected.map { $0[...] })
  }

  /// Nothing is changed, whatever the recipe says, and what cannot be read is an error that says why.
  @Test(
    arguments: [
      ("table: no", "there is no table 'no'; its tables are: t"), ("query: DELETE FROM t", "changes something"),
      ("query: SELECT 1; DELETE FROM t", "more than one statement"), ("query: SELECT x FROM t", "no such column: x"),
      ("query: ATTACH 'other.sqlite' AS o", "changes something"),
      ("table: t, text-field: x", "has no column 'x'; its columns are: text"),
      ("table: t, text-field: txet", "has no column 'txet'; did you mean 'text'?"),
      ("table: t, id-field: text_id", "has no column 'text_id'"),
      ("query: SELECT text AS body FROM t, text-field: bodi", "the query has no column 'bodi'; did you mean 'body'?"),
    ])
  func mistakesAreSaid(_ options: String, _ problem: String) throws {
    try database("CREATE TABLE t (text TEXT); INSERT INTO t VALUES ('1')")
    try recipe("sqlite: in.sqlite, " + options)
    let before = try Data(contentsOf: folder.url.appendingPathComponent("in.sqlite"))
    let result = try minwal("run", "r.yaml")
    #expect(result.status != 0 && result.error.contains(problem), "\(result.error)")
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("in.sqlite")) == before)
    #expect(!folder.has("other.sqlite"))
  }

  /// Bytes that are not UTF-8 are repaired and counted in texts, and a blob of them fails its row alone.
  @Test func bytesThatAreNoTextAreCounted() throws {
    try database(
      """
      CREATE TABLE t (text, note);
      INSERT INTO t VALUES ('good', 1), (CAST(x'61ff62' AS TEXT), 2), (x'fffe0001', 3), (CAST('blob' AS BLOB), 4),
        ('five', x'89504e47ff'), ('six', CAST(x'c3' AS TEXT));
      """)
    try recipe("sqlite: in.sqlite, table: t")
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("6 read = 4 exported + 0 dropped + 2 quarantined"), "\(result.error)")
    #expect(result.error.contains("repaired: 2 malformed sequences in 2 documents"), "\(result.error)")
    #expect(result.error.contains("the column 'text' has 4 bytes that are not text"), "\(result.error)")
    #expect(try folder.read("quarantine/r/in.sqlite@5.error.json").contains("the column 'note' has 5 bytes"))
    #expect(try lines().map { $0.contains("\u{FFFD}") } == [false, true, false, true])
    try recipe("sqlite: in.sqlite, table: t, invalid-utf8: reject")
    #expect(try minwal("run", "r.yaml").error.contains("= 2 exported + 0 dropped + 4 quarantined"))
  }

  /// The place of a text in a row is its line and column there.
  @Test func whyLeadsIntoARow() throws {
    try database(
      "CREATE TABLE t (k INTEGER PRIMARY KEY, text); INSERT INTO t VALUES (7, 'a \"b\"' || char(10) || 'sea calm')")
    try recipe("sqlite: in.sqlite, table: t")
    let result = try minwal("why", "r.yaml", "in.sqlite", "calm")
    #expect(result.status == 0 && result.output.hasPrefix("in.sqlite@7:2:5 "), "\(result.output)")
  }

  @Test func optionsAreChecked() throws {
    try database("CREATE TABLE t (text TEXT)")
    try recipe("sqlite: in.sqlite")
    #expect(try minwal("check", "r.yaml").error.contains("neither 'table' nor 'query'"))
    try recipe("sqlite: in.sqlite, table: t, query: SELECT 1")
    #expect(try minwal("check", "r.yaml").error.contains("exclude each other"))
    // Its options do not disturb those of the others.
    try folder.write("{\"a\":\"x\",\"b\":\"y\"}", to: "in.jsonl")
    try recipe("files: in.jsonl, text-field: [a, b]")
    #expect(try minwal("run", "r.yaml").status == 0)
  }

  /// What the stage writes comes back: ids, titles, texts, languages, metadata, in the order of the input.
  @Test func theRoundTripIsWhole() throws {
    let lines = (0..<500).map { number in
      "{\"id\":\"d\(number)\",\"text\":\"سطر \(number)\\n\\\"x\\\"\",\"title\":\(number % 2 == 0 ? "\"T\(number)\"" : "null"),"
        + "\"n\":\(number).50,\"tags\":[\"a\",{\"b\":null}]}\n"
    }
    try folder.write(lines.joined(), to: "in.jsonl")
    try recipe("jsonl: in.jsonl", export: "sqlite: { to: x.sqlite }")
    #expect(try minwal("run", "r.yaml").status == 0)
    try recipe("jsonl: in.jsonl", "a.yaml")
    #expect(try minwal("run", "a.yaml", "--output", "direct").status == 0)
    try recipe("sqlite: x.sqlite, table: documents", "b.yaml")
    let back = try minwal("run", "b.yaml")
    #expect(back.status == 0, "\(back.error)")
    #expect(try folder.read("all.jsonl") == folder.read("direct/all.jsonl"))
  }

  @Test(arguments: [10, 25, 45], ["table: t", "query: SELECT * FROM t ORDER BY text DESC"])
  func aKilledRunResumes(_ call: Int, _ options: String) throws {
    let rows = (0..<6_000).map { "(\($0 * 3), '\(String(repeating: "كلمة ", count: 20))\($0)')" }
    try database(
      "CREATE TABLE t (k INTEGER PRIMARY KEY, text TEXT); INSERT INTO t VALUES \(rows.joined(separator: ","))")
    try recipe("sqlite: in.sqlite, \(options)")
    #expect(try minwal("run", "r.yaml", "--output", "whole").status == 0)
    _ = try minwal("run", "r.yaml", "--checkpoint-interval", "0", environment: TortureTests.fault("kill:\(call)"))
    #expect(try minwal("run", "r.yaml", "--resume", "--restart").status == 0)
    #expect(try folder.read("all.jsonl") == folder.read("whole/all.jsonl"))
    #expect(try lines().count == 6_000)
  }

  /// A file that is damaged, or no database, costs what cannot be read of it.
  @Test(arguments: 0..<12) func hostileFilesAreErrors(_ seed: UInt64) throws {
    let rows = (0..<2_000).map { "('\(String(repeating: "x", count: 50 + $0 % 90))')" }
    try database("CREATE TABLE t (text TEXT); INSERT INTO t VALUES \(rows.joined(separator: ","))")
    var bytes = [UInt8](try Data(contentsOf: folder.url.appendingPathComponent("in.sqlite")))
    var random = SeededGenerator(seed)
    if seed == 0 { bytes = Array("not a database, though it may look like one\n".utf8) }
    if seed == 1 { bytes.removeLast(bytes.count / 2) }
    for _ in 0..<(seed > 1 ? 200 : 0) { bytes[100 + random.below(bytes.count - 100)] = UInt8(random.below(256)) }
    try folder.write(Data(bytes), to: "in.sqlite")
    try recipe("sqlite: in.sqlite, table: t")
    let result = try minwal("run", "r.yaml")
    #expect([0, 3, 66].contains(result.status), "\(result.status) \(result.error)")
    if seed < 2 { #expect(result.status != 0) }
  }
}
