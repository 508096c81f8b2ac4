import Foundation
import MinwalTestSupport
import Testing

/// What commands print for people.
@Suite struct CommandTests {
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/commands")

  @Test(arguments: [
    "--help", "run --help", "check --help", "try --help", "why --help", "learn --help", "test --help",
    "retry --help", "plan --help", "worker --help", "merge --help", "check-stage --help", "compare --help", "explain",
    "schema --help", "reference --help",
    "new --help", "new recipe --help",
    "explain missing-layer", "explain nothing-left", "--version",
    "stages clean", "stages normalize", "stages segment", "stages summarize", "stages translate-stub", "stages export",
  ])
  func prints(_ command: String) throws {
    let result = try BuiltCommand.run(
      command.split(separator: " ").map(String.init), in: projectFolder, environment: ["COLUMNS": "100"])
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    let name = command.replacingOccurrences(of: "--", with: "").replacingOccurrences(of: " ", with: "-")
    try expectGolden(result.output, Self.golden.appendingPathComponent(name + ".txt"))
  }

  @Test(arguments: [
    (["chekc"], "'minwal' has no command 'chekc'\n  note: did you mean 'check'?\n"),
    (["new", "stgae"], "'minwal new' has no command 'stgae'\n  note: did you mean 'stage'?\n"),
    (["help", "tset"], "'minwal' has no command 'tset'\n  note: did you mean 'test'?\n"),
    (
      ["new", "poem"],
      "'minwal new' has no command 'poem'\n  note: its commands are: stage, reader, package, recipe\n"
    ),
  ])
  func suggestsCommands(_ arguments: [String], _ message: String) throws {
    let result = try BuiltCommand.run(arguments, in: projectFolder)
    #expect(result.status == 64 && result.output.isEmpty && result.error == "error: \(message)", "\(result)")
  }

  @Test func listsStages() throws {
    let result = try BuiltCommand.run(["stages"], in: projectFolder)
    #expect(result.status == 0)
    let lines = result.output.split(separator: "\n")
    #expect(lines.contains("segment         Finds the sentences or paragraphs of a text."))
    #expect(lines == lines.sorted() && lines.count >= 6)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completesInShells(_ shell: String) throws {
    let result = try BuiltCommand.run(["--generate-completion-script", shell], in: projectFolder)
    #expect(result.status == 0)
    #expect(result.output.contains("minwal"))
  }

  @Test func checksAllShippedRecipes() throws {
    let recipes = PipelineTests.recipes.map { "pipelines/\($0)" }
    let result = try BuiltCommand.run(["check"] + recipes, in: projectFolder)
    #expect(result.status == 0)
    #expect(result.error.isEmpty)
    #expect(result.output.split(separator: "\n").count == recipes.count)
    #expect(
      result.output.contains(
        "pipelines/arabic-news.yaml: ok: clean → normalize → segment → summarize → translate-stub → export\n"))
  }

  @Test func everyCodeInTheSourcesIsExplained() throws {
    let explained = try BuiltCommand.run(["explain"], in: projectFolder).output
    for file in ["Sources/Minwal/Diagnostics/Code+Options.swift", "Sources/MinwalRecipe/Diagnostics/Code+Recipe.swift"]
    {
      let source = try String(contentsOf: projectFolder.appendingPathComponent(file), encoding: .utf8)
      let codes = source.components(separatedBy: "Self(\"").dropFirst().compactMap {
        $0.components(separatedBy: "\"").first
      }
      #expect(!codes.isEmpty)
      for code in codes { #expect(explained.contains("\(code) "), "\(code)") }
    }
  }
}
