import Foundation
import MinwalTestSupport
import Testing

/// `minwal test`, as a person runs it.
@Suite(.timeLimit(.minutes(60))) struct RecipeTestTests {
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/testing")
  private let folder: TemporaryFolder

  private static let recipe = """
    # A recipe with tests of which some fail.
    minwal: 1
    name: news
    input: pages/*.txt
    stages:
      - clean
      - normalize: { profile: arabic }   # one way to write each letter
      - segment
      - export: { format: jsonl, to: out/news.jsonl }
    tests:
      - name: all is well        # this one passes
        given: |
          الرئيسية
          افتتحت البلدية، صباح الأحد، مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.
        expect: |
          افتتحت البلدية، صباح الأحد، مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.

      - name: the text is another
        given: |
          افتتحت البلديـــة، صباح الأحد، مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.
          وقال المدير إن أبوابها تفتح كل صباح.
        expect: |   # an old text
          افتتحت البلديـــة، صباح الأحد، مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.
          سطر لا يأتي.
          وقال المدير إن أبوابها تفتح كل صباح.

      - name: counts and lists
        given: { text: "افتتحت البلدية مكتبة عامة قرب الميناء. وقال المدير إن أبوابها تفتح كل صباح.", title: خبر }
        expect:
          title: عنوان   # another
          counts: { sentences: 3, clean: { phrase: 1 } }
          layers:
            # the sentences
            sentences:
              - افتتحت البلدية مكتبة عامة قرب الميناء.
              - وانصرف الناس.
          excludes: البلدية
      - name: kept, though it should go
        given: افتتحت البلدية مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.
        expect: { dropped: nothing-left }
      - name: gone, though it should stay
        given: الرئيسية
        expect: الرئيسية

      - name: nothing is expected yet
        given: افتتحت البلدية مكتبة عامة تطل على الميناء القديم وتضم عشرين ألف كتاب.
    on-error: quarantine    # the last line

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.recipe, to: "news.yaml")
    try folder.write("افتتحت البلدية مكتبة عامة قرب الميناء القديم.\n", to: "pages/a.txt")
    try folder.write("شارك\n", to: "pages/b.txt")
  }

  private func minwal(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  @Test func allShippedRecipesPass() throws {
    let result = try BuiltCommand.run(["test"], in: projectFolder)
    #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
    try expectGolden(result.output, Self.golden.appendingPathComponent("pipelines.txt"))
    #expect(PipelineTests.recipes.allSatisfy { result.output.contains("pipelines/\($0)\n  ok    ") })
  }

  @Test func showsWhatDiffers() throws {
    let result = try minwal("test", "news.yaml")
    #expect(result.status == 1 && result.error.isEmpty, "\(result.error)")
    try expectGolden(result.output, Self.golden.appendingPathComponent("failures.txt"))
    #expect(folder.files().sorted() == ["news.yaml", "pages/a.txt", "pages/b.txt"], "nothing is written")
  }

  @Test func updatesWhatIsExpected() throws {
    let result = try minwal("test", "news.yaml", "--update")
    #expect(result.status == 1, "what is excluded is for a person to change")
    #expect(result.error == "news.yaml: 8 values written\n", "\(result.error)")
    #expect(result.output.hasSuffix("6 tests and the checks of 1 recipe: 6 passed, 1 failed\n"), "\(result.output)")
    let updated = try folder.read("news.yaml")
    try expectGolden(updated, Self.golden.appendingPathComponent("updated.yaml.txt"))
    let again = try minwal("test", "news.yaml", "--update")
    #expect(again.error.isEmpty && again.output == result.output)
    #expect(try folder.read("news.yaml") == updated)
  }

  @Test func writesJUnit() throws {
    let result = try minwal("test", "news.yaml", "--junit", "junit.xml")
    #expect(result.status == 1)
    // Both count alike.
    #expect(result.output.hasSuffix("6 tests and the checks of 1 recipe: 2 passed, 5 failed\n"))
    #expect(try folder.read("junit.xml").contains("tests=\"7\" failures=\"5\""))
    let xml = try folder.read("junit.xml").replacing(/time="[0-9.]+"/, with: "time=\"…\"")
    try expectGolden(xml, Self.golden.appendingPathComponent("junit.xml"))
    let refused = try minwal("test", "news.yaml", "--junit", "news.yaml/x")
    #expect(refused.status == 74, "\(refused.error)")
  }

  @Test func runsSomeTestsOnly() throws {
    let well = try minwal("test", "--filter", "well")
    #expect(well.status == 0)
    #expect(well.output == "news.yaml\n  ok    \u{2068}all is well\u{2069}\n1 test of 1 recipe: 1 passed, 0 failed\n")
    let none = try minwal("test", "news.yaml", "--filter", "no such test")
    #expect(none.status == 1 && none.output.contains("no test of this name"))
    #expect(try minwal("test", "news.yaml", "--filter", "should").status == 1)
  }

  @Test func findsRecipesAndTheirFilesOfTests() throws {
    try folder.write("services: {}\n", to: "compose.yaml")
    try folder.write("minwal: 1\nparameters: { n: }\nstages: [{ summarize: { sentences: $(n) } }]\n", to: "shared.yaml")
    try folder.write("minwal: 1\nstages: [segment]\n", to: "part.yaml")
    try folder.write(
      "minwal: 1\ntests:\n  - given: واحد. اثنان.\n    expect: { counts: { sentences: 1 } }\n", to: "part.test.yaml")
    let found = try minwal("test", "--filter", "no such test")
    #expect(found.output.hasPrefix("news.yaml\n  no test of this name\npart.yaml\n"), "\(found.output)\(found.error)")
    for name in ["part.yaml", "part.test.yaml"] {
      let part = try minwal("test", name)
      #expect(part.status == 1, "\(part.error)")
      #expect(
        part.output.contains(
          "FAIL  \u{2068}test 1\u{2069}  part.test.yaml:3\n        counts.sentences: expected 1, got 2\n"),
        "\(part.output)")
    }
    #expect(try minwal("test", "part.yaml", "--update").error == "part.test.yaml: 1 value written\n")
    #expect(try folder.read("part.test.yaml").hasSuffix("expect: { counts: { sentences: 2 } }\n"))
    // A file that others use may be tested, and is not a recipe to be run.
    #expect(try minwal("run", "part.yaml").status == 65)
  }

  @Test(
    arguments: [
      (["test", "none.yaml"], 65, "cannot read the recipe"),
      (["test", "pages"], 66, "there are no recipes in 'pages'"),
      (["test", "-"], 64, "from standard input cannot be run"), (["test", "--limit=-1"], 64, "'--limit' takes"),
      (["test", "news.yaml", "--set", "segment.unit=x"], 65, "unknown"),
    ] as [([String], Int32, String)])
  func saysWhatIsWrong(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let result = try BuiltCommand.run(arguments, in: folder.url)
    #expect(result.status == status && result.error.contains(message), "\(result.error)")
  }

  @Test func nothingToTestIsSaid() throws {
    let empty = try TemporaryFolder()
    let result = try BuiltCommand.run(["test"], in: empty.url)
    #expect(result.status == 66 && result.error.contains("there are no recipes in 'pipelines' or in this folder"))
  }
}
