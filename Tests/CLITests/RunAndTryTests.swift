import Foundation
import MinwalTestSupport
import Testing

/// `run` and `try` are one engine: over the same documents they write the same records, and drop and quarantine the same
/// documents for the same reasons.
@Suite struct RunAndTryTests {
  /// What became of a document.
  struct Fate: Equatable, CustomStringConvertible {
    var outcome: String
    var reason = ""
    var text = ""
    var description: String { "\(outcome) \(reason) \(text.prefix(200))" }
  }

  private func lines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// Takes a recipe's documents both ways and compares what there is to compare.
  ///
  /// - Returns: How many documents were exported, dropped and quarantined.
  @discardableResult
  private func compare(
    _ recipe: String, in folder: URL, input: [String] = [], options: [String] = [], tool: String = "minwal"
  ) throws -> [String: Int] {
    let output = try TemporaryFolder()
    let dropped = output.url.appendingPathComponent("dropped.jsonl").path
    let run = try BuiltCommand.run(
      ["run", recipe, "--output", output.url.path, "--jobs", "2", "--set", "dropped=dropped.jsonl"]
        + input.flatMap { ["--input", $0] } + options, tool: tool, in: folder)
    #expect([0, 3].contains(run.status), "\(run.error)")
    let tried = try BuiltCommand.run(
      ["try", recipe] + input + options + ["--limit", "1000", "--json"], tool: tool, in: folder)
    let trials = try lines(tried.output)

    // Of the run: what was dropped and quarantined, from its files.
    var expected: [String: Fate] = [:]
    for record in try lines((try? String(contentsOfFile: dropped, encoding: .utf8)) ?? "") {
      let id = try #require(record["id"] as? String)
      expected[id] = Fate(
        outcome: "dropped", reason: "\(record["stage"] ?? "") \(record["reason"] ?? "")",
        text: record["text"] as? String ?? "")
    }
    for file in output.files() where file.hasSuffix(".error.json") {
      let error = try #require(try lines(output.read(file).replacing("\n", with: " ")).first)
      let id = try #require(error["id"] as? String)
      expected[id] = Fate(
        outcome: "failed", reason: "\(error["stage"] ?? "") \(error["code"] ?? "") \(error["error"] ?? "")")
    }
    var counts: [String: Int] = [:]
    var records: [Int: [String]] = [:]
    for trial in trials {
      let id = try #require(trial["id"] as? String)
      let outcome = try #require(trial["outcome"] as? String)
      counts[outcome, default: 0] += 1
      let steps = try #require(trial["steps"] as? [[String: Any]])
      let last = steps.last?["step"] as? String ?? ""
      switch outcome {
      case "dropped":
        let fate = Fate(
          outcome: outcome, reason: "\(last) \(trial["reason"] ?? "")", text: steps.last?["text"] as? String ?? "")
        #expect(fate == expected.removeValue(forKey: id), "\(id)")
      case "failed":
        let fate = Fate(outcome: outcome, reason: "\(last) \(trial["code"] ?? "") \(trial["error"] ?? "")")
        #expect(fate == expected.removeValue(forKey: id), "\(id)")
      default:
        #expect(expected[id] == nil, "\(id)")
        for (index, step) in steps.enumerated() {
          if let record = step["record"] as? String { records[index, default: []].append(record) }
        }
      }
    }
    #expect(expected.isEmpty, "only the run had \(expected.keys.sorted())")
    // One file has all records of an exporter; or each has a file.
    let files = output.files().filter {
      !$0.contains("quarantine") && !$0.hasSuffix("dropped.jsonl") && !$0.contains(".minwal")
    }
    let written = try files.map { try output.read($0) }
    if records.count == 1, let all = records.values.first, files.count == all.count {
      #expect(written.sorted() == all.sorted(), "\(files)")
    } else {
      #expect(records.count == written.count, "\(files)")
      for all in records.values { #expect(written.contains { $0.hasSuffix(all.joined()) }, "\(files)") }
    }
    return counts
  }

  @Test(arguments: PipelineTests.recipes)
  func agreeOnWhatShips(_ recipe: String) throws {
    let counts = try compare(recipe, in: PipelineTests.folder)
    #expect((counts["kept"] ?? 0) > 0)
  }

  /// Every shipped recipe over every sample, whatever it was written for.
  @Test(arguments: PipelineTests.recipes)
  func agreeOnAllSamples(_ recipe: String) throws {
    // A trial learns from the recipe's own input, and a run from what it reads.
    let text = try String(contentsOf: PipelineTests.folder.appendingPathComponent(recipe), encoding: .utf8)
    let learnsNothing = text.contains("learn: corpus") ? ["--set", "clean.learn=off"] : []
    try compare(recipe, in: PipelineTests.folder, input: ["samples"], options: learnsNothing)
  }

  /// Documents that cannot be read, that a stage fails on, alone or together with others, and that are dropped.
  @Test func agreeOnWhatGoesWrong() throws {
    let folder = try TemporaryFolder()
    let page = "The ferry leaves at eight every morning. Nobody minded the rain on Monday, and the boat was full."
    try folder.write(
      """
      {"id": "a", "text": "\(page)", "lang": "en"}
      {"id": "b", "text": "\(page) !throw"}
      not json at all
      {"id": "c", "text": "   "}
      {"id": "d", "text": 7}
      {"id": "e", "text": "\(page) Fine.", "lang": "fr"}
      {"id": "f", "text": "\(page) !throw", "lang": "fr"}
      {"id": "g", "text": "\(page)", "lang": "de"}

      """, to: "in.jsonl")
    try folder.write(
      """
      minwal: 1
      input: { jsonl: in.jsonl, language-field: lang }
      stages:
        - clean: { when: { not: { language: de } } }
        - fragile: { when: { language: en } }
        - segment
        - fragile-together: { when: { language: [fr, de] } }
        - export: { format: jsonl, to: all.jsonl, fields: [id, text], when: { not: { language: de } } }

      """, to: "r.yaml")
    let counts = try compare("r.yaml", in: folder.url, tool: "FragileTool")
    #expect(counts == ["kept": 2, "dropped": 2, "failed": 4])
    // The same, where documents that a stage fails on continue.
    let recipe = try folder.read("r.yaml").replacing("fragile: {", with: "fragile: { on-error: continue,")
      .replacing("fragile-together: {", with: "fragile-together: { on-error: continue,")
    try folder.write(recipe, to: "s.yaml")
    #expect(try compare("s.yaml", in: folder.url, tool: "FragileTool") == ["kept": 4, "dropped": 2, "failed": 2])
  }
}
