import Foundation
import MinwalCompression
import MinwalTestSupport
import Testing

/// Documents that are dropped, as an output of their own.
@Suite struct DroppedTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var lines = ""
    for number in 0..<600 {
      let text = number % 3 == 0 ? " " : "نص رقم \(number)."
      lines +=
        "{\"id\":\"d\(number)\",\"text\":\"\(text)\",\"language\":\"\(number % 2 == 0 ? "ar" : "fa")\",\"n\":\(number)}\n"
    }
    try folder.write(lines + "{\"text\":\n", to: "in.jsonl")
    try recipe()
  }

  func recipe(_ stage: String = "clean: { when-empty: drop }", _ dropped: String = "out/dropped.jsonl") throws {
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: in.jsonl }
      dropped: \(dropped)
      stages:
        - \(stage)
        - export: { format: jsonl, to: out/ar.jsonl, fields: [id], when: { language: ar } }
      """, to: "r.yaml")
  }

  func run(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["run", "r.yaml", "--progress", "none"] + arguments, in: folder.url)
  }

  static let expected = (0..<600).compactMap { number -> String? in
    number % 3 == 0 ? "d\(number) clean nothing-left" : number % 2 == 0 ? nil : "d\(number) export other-language"
  }

  func found(_ path: String) throws -> [String] {
    try folder.read(path).split(separator: "\n").map { line in
      let record = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(record["text"] is String && record["metadata"] is [String: Any])
      return ["id", "stage", "reason"].map { record[$0] as? String ?? "?" }.joined(separator: " ")
    }
  }

  @Test(arguments: [["--jobs", "1"], ["--jobs", "4"], ["--isolate"]])
  func haveStageAndReason(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(["run", "r.yaml", "--progress", "none"] + arguments, in: folder.url)
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("600") && result.error.contains("written: out/dropped.jsonl"), "\(result.error)")
    #expect(try found("out/dropped.jsonl") == Self.expected)
    #expect(try folder.read("out/ar.jsonl").split(separator: "\n").count == 600 - Self.expected.count)
  }

  @Test func canBeCompressed() throws {
    try recipe("clean: { when-empty: drop }", "out/dropped.jsonl.zst")
    #expect(try run().status == 3)
    let text = try folder.text("out/dropped.jsonl.zst", .zstd)
    #expect(text.split(separator: "\n").count == Self.expected.count)
  }

  @Test func areKeptWhereNothingIsExported() throws {
    try folder.write("{\"id\":\"a\",\"text\":\" \"}\n", to: "blank.jsonl")
    #expect(try run().status == 3)
    #expect(try run("--input", "blank.jsonl").status == 74)
    #expect(try found("out/dropped.jsonl") == ["a clean nothing-left"])
  }

  @Test func standardOutputHasRecordsOnly() throws {
    let result = try run("--output", "-")
    #expect(result.status == 3, "\(result.error)")
    #expect(!result.output.contains("no-exporter"))
    #expect(!folder.has("out"))
  }

  @Test(arguments: [
    ("'-'", "'dropped' must be a file"), ("out/ar.jsonl", "two exporters write to"),
    ("x.xz", "cannot be written with xz"),
  ])
  func isChecked(_ dropped: String, _ message: String) throws {
    try recipe("clean", dropped)
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 65)
    #expect(result.error.contains(message), "\(result.error)")
  }
}
