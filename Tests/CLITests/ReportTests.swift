import Foundation
import MinwalTestSupport
import Testing

/// What `--report` writes: every field with its type, as docs/report.schema.json and docs/reports.md have it.
@Suite struct ReportTests {
  let folder: TemporaryFolder

  /// Twelve documents that are kept, two that are dropped since nothing is left of them, and one that is not JSON.
  init() throws {
    folder = try TemporaryFolder()
    var lines = (1...12).map { number in
      "{\"id\":\"d\(number)\",\"text\":\"\(String(repeating: "جملة طويلة عن السوق. ", count: number * 3))\"}"
    }
    lines.insert("{\"id\":\"s1\",\"text\":\" \"}", at: 3)
    lines.insert("no json", at: 5)
    lines.append("{\"id\":\"s2\",\"text\":\" \"}")
    try folder.write(lines.joined(separator: "\n") + "\n", to: "d.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: d.jsonl }
      stages:
        - clean: { when-empty: drop }
        - segment
        - export: { format: jsonl, to: out/x.jsonl }
      """, to: "r.yaml")
  }

  private func report(_ arguments: String...) throws -> [String: Any] {
    let result = try BuiltCommand.run(arguments + ["r.yaml", "--report", "report.json"], in: folder.url)
    try #require(result.status == 3, "\(result.error)")
    return try #require(try Self.json(Data(folder.read("report.json").utf8)) as? [String: Any])
  }

  private static func json(_ data: Data) throws -> Any { try JSONSerialization.jsonObject(with: data) }

  private static func schema() throws -> [String: Any] {
    let data = try Data(contentsOf: projectFolder.appendingPathComponent("docs/report.schema.json"))
    return try #require(try json(data) as? [String: Any])
  }

  @Test(arguments: [["run"], ["run", "--isolate"], ["retry"]])
  func isAsTheSchemaHasIt(_ command: [String]) throws {
    if command == ["retry"] { _ = try report("run") }
    let report = command.count == 2 ? try report(command[0], command[1]) : try report(command[0])
    try JSONSchema.check(report, try Self.schema(), "report")
  }

  /// Records are counted beside documents, those of dropped ones last; a run that resumes counts on.
  @Test func recordsAreCountedBesideDocuments() throws {
    let recipe = try folder.read("r.yaml")
    try folder.write(
      recipe + "\n  - export: { format: jsonl, records: sentences, to: out/s.jsonl }\ndropped: out/dropped.jsonl\n",
      to: "r.yaml")
    for arguments in [["--jobs", "1"], ["--jobs", "3", "--isolate"]] {
      let result = try BuiltCommand.run(["run", "r.yaml", "--report", "report.json"] + arguments, in: folder.url)
      #expect(result.error.contains("written: out/s.jsonl (234 records of 12 documents)\n"), "\(result.error)")
      let report = try #require(try Self.json(Data(folder.read("report.json").utf8)) as? [String: Any])
      let run = try #require((report["runs"] as? [[String: Any]])?.first)
      #expect(run["records"] as? [Int] == [12, 234, 2])
    }
    #expect(try folder.read("out/s.jsonl").split(separator: "\n").count == 234)
  }

  @Test func everyFieldIsDocumented() throws {
    let text = try String(contentsOf: projectFolder.appendingPathComponent("docs/reports.md"), encoding: .utf8)
    func names(_ schema: [String: Any]) -> [String] {
      let properties = schema["properties"] as? [String: Any] ?? [:]
      return properties.keys + properties.values.flatMap { names($0 as? [String: Any] ?? [:]) }
        + ((schema["items"] as? [String: Any]).map(names) ?? [])
    }
    let all = Set(names(try Self.schema()))
    #expect(all.count > 40)
    for name in all { #expect(text.contains("`\(name)`"), "\(name)") }
  }

  @Test(arguments: ["1", "4"])
  func countsAddUp(_ jobs: String) throws {
    let report = try report("run", "--jobs", jobs)
    let run = try #require((report["runs"] as? [[String: Any]])?.first)
    func count(_ name: String) -> Int { run[name] as? Int ?? -1 }
    #expect(count("read") == 15)
    #expect(count("exported") == 12)
    #expect(count("dropped") == 2)
    #expect(count("quarantined") == 1)
    let stages = try #require(run["stages"] as? [[String: Any]])
    #expect(stages.map { $0["stage"] as? String } == ["clean", "segment", "export"])
    var before = count("read") - count("quarantined")
    for stage in stages {
      func count(_ name: String) -> Int { stage[name] as? Int ?? -1 }
      #expect(count("in") == before)
      #expect(count("in") == count("out") + count("dropped") + count("failed"))
      #expect((stage["drops"] as? [String: Int])?.values.reduce(0, +) == count("dropped"))
      let times = try #require(stage["times"] as? [String: Any])
      #expect(times["documents"] as? Int == count("in"))
      let quantiles = ["p50", "p90", "p99", "max"].compactMap { times[$0] as? Double }
      #expect(quantiles.count == 4 && quantiles == quantiles.sorted())
      #expect(try #require(quantiles.last) / 1e3 <= stage["seconds"] as? Double ?? -1)
      before = count("out")
    }
    #expect(before == count("exported"))
    let largest = try #require(run["largest"] as? [[String: Any]])
    #expect(largest.map { $0["id"] as? String } == (3...12).reversed().map { "d\($0)" })
    #expect(largest.first?["index"] as? Int == 13)
    let lines = try folder.read("d.jsonl").split(separator: "\n")
    #expect(largest.first?["bytes"] as? Int == lines[13].utf8.count)
    let slowest = try #require(run["slowest"] as? [[String: Any]])
    let milliseconds = slowest.compactMap { $0["milliseconds"] as? Double }
    #expect(milliseconds.count == 10 && milliseconds == milliseconds.sorted(by: >))
    let process = try #require(report["process"] as? [String: Any])
    #expect(process["peak-memory"] as? Int ?? 0 > 1_000_000)
    #expect(process["cpu-seconds"] as? Double ?? 0 > 0)
  }

  @Test func theJournalOfAFinishedRunKeepsNoTimes() throws {
    _ = try report("run")
    let again = try report("run", "--resume")
    let run = try #require((again["runs"] as? [[String: Any]])?.first)
    #expect(run["done-before"] as? Int == 15)
    #expect((run["slowest"] as? [Any])?.isEmpty == true)
    #expect((run["largest"] as? [Any])?.count == 10)
    for stage in try #require(run["stages"] as? [[String: Any]]) {
      let times = try #require(stage["times"] as? [String: Any])
      #expect(times["documents"] as? Int == 0)
      #expect(times["p50"] is NSNull)
    }
  }
}
