import Foundation
import Minwal
import MinwalTestSupport
import ReadPlugin
import Testing

@testable import MinwalRecipe

extension LayerID {
  fileprivate static let things = LayerID(named: "things")
}

/// Makes sentences; has options of several kinds.
private struct Split: Stage {
  struct Options: StageOptions {
    @Option("How many.", in: 1...9) var most = 3
    @Option("Words.") var words: InputFile? = nil
    init() {}
    func validate(_ problems: inout OptionProblems) {
      if problems.isGiven("words") && problems.isGiven("most") { problems.warning("most", "'most' has no effect") }
    }
  }
  static let spec = StageSpec("split", "Splits.", gives: [.sentences])
  init(_ options: Options, _ context: StageContext) throws {
    if let file = options.words { _ = try context.contents(of: file) }
  }
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Rewrite: Stage {
  static let spec = StageSpec("rewrite", "Changes text.", changesText: true)
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Shorten: Stage {
  static let spec = StageSpec("shorten", "Needs two layers.", needs: [.sentences, .things], gives: [.summary])
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Collect: Stage {
  static let spec = StageSpec("collect", "Makes things.", gives: [.things])
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Write: Exporter {
  struct Options: StageOptions {
    @Option("Where to.") var to: OutputPath
    @Option("Whether each document has a file.") var many = false
    @Option("What is needed.") var field: String? = nil
    init() {}
  }
  static let spec = StageSpec("write", "Writes.")
  static func flow(with options: Options) -> StageFlow {
    StageFlow(needs: options.field.map { [LayerID(named: $0)] } ?? [])
  }
  let destination: Destination
  init(_ options: Options, _ context: StageContext) {
    destination = Destination(options.to, options.many ? .filePerDocument(extension: "x") : .oneFile)
  }
  mutating func render(_ document: Document, into output: inout ByteBuffer) {}
}

private let plugin = Plugin(
  "test",
  [.stage(Split.self), .stage(Rewrite.self), .stage(Shorten.self), .stage(Collect.self), .exporter(Write.self)])

/// Checks the stages of a recipe whose other keys are right.
private func check(
  stages: String, folder: String = "", confinesOutput: Bool = false
) throws -> RecipeCheck {
  try check("minwal: 1\ninput: { files: '-' }\nstages:\n\(stages)", folder: folder, confinesOutput: confinesOutput)
}

private func check(_ text: String, folder: String = "", confinesOutput: Bool = false) throws -> RecipeCheck {
  RecipeCheck.check(
    Text(text), name: "r.yaml", folder: folder, try Registry([plugin, .read]),
    CheckSettings(confinesOutput: confinesOutput, environment: { $0 == "HOME_OF_TESTS" ? "x" : nil }))
}

private func findings(_ check: RecipeCheck) -> [String] {
  check.diagnostics.map { "\($0.range?.line ?? 0) \($0.severity == .warning ? "warning " : "")\($0.code.rawValue)" }
}

@Suite struct ChainTests {
  @Test(
    arguments: [
      ("  - split\n  - write: { to: a }\n", []),
      ("  - split\n  - collect\n  - shorten\n  - write: { to: a, field: summary }\n", []),
      ("  - collect\n  - shorten\n  - write: { to: a }\n", ["5 missing-layer"]),
      ("  - shorten\n  - write: { to: a }\n", ["4 missing-layer", "4 missing-layer"]),
      ("  - split\n  - collect\n  - rewrite\n  - shorten\n  - write: { to: a }\n", ["7 missing-layer"]),
      ("  - split\n  - rewrite\n  - split\n  - collect\n  - shorten\n  - write: { to: a }\n", []),
      ("  - write: { to: a, field: nothing }\n", ["4 missing-layer"]),
      ("  - split\n", ["3 nothing-exported"]),
      ("  - write: { to: a }\n  - split\n  - rewrite\n", ["5 warning no-effect", "6 warning no-effect"]),
      ("  - write: { to: a }\n  - write: { to: ./a }\n", ["5 output-conflict"]),
      ("  - write: { to: a }\n  - write: { to: b/../a }\n", ["5 output-conflict"]),
      ("  - write: { to: '-', many: true }\n", ["4 output-conflict"]),
      ("  - split: { most: 10 }\n  - write: { to: a }\n", ["4 out-of-range"]),
      ("  - split: { words: gone }\n  - write: { to: a }\n", ["4 missing-file"]),
      ("  - spilt\n  - shorten\n  - write: { to: a }\n", ["4 unknown-stage"]),
      (
        "  - split: { mots: 1, most: 0, words: gone }\n  - write: {}\n",
        ["4 unknown-option", "4 out-of-range", "4 missing-file", "5 missing-option"]
      ),
      ("  - split:\n    most: 3\n  - write: { to: a }\n", ["5 malformed-stage"]),
      (
        "  - 7\n  - []\n  - {}\n  - split: 5\n  - write: { to: a }\n",
        ["4 malformed-stage", "5 malformed-stage", "6 malformed-stage", "7 wrong-type"]
      ),
    ] as [(String, [String])])
  func findsInOrder(_ stages: String, _ expected: [String]) throws {
    let result = try check(stages: stages)
    #expect(findings(result) == expected)
    #expect((result.recipe == nil) == result.hasErrors)
  }

  @Test func saysWhereALayerWouldComeFrom() throws {
    let late = try check(stages: "  - shorten\n  - collect\n  - split\n  - rewrite\n  - write: { to: a }\n")
    #expect(
      late.diagnostics.filter { $0.severity == .error }.map { $0.notes.map(\.message) } == [
        ["'split' makes them: move it before 'shorten'"], ["'collect' makes them: move it before 'shorten'"],
      ])
    let dropped = try check(stages: "  - split\n  - collect\n  - rewrite\n  - shorten\n  - write: { to: a }\n")
    #expect(dropped.diagnostics.first?.notes.first?.range?.line == 6)
    let absent = try check(stages: "  - collect\n  - shorten\n  - write: { to: a }\n")
    #expect(absent.diagnostics.first?.notes == ["put a stage before it that makes them: split"])
  }

  @Test(arguments: [("/etc/x", 1), ("../x", 1), ("a/../../x", 1), ("a/../b", 0), ("-", 0)])
  func staysInTheOutputFolder(_ path: String, _ count: Int) throws {
    let stages = "  - write: { to: '\(path)' }\n"
    #expect(
      try check(stages: stages, confinesOutput: true).diagnostics.map(\.code)
        == Array(repeating: .outputOutside, count: count))
    #expect(try check(stages: stages).diagnostics.isEmpty)
  }
}

@Suite struct RecipeTests {
  private let good = "  - split\n  - write: { to: a }\n"

  @Test(
    arguments: [
      ("", ["1 empty-recipe"]), ("null\n", ["1 empty-recipe"]), ("[]\n", ["1 wrong-type"]), ("5\n", ["1 wrong-type"]),
      ("minwal: 2\ninput: { files: '-' }\nstages: [{ write: { to: a } }]\n", ["1 unsupported-version"]),
      ("input: { files: '-' }\nstages: [{ write: { to: a } }]\n", ["1 missing-key"]),
      ("minwal: 1\n", ["1 missing-key"]), ("minwal: 1\nstages:\n", ["2 no-stages"]),
      ("minwal: 1\nstages: []\n", ["2 no-stages"]),
      ("minwal: 1\nstages: split\n", ["2 wrong-type"]),
      ("minwal: 1\nnmae: x\nstages: [{ write: { to: a } }]\n", ["2 unknown-key"]),
      (
        "minwal: 1\nname: 5\nlanguage: 7\non-error: explode\nstages: [{ write: { to: a } }]\n",
        ["2 wrong-type", "3 wrong-type", "4 unknown-choice"]
      ),
      ("minwal: 1\ninput:\nstages: [{ write: { to: a } }]\n", ["2 wrong-type"]),
      ("minwal: 1\ninput: {}\nstages: [{ write: { to: a } }]\n", ["2 missing-option"]),
      (
        "minwal: 1\ninput: { files: a-file-that-is-not-there.txt }\nstages: [{ write: { to: a } }]\n",
        ["2 missing-input"]
      ),
      ("minwal: 1\ninput: { files: '-', jsonl: '-' }\nstages: [{ write: { to: a } }]\n", ["2 conflicting-options"]),
      (
        "minwal: 1\ninput: { text: '-', encoding: windows-1256, id-field: x }\nstages: [{ write: { to: a } }]\n",
        ["2 warning no-effect"]
      ),
      ("minwal: 1\ninput: { files: '-', encoding: utf-8, id-field: x }\nstages: [{ write: { to: a } }]\n", []),
      (
        "minwal: 1\ninput: { text: '-', id-feild: x, csv: '-' }\nstages: [{ write: { to: a } }]\n",
        ["2 unknown-option", "2 conflicting-options"]
      ),
      (
        "minwal: 1\ninput:\n- { jsonl: '-', name: a }\n- { csv: '-', name: a }\nstages: [{ write: { to: a } }]\n",
        ["4 conflicting-options"]
      ),
      ("minwal: 1\ninput: { csv: '-', delimiter: ab }\nstages: [{ write: { to: a } }]\n", ["2 wrong-type"]),
      ("minwal: 1\ninput: { jsonl: '-', text-field: [] }\nstages: [{ write: { to: a } }]\n", ["2 wrong-type"]),
      ("minwal: 1\ninput: { files: '-', encoding: windoze }\nstages: [{ write: { to: a } }]\n", ["2 unknown-choice"]),
      ("minwal: 1\ninput:\n  files: '-'\n  stages: [split]\n", ["1 missing-key", "4 unknown-key"]),
    ] as [(String, [String])])
  func findsInOrder(_ text: String, _ expected: [String]) throws { #expect(findings(try check(text)) == expected) }

  @Test func readsAllKeys() throws {
    let result = try check(
      "minwal: 1\nname: n\nabout: b\nlanguage: ar-EG\ninput: { jsonl: ['-'] }\non-error: stop\nstages:\n\(good)")
    let recipe = try #require(result.recipe)
    #expect(recipe.name == "n" && recipe.about == "b" && recipe.language == .arabic && recipe.onError == .stop)
    #expect(recipe.input?.map(\.paths.all) == [["-"]] && recipe.input?.first?.reader == "jsonl")
    #expect(recipe.steps.map(\.name) == ["split", "write"])
    #expect(recipe.steps[0].options.map(\.value) == ["3", "null"])
  }

  @Test func isNamedAfterItsFile() throws {
    #expect(try check(stages: good).recipe?.name == "r")
  }

  @Test func theFingerprintFollowsWhatDecidesTheOutput() throws {
    let folder = try TemporaryFolder()
    try folder.write("one\n", to: "words.txt")
    func fingerprint(_ stages: String, head: String = "") throws -> String {
      let text = "\(head)minwal: 1\ninput: { files: '-' }\nstages:\n\(stages)"
      return try #require(try check(text, folder: folder.url.path).recipe).fingerprint
    }
    let plain = try fingerprint(good)
    #expect(plain.count == 16)
    #expect(
      try fingerprint("  # a comment\n  - { split: { most: 3 } }\n\n  - write:\n      to: \"a\"\n", head: "name: x\n")
        == plain)
    #expect(try fingerprint("  - split: { most: 4 }\n  - write: { to: a }\n") != plain)
    #expect(try fingerprint(good, head: "language: ar\n") != plain)
    #expect(try fingerprint("  - split\n" + good) != plain)
    let withWords = "  - split: { words: words.txt }\n  - write: { to: a }\n"
    let first = try fingerprint(withWords)
    #expect(try fingerprint(withWords) == first)
    try folder.write("two\n", to: "words.txt")
    #expect(try fingerprint(withWords) != first)
  }

  @Test func readsFiles() throws {
    let folder = try TemporaryFolder()
    let registry = try Registry([plugin, .read])
    let text = "\u{FEFF}minwal: 1\ninput: { files: texts/*.txt }\nstages:\n\(good)"
    try folder.write("x", to: "texts/a.txt")
    try folder.write(text, to: "news.yaml")
    let recipe = try #require(RecipeCheck.file(folder.url.path + "/news.yaml", registry).recipe)
    #expect(recipe.name == "news" && recipe.folder == folder.url.path)
    try folder.write(Data(text.utf8) + Data([0x0A, 0x23, 0xFF]), to: "latin.yaml")
    let latin = RecipeCheck.file(folder.url.path + "/latin.yaml", registry)
    #expect(latin.diagnostics.map(\.code) == [.notUTF8])
    #expect(latin.diagnostics.first?.range?.line == 7 && latin.diagnostics.first?.range?.column == 2)
    let missing = RecipeCheck.file(folder.url.path + "/nwes.yaml", registry)
    #expect(missing.diagnostics.map(\.code) == [.unreadableRecipe])
    #expect(missing.diagnostics.first?.notes.first?.message.hasSuffix("/news.yaml'?") == true)
    try folder.write(String(repeating: "#", count: YAMLReader.Limit.bytes + 1), to: "large.yaml")
    #expect(RecipeCheck.file(folder.url.path + "/large.yaml", registry).diagnostics.map(\.code) == [.recipeTooLarge])
    #expect(RecipeCheck.file(folder.url.path, registry).diagnostics.map(\.code) == [.unreadableRecipe])
  }

  /// Whatever somebody's disk makes of a recipe: no trap, and each finding lies inside the file.
  @Test(arguments: 0..<5 as Range<UInt64>) func survivesMutations(seed: UInt64) throws {
    let recipes = [
      "minwal: 1\nname: أخبار\ninput:\n  files: ['-']\n  encoding: utf-8\nstages:\n  - split: { most: 3 }\n  - collect\n"
        + "  - shorten\n  - write:\n      to: out/a.jsonl\n      many: false\n",
      "{minwal: 1, input: {jsonl: '-', id-field: \"${HOME_OF_TESTS:-id}\"}, stages: [&a split, *a, {write: {to: !!str 5}}]}",
      "minwal: 1\ninput: '-'\nparameters: { n: 3, to: { default: '-' } }\nstages:\n  - split: { most: $(n), when: { language: [ar, fa], "
        + "metadata: { a: { min: 1, max: 2 }, b: c } } }\n  - shorten: { when: { not: { language: ar } } }\n"
        + "  - use: none.yaml\n    with: { n: $(n) }\n    when: { any: [{ language: ar }] }\n  - write: { to: $(to) }\n",
      "minwal: 1\r\nabout: |\r\n  two\r\n  lines\r\ninput: '-'\r\non-error: stop\r\nstages:\r\n- write: {to: '-', many: no}\r\n",
    ]
    var random = SeededGenerator(seed)
    let registry = try Registry([plugin, .read])
    for _ in 0..<1_000 {
      var mended = Text()
      var bytes = random.mutated(Array(random.pick(recipes).utf8))
      if random.below(2) == 0 { bytes = random.mutated(bytes) }
      _ = UTF8Repair.append(bytes.span, to: &mended)
      let result = RecipeCheck.check(
        mended, name: "r", folder: "", registry, CheckSettings(replacesInput: true, environment: { _ in nil }))
      let source = try #require(result.sources.first)
      let renderer = DiagnosticRenderer(result)
      #expect((result.recipe == nil) == result.hasErrors)
      for diagnostic in result.diagnostics {
        #expect(!renderer.render(diagnostic).isEmpty)
        guard let range = diagnostic.range, let line = source.line(range.line) else {
          Issue.record("\(diagnostic) lies outside of \(String(mended).debugDescription)")
          continue
        }
        // One behind the end of the line is where something is missing.
        let isInside = range.column >= 1 && range.column + range.length <= line.unicodeScalars.count + 2
        if !isInside { Issue.record("\(diagnostic), \(range.length) long, lies outside of \(line.debugDescription)") }
      }
    }
  }
}
