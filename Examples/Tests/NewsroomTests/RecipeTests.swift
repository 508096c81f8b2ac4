import Foundation
import MinwalTestSupport
import Testing

/// The recipe over its samples, by the built command.
@Suite struct RecipeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test(arguments: ["1", "4"])
  func theRecipeRuns(_ jobs: String) throws {
    let output = try TemporaryFolder()
    let result = try BuiltCommand.run(
      ["run", "recipe.yaml", "--output", output.url.path, "--jobs", jobs], tool: "newsroom", in: Self.folder)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("3 read = 2 exported + 1 dropped + 0 quarantined"))
    #expect(output.files() == ["out/reports.jsonl", "out/tei/1-harbour.xml", "out/tei/3-market.xml"])
    let records = try output.read("out/reports.jsonl").split(separator: "\n").map {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    #expect(records.map { $0?["dates"] as? [String] } == [["2024-05-31"], ["2024-06-15"]])
    #expect(try output.read("out/tei/3-market.xml").contains("<date when=\"2024-06-15\">2024-06-15</date>"))
  }

  @Test func theCommandKnowsTheStages() throws {
    let output = try TemporaryFolder()
    let misspelt = try output.write("minwal: 1\nstages: [find-date, export-tei: { to: out }]\n", to: "r.yaml")
    let check = try BuiltCommand.run(["check", misspelt.path], tool: "newsroom", in: Self.folder)
    #expect(check.status == 65 && check.error.contains("did you mean 'find-dates'?"))
    let early = try output.write(
      "minwal: 1\nstages: [export: { format: jsonl, to: x, fields: [dates] }, find-dates]\n", to: "e.yaml")
    let layers = try BuiltCommand.run(["check", early.path], tool: "newsroom", in: Self.folder)
    #expect(layers.status == 65 && layers.error.contains("'find-dates' makes them: move it before 'export'"))
    let reference = try BuiltCommand.run(["reference", "r"], tool: "newsroom", in: output.url)
    #expect(reference.status == 0, "\(reference.error)")
    #expect(try output.read("r/stages/export-tei.md").contains("<s>Tea &amp; cake were served.</s>"))
  }
}
