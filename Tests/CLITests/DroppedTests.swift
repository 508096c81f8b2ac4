import Foundation
import Minwal
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

  /// What a program measures is beside what is kept and what is dropped for it.
  @Test(.enabled(if: ProgramProblem("python3", in: "") == nil, "python3 is not installed"), .timeLimit(.minutes(60)))
  func scoresAreExported() throws {
    try folder.write(
      """
      import json, sys
      for line in sys.stdin:
          r = json.loads(line)
          if r["request"] == "describe":
              print(json.dumps({"minwal": 1, "name": "measure", "gives": ["scores"], "reasons": [{"name": "too-short"}]}), flush=True)
          elif r["request"] == "process":
              said = []
              for d in r["documents"]:
                  n = len(d["text"])
                  said.append({"id": d["id"], "scores": {"length": n, "half-share": n / 8}, **({"drop": "too-short"} if n < 5 else {})})
              print(json.dumps({"documents": said}), flush=True)
      """, to: "measure.py")
    try folder.write(#"{"id":"a","text":"abcdefgh"}"# + "\n" + #"{"id":"b","text":"abc"}"# + "\n", to: "in.jsonl")
    let stage = "command: { run: [python3, measure.py] }"
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: in.jsonl }
      dropped: dropped.jsonl
      stages:
        - \(stage)
        - export: { format: jsonl, to: all.jsonl }
        - export: { format: csv, to: all.csv, fields: [id, scores] }
      """, to: "r.yaml")
    let result = try run()
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.read("all.jsonl").contains(#""scores":{"length":8,"half-share":1}"#))
    #expect(try folder.read("all.csv").contains(#"a,"{""length"":8,""half-share"":1}""#))
    #expect(try folder.read("dropped.jsonl").contains(#""reason":"too-short""#))
    #expect(try folder.read("dropped.jsonl").contains(#""scores":{"length":3,"half-share":0.375}"#))
    // What no stage gives cannot be exported, and scores that were not declared or are none are errors.
    for (wrong, message) in [
      (#""length": n"#, #""Length": n"#, "is not in kebab-case"),
      (#""length": n"#, #""length": "n""#, "is not a number"),
      (#""gives": ["scores"], "#, "", "does not have them among 'gives'"),
    ].map({ (wrong: ($0.0, $0.1), $0.2) }) {
      let program = try folder.read("measure.py")
      try folder.write(program.replacing(wrong.0, with: wrong.1), to: "measure.py")
      try folder.write(try folder.read("r.yaml").replacing(", scores]", with: "]"), to: "r.yaml")
      let failed = try run("--force")
      #expect(failed.status != 0 && failed.error.contains(message), "\(failed.error)")
      try folder.write(program, to: "measure.py")
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
