import Foundation
import MinwalSQLite
import MinwalTestSupport
import Testing

/// The stage `sqlite`, seen by sqlite3's library.
@Suite struct DatabaseOutputTests {
  static let count = 2_000
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var lines =
      "{\"id\":\"first\",\"title\":\"فُتِحَت المَدْرَسَة\",\"text\":\"عاد الطلاب إلى المدرسة. It is open.\",\"n\":1.50}\n"
    lines += "{\"text\":\n"
    for number in 0..<Self.count { lines += "{\"id\":\"d\(number)\",\"text\":\"خبر رقم \(number). وجملة ثانية.\"}\n" }
    try folder.write(lines, to: "in.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: in.jsonl }
      stages:
        - segment
        - sqlite: { to: news.sqlite, tables: [sentences], fts: true }
      """, to: "r.yaml")
  }

  func run(_ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand.run(
      ["run", "r.yaml", "--output", output, "--progress", "none"] + arguments, in: folder.url, environment: environment)
  }

  /// All rows of a query, columns joined with |.
  func rows(_ output: String, _ query: String, columns: Int32 = 1) throws -> [String] {
    let database = try Database(folder.url.appendingPathComponent("\(output)/news.sqlite").path, .reading)
    let statement = try database.prepare(query)
    var rows: [String] = []
    while try statement.step() { rows.append((0..<columns).map { statement.text($0) }.joined(separator: "|")) }
    return rows
  }

  func bytes(_ output: String) throws -> Data {
    try Data(contentsOf: folder.url.appendingPathComponent("\(output)/news.sqlite"))
  }

  @Test func isQueried() throws {
    let result = try run("out")
    #expect(result.status == 3, "\(result.error)")
    #expect(!folder.has("out/news.sqlite.partial"))
    #expect(try rows("out", "SELECT count(*), max(number) FROM documents", columns: 2) == ["2001|2001"])
    #expect(
      try rows("out", "SELECT id, title, text, language, metadata FROM documents WHERE number = 1", columns: 5)
        == ["first|فُتِحَت المَدْرَسَة|عاد الطلاب إلى المدرسة. It is open.|ar|{\"n\":1.50}"])
    #expect(
      try rows("out", "SELECT id, text, start, \"end\" FROM sentences WHERE document = 1", columns: 4)
        == ["first#1|عاد الطلاب إلى المدرسة.|0|42", "first#2|It is open.|43|54"])
    let search = "SELECT d.id FROM search JOIN documents d ON d.number = search.rowid WHERE search MATCH "
    #expect(try rows("out", search + "'مدرسه'") == [])
    #expect(try rows("out", search + "'المدرسه'") == ["first"])
    #expect(try rows("out", search + "'title : فتحت'") == ["first"])
    #expect(try rows("out", search + "'\"الي المدرسه\"'") == ["first"])
    #expect(try rows("out", search + "'OPEN'") == ["first"])
    #expect(try rows("out", search + "'\"1234\"'") == ["d1234"])
    #expect(try rows("out", "SELECT becomes FROM folding WHERE letter = 'ة'") == ["ه"])
    #expect(try rows("out", "PRAGMA integrity_check") == ["ok"])
    #expect(try rows("out", "SELECT name FROM sqlite_schema WHERE name LIKE 'minwal%'") == [])
  }

  @Test func isTheSameFileForAnyJobs() throws {
    #expect(try run("one", ["--jobs", "1"]).status == 3)
    #expect(try run("four", ["--jobs", "4", "--checkpoint-interval", "0"]).status == 3)
    #expect(try run("alone", ["--isolate"]).status == 3)
    #expect(try bytes("four") == bytes("one"))
    #expect(try bytes("alone") == bytes("one"))
  }

  @Test(arguments: [0.2, 0.5, 0.8, 0.95])
  func isTheSameAfterAKill(_ part: Double) throws {
    let often = ["--checkpoint-interval", "0"]
    let count = folder.url.appendingPathComponent("count").path
    #expect(try run("whole", often, TortureTests.fault("count:\(count)")).status == 3)
    let calls = try #require(Int(try folder.read("count")))
    #expect(try run("killed", often, TortureTests.fault("kill:\(Int(Double(calls) * part))")).status == -SIGKILL)
    let resumed = try run("killed", ["--resume"])
    #expect(resumed.status == 3, "\(resumed.error)")
    for table in ["documents", "sentences", "folded"] {
      let query = "SELECT * FROM \(table)"
      #expect(try rows("killed", query, columns: 3) == rows("whole", query, columns: 3))
    }
    #expect(try rows("killed", "SELECT rowid FROM search WHERE search MATCH 'خبر'").count == Self.count)
    #expect(folder.files().allSatisfy { !$0.contains(".partial") })
  }

  @Test func retryAdds() throws {
    #expect(try run("out").status == 3)
    let bad = try #require(
      folder.files().first { $0.hasPrefix("out/quarantine/r/in.jsonl") && !$0.hasSuffix("json") })
    try folder.write("{\"id\":\"mended\",\"text\":\"نص جديد.\"}\n", to: bad)
    let result = try BuiltCommand.run(["retry", "r.yaml", "--output", "out"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try rows("out", "SELECT id FROM documents ORDER BY number DESC LIMIT 1") == ["mended"])
    #expect(
      try rows("out", "SELECT d.id FROM search JOIN documents d ON d.number = search.rowid WHERE search MATCH 'جديد'")
        == ["mended"])
    #expect(try rows("out", "PRAGMA integrity_check") == ["ok"])
  }

  @Test(arguments: [
    ("to: '-'", "cannot go to standard output"), ("to: x.sqlite.gz", "a database is not compressed"),
    ("to: x.sqlite, tables: [units]", "needs 'units'"),
  ])
  func isChecked(_ options: String, _ message: String) throws {
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n  - sqlite: { \(options) }\n", to: "r.yaml")
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 65)
    #expect(result.error.contains(message), "\(result.error)")
  }
}
