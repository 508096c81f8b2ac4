import Foundation
import MinwalTestSupport
import Testing

/// Good output stays until there is something to take its place, unfinished work is not thrown away by accident, and
/// what failed is always said.
@Suite struct OutputSafetyTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write((0..<50).map { "{\"id\":\"d\($0)\",\"text\":\"نص رقم \($0).\"}\n" }.joined(), to: "good.jsonl")
    try folder.write("{\"id\":\"a\",\"text\":\" \"}\n", to: "blank.jsonl")
    // The first record can be read, or the file would be one error.
    try folder.write("{\"id\":\"a\",\"text\":\" \"}\n" + String(repeating: "nonsense\n", count: 5), to: "junk.jsonl")
    try recipe("jsonl", "x.jsonl")
  }

  func recipe(_ format: String, _ to: String) throws {
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: good.jsonl }
      stages:
        - clean: { when-empty: drop }
        - export: { format: \(format), to: \(to) }
      """, to: "r.yaml")
  }

  func run(_ input: String, _ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["run", "r.yaml", "--input", input, "--output", "out", "--progress", "none"] + arguments, in: folder.url)
  }

  @Test(arguments: [("jsonl", "x.jsonl"), ("csv", "x.csv.gz"), ("json", "x.json.zst")])
  func goodOutputStays(_ format: String, _ to: String) throws {
    try recipe(format, to)
    let path = folder.url.appendingPathComponent("out/\(to)")
    #expect(try run("good.jsonl").status == 0)
    let good = try Data(contentsOf: path)
    let failed = try run("junk.jsonl")
    #expect(failed.status == 3)
    #expect(failed.error.contains("nothing was exported, so that 'out/\(to)' stays as it was; --force replaces it"))
    #expect(!failed.error.contains("written:"))
    #expect(try Data(contentsOf: path) == good)
    #expect(!folder.has("out/\(to).partial"))
    // Nothing is left that a run would have to resume.
    let dropped = try run("blank.jsonl")
    #expect(dropped.status == 74, "\(dropped.error)")
    #expect(try Data(contentsOf: path) == good)
    let forced = try run("junk.jsonl", "--force")
    #expect(forced.status == 3, "\(forced.error)")
    #expect(try Data(contentsOf: path) != good)
    // What has no records itself is nothing to be kept.
    #expect(try run("blank.jsonl").status == 0)
    #expect(try run("good.jsonl").status == 0)
    #expect(try Data(contentsOf: path) == good)
  }

  @Test func nothingReplacesNothing() throws {
    let failed = try run("junk.jsonl")
    #expect(failed.status == 3)
    #expect(try folder.read("out/x.jsonl").isEmpty)
    #expect(try run("junk.jsonl").status == 3)
  }

  @Test(arguments: [[], ["--output", "-"]])
  func readingFailuresAreSaid(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(
      ["run", "r.yaml", "--input", "junk.jsonl", "--progress", "none"] + arguments, in: folder.url)
    #expect(result.status == 3)
    let row = try #require(result.error.split(separator: "\n").first { $0.hasPrefix("  read ") })
    #expect(row.split(separator: " ") == ["read", "6", "1", "0", "5", "malformed-record", "5"])
    #expect(result.error.contains("  read failed: junk.jsonl:2: "))
    #expect(result.error.contains(", and 4 others\n"))
    #expect(result.error.contains("minwal explain malformed-record"))
  }

  @Test func stageFailuresAreSaid() throws {
    try folder.write(
      """
      minwal: 1
      input: { jsonl: good.jsonl }
      stages:
        - filter: { run: [sh, -c, "grep -q رقم && { printf 'no \\\\033[31m luck' >&2; exit 7; }; true"] }
        - export: { format: jsonl, to: x.jsonl }
      """, to: "r.yaml")
    let result = try run("good.jsonl")
    #expect(result.status == 3 || result.status == 74, "\(result.error)")
    let line = try #require(
      result.error.split(separator: "\n").first { $0.hasPrefix("  filter failed: good.jsonl:1: ") })
    #expect(line.contains("[31m luck") && !line.contains("\u{1B}"), "\(line)")
  }

  @Test func aReportHasTheFailures() throws {
    _ = try run("junk.jsonl", "--report", "report.json")
    let report = try folder.read("report.json")
    #expect(
      report.contains(#""failures":[{"stage":"read","code":"malformed-record","count":5,"id":"junk.jsonl@22""#),
      "\(report)")
  }

  /// A run without --resume over the work of one that was killed.
  @Test(arguments: [[], ["--limit", "40"]])
  func unfinishedWorkIsNotThrownAway(_ limit: [String]) throws {
    try folder.write(
      (0..<20_000).map { "{\"id\":\"d\($0)\",\"text\":\"نص طويل رقم \($0).\"}\n" }.joined(), to: "many.jsonl")
    func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> BuiltCommand.Result {
      try BuiltCommand.run(
        ["run", "r.yaml", "--input", "many.jsonl", "--output", "out", "--checkpoint-interval", "0"] + arguments,
        in: folder.url, environment: environment)
    }
    let count = folder.url.appendingPathComponent("count").path
    #expect(try run([], TortureTests.fault("count:\(count)")).status == 0)
    let whole = try folder.read("out/x.jsonl")
    let calls = try #require(Int(try folder.read("count")))
    #expect(try run([], TortureTests.fault("kill:\(calls / 2)")).status == -SIGKILL)
    let refused = try run(limit)
    #expect(refused.status == 64)
    #expect(refused.error.contains("an unfinished run has done "), "\(refused.error)")
    #expect(refused.error.contains("--restart starts over"))
    #expect(refused.error.contains("--resume continues") == limit.isEmpty)
    if limit.isEmpty {
      #expect(try run(["--resume"]).status == 0)
      #expect(try folder.read("out/x.jsonl") == whole)
    } else {
      let restarted = try run(limit + ["--restart"])
      #expect(restarted.status == 0, "\(restarted.error)")
      #expect(try folder.read("out/x.jsonl").split(separator: "\n").count == 40)
    }
    // Finished work may be done again.
    #expect(try run([]).status == 0)
  }
}
