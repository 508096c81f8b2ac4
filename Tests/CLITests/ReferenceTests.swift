import Foundation
import Minwal
@testable import MinwalCLI
import MinwalView
import MinwalTestSupport
import Testing

/// The pages in `docs/reference`, which `make reference` writes.
@Suite struct ReferenceTests {
  static let folder = projectFolder.appendingPathComponent("docs/reference")

  @Test func isUpToDate() throws {
    let result = try BuiltCommand.run(["reference", "--check", "docs/reference"], in: projectFolder)
    #expect(result.status == 0, "run 'make reference' and look at the difference: \(result.error)")
  }

  @Test func everyStageHasExamples() throws {
    for page in try FileManager.default.contentsOfDirectory(atPath: Self.folder.path + "/stages") {
      let text = try String(contentsOf: Self.folder.appendingPathComponent("stages/\(page)"), encoding: .utf8)
      #expect(text.contains("\n## Examples\n") && text.contains("\nOutput:\n"), "\(page)")
    }
  }

  @Test func stalePagesAreFoundAndWritten() throws {
    let copy = try TemporaryFolder()
    func reference(_ flags: String...) throws -> BuiltCommand.Result {
      try BuiltCommand.run(["reference", "pages"] + flags, in: copy.url)
    }
    #expect(try reference("--check").status == 1)
    #expect(copy.files().isEmpty, "a check writes nothing")
    #expect(try reference().status == 0)
    #expect(try reference("--check").status == 0)
    #expect(try reference().output.isEmpty)
    let page = try copy.read("pages/stages/segment.md")
    try copy.write(page + "More.\n", to: "pages/stages/segment.md")
    try copy.write(page, to: "pages/stages/gone.md")
    try copy.write("# Mine\n", to: "pages/stages/mine.md")
    let stale = try reference("--check")
    #expect(stale.status == 1)
    #expect(stale.error.contains("not up to date: stages/segment.md, stages/gone.md\n"))
    #expect(try reference().output == "pages/stages/segment.md\npages/stages/gone.md\n")
    #expect(try copy.read("pages/stages/segment.md") == page)
    #expect(!copy.has("pages/stages/gone.md") && copy.has("pages/stages/mine.md"))
  }

  /// Needs what its examples do not always give.
  struct Counting: Stage {
    struct Options: StageOptions { @Option("How many.", in: 1...3) var count = 1 }
    static let spec = StageSpec("counting", "Counts | sentences.", needs: [.sentences])
    init(_ options: Options, _ context: StageContext) {}
    mutating func process(_ document: inout Document) -> Verdict { .keep }
  }

  @Test(arguments: [
    (StageExample("Too many.", options: ["count": 4], input: "a"), "expected 1 to 3"),
    (StageExample("Nothing before it.", input: "a"), "needs 'sentences'"),
    (StageExample("A stage that is not there.", after: ["sgment"], input: "a"), "no stage is called 'sgment'"),
  ])
  func anExampleThatCannotBeRunIsAnError(_ example: StageExample, _ message: String) throws {
    let registry = try Registry([Plugin("counting", [.stage(Counting.self)])])
    let failure = #expect(throws: ExampleRun.Failure.self) { _ = try ExampleRun(example, of: "counting", registry) }
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    ("a * b_c <d> [e]", "a \\* b\\_c \\<d> \\[e]"), ("`a * b` *", "`a * b` \\*"),
  ])
  func escapesProse(_ text: String, _ expected: String) { #expect(Markdown.prose(text) == expected) }

  @Test func fencesAreLongerThanWhatTheyHold() {
    #expect(Markdown.block("```\na\n```\n") == "````text\n```\na\n```\n````\n")
    #expect(Markdown.table(["a"], [["x|y"]]) == "| a |\n|---|\n| x\\|y |\n")
  }
}
