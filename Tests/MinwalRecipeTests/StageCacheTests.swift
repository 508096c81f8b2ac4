import Foundation
import Minwal
@testable import MinwalRecipe
import MinwalTestSupport
import Testing

private struct Words: Stage {
  struct Options: StageOptions {
    @Option("How many.", in: 1...9) var most = 3
    @Option("Words.") var words: InputFile? = nil
    init() {}
    func validate(_ problems: inout OptionProblems) {
      if most == 8 { problems.warning("most", "'most' has no effect") }
    }
  }
  static let spec = StageSpec("words", "Has words.")
  let text: String
  init(_ options: Options, _ context: StageContext) throws {
    text = try options.words.map { String(try context.contents(of: $0)) } ?? ""
  }
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Write: Exporter {
  struct Options: StageOptions {
    @Option("Where to.") var to: OutputPath
    init() {}
  }
  static let spec = StageSpec("write", "Writes.")
  let destination: Destination
  init(_ options: Options, _ context: StageContext) { destination = Destination(options.to) }
  mutating func render(_ document: Document, into output: inout ByteBuffer) {}
}

/// What is made again when a recipe is checked again.
@Suite struct StageCacheTests {
  let folder: TemporaryFolder
  let cache = StageCache()

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("one two", to: "a.txt")
  }

  private func check(_ stages: String, cached: Bool = true, language: String = "en") throws -> RecipeCheck {
    let registry = try Registry([Plugin("test", [.stage(Words.self), .exporter(Write.self)])])
    let text = "minwal: 1\nlanguage: \(language)\nstages:\n\(stages)  - write: { to: x }\n"
    return RecipeCheck.check(
      Text(text), name: "r.yaml", folder: folder.url.path, registry, CheckSettings(cache: cached ? cache : nil))
  }

  private func text(_ check: RecipeCheck) throws -> String {
    guard case .stage(let stage)? = check.recipe?.steps.first?.made else { return "?" }
    return try #require(stage as? Words).text
  }

  @Test func aRecipeThatIsCheckedAgainMakesNoStage() throws {
    let stages = "  - words\n  - words: { most: 5, words: a.txt }\n  - words: { most: 4 }\n"
    let first = try check(stages)
    #expect(cache.counts == StageCache.Counts(made: 3, reused: 0))
    let again = try check(stages)
    #expect(cache.counts == StageCache.Counts(made: 3, reused: 3))
    let alone = try check(stages, cached: false)
    #expect(cache.counts == StageCache.Counts(made: 3, reused: 3))
    #expect(Set([first, again, alone].map { $0.recipe?.fingerprint }).count == 1)
    #expect(again.filesRead == alone.filesRead && again.filesRead.count == 1)
    #expect(again.diagnostics == alone.diagnostics)
  }

  /// The work is a fraction: only the recipe is read.
  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func theWorkIsThatOfReading() throws {
    try folder.write(String(repeating: "word ", count: 50_000), to: "a.txt")
    let stages = "  - words: { words: a.txt }\n"
    let first = try steps { _ = try check(stages) }
    let again = try steps { _ = try check(stages) }
    #expect(cache.counts == StageCache.Counts(made: 1, reused: 1))
    #expect(again < first, "\(again) after \(first)")
  }

  @Test func lineBreaksAndOrderDoNotMatter() throws {
    _ = try check("  - words: { most: 5 }\n")
    _ = try check("\n\n  - words\n  - words:\n      most: 5\n")
    #expect(cache.counts == StageCache.Counts(made: 2, reused: 1))
  }

  @Test(arguments: ["  - words: { most: 6, words: a.txt }\n", "  - words: { most: 5, words: b.txt }\n"])
  func whatIsSetOtherwiseIsMade(_ stages: String) throws {
    try folder.write("one two", to: "b.txt")
    _ = try check("  - words: { most: 5, words: a.txt }\n")
    _ = try check(stages)
    #expect(cache.counts == StageCache.Counts(made: 2, reused: 0))
  }

  @Test func anotherLanguageIsAnotherStage() throws {
    _ = try check("  - words\n")
    _ = try check("  - words\n", language: "ar")
    #expect(cache.counts == StageCache.Counts(made: 2, reused: 0))
  }

  @Test(arguments: [("three", "three"), ("\u{FEFF}one two", "one two"), ("one two", "one two")])
  func aFileIsReadAgainWhenItHasChanged(_ contents: String, _ expected: String) throws {
    let stages = "  - words: { words: a.txt }\n"
    #expect(try text(check(stages)) == "one two")
    try folder.write(contents, to: "a.txt")
    #expect(try text(check(stages)) == expected)
    #expect(cache.counts.reused == (expected == "one two" ? 1 : 0))
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("a.txt"))
    #expect(try check(stages).diagnostics.map(\.code) == [.missingFile])
  }

  /// What comes with a remark is made again, so that the remark is there again, at its place.
  @Test(arguments: [("8", Diagnostic.Code.noEffect), ("10", .outOfRange)])
  func remarksComeEachTime(_ most: String, _ code: Diagnostic.Code) throws {
    let first = try check("  - words: { most: \(most) }\n")
    let again = try check("\n  - words: { most: \(most) }\n")
    #expect(first.diagnostics.map(\.code) == [code] && again.diagnostics.map(\.code) == [code])
    #expect(first.diagnostics.map { $0.range?.line } == [4] && again.diagnostics.map { $0.range?.line } == [5])
    #expect(cache.counts.reused == 0)
  }
}
