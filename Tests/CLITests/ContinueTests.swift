import Foundation
import MinwalTestSupport
import Testing

/// `on-error: continue`: a document that a stage fails on goes on as it was before.
@Suite struct ContinueTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      {"id": "a", "text": "One is here. Two is there."}
      {"id": "b", "text": "One !throw is here. Two is there."}
      {"id": "c", "text": "One !trap is here. Two is there."}

      """, to: "in.jsonl")
  }

  private func recipe(_ stages: String...) throws {
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n" + stages.map { "  - \($0)\n" }.joined()
        + "  - export: { format: jsonl, to: all.jsonl }\n", to: "r.yaml")
  }

  private func run(_ arguments: String..., tool: String = "FragileTool") throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, tool: tool, in: folder.url)
  }

  /// Alone or together with others; what was there before the stage is there afterwards.
  @Test(arguments: ["fragile", "fragile-together"])
  func theDocumentIsAsItWasBefore(_ stage: String) throws {
    try folder.write(folder.read("in.jsonl").split(separator: "\n").prefix(2).joined(separator: "\n"), to: "in.jsonl")
    try recipe("segment", "\(stage): { on-error: continue }")
    let result = try run("run", "r.yaml", "--report", "report.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("2 read = 2 exported + 0 dropped + 0 quarantined"))
    #expect(result.error.contains("continued after: asked-for 1"), "\(result.error)")
    let records = try folder.read("all.jsonl").split(separator: "\n")
    #expect(records.count == 2 && records[1].contains("\"sentences\":[\"One !throw is here.\",\"Two is there.\"]"))
    #expect(try folder.read("report.json").replacing(" ", with: "").contains("\"continued\":{\"asked-for\":1}"))
    let shown = try run("try", "r.yaml", "b")
    #expect(
      shown.status == 0 && shown.output.contains("failed, and the document continues as it was: the document asks"))
    let json = try run("try", "r.yaml", "b", "--json")
    #expect(json.output.contains("\"failed\":\"asked-for\",\"error\":\"the document asks for an error\""))
  }

  /// A crash takes the process with it, and what the document was: it is quarantined.
  @Test func aCrashCostsTheDocument() throws {
    try recipe("fragile: { on-error: continue }")
    let result = try run("run", "r.yaml", "--isolate")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("3 read = 2 exported + 0 dropped + 1 quarantined"))
    #expect(try folder.read("quarantine/r/c.error.json").contains("stage-crashed"))
  }

  @Test(arguments: [
    (
      "segment: { on-error: continue }|summarize",
      "'summarize' needs 'sentences', and documents that 'segment' fails on"
    ),
    (
      "segment: { on-error: continue, when: { language: ar } }|summarize: { when: { language: ar } }",
      "fails on have none"
    ),
    ("segment|segment: { on-error: continue }|summarize", ""),
    ("segment: { on-error: continue }|segment|summarize", ""),
    ("segment: { on-error: stop }", "'on-error' of 'segment'"),
    ("export: { format: jsonl, to: o, on-error: continue }", "'export' writes documents, and one that it fails on"),
    ("export: { format: jsonl, to: o, on-error: quarantine }", ""),
    ("clean: { on-eror: continue }", "did you mean 'on-error'?"),
    ("segment: { on-error: continue }|export: { format: csv, to: s, records: sentences }", ""),
    ("segment: { on-error: continue }|export: { format: jsonl, to: s, fields: [sentences] }", ""),
  ])
  func theCheckerKnows(_ stages: String, _ message: String) throws {
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n"
        + stages.split(separator: "|").map { "  - \($0)\n" }.joined()
        + "  - export: { format: jsonl, to: all.jsonl }\n",
      to: "r.yaml")
    let result = try run("check", "r.yaml", tool: "minwal")
    #expect(result.status == (message.isEmpty ? 0 : 65), "\(result.error)")
    #expect(message.isEmpty || result.error.contains(message), "\(result.error)")
  }

  /// Codes that plugins raise, and reasons, are explained by them.
  @Test(arguments: [
    ("not-translated", "minwal retry"), ("unknown-language", "'from'"), ("wrong-dialect", "'delimiter'"),
    ("invalid-layer", "out of order"), ("nothing-left", "a reason of 'clean'"),
    ("empty-recipe", "- export: { format: jsonl"),
  ])
  func codesAreExplained(_ code: String, _ text: String) throws {
    let result = try run("explain", code, tool: "minwal")
    #expect(result.status == 0 && result.output.contains(text), "\(result.output)\(result.error)")
  }
}
