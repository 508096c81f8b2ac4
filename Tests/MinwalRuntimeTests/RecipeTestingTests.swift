import Foundation
import Minwal
import MinwalTestSupport
import ReadPlugin
import Synchronization
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Removes the first exclamation mark, although it promises to have removed all.
private struct Hush: Stage {
  static let mark = Reason("mark", "An exclamation mark.")
  static let spec = StageSpec("hush", "Hushes.", changesText: true, reasons: [mark], isIdempotent: true)
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) throws -> Verdict {
    guard let index = document.text.span.firstIndex(of: UInt8(ascii: "!"), from: 0) else { return .keep }
    try document.edit { editor in
      editor.keep(upTo: index)
      editor.remove(upTo: index + 1, Self.mark)
    }
    return .keep
  }
}

/// Puts the number of documents that it has seen into the text: what it must not know.
private struct Remember: Stage {
  static let spec = StageSpec("remember", "Counts what it has seen.", changesText: true)
  private var seen = 0
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) throws -> Verdict {
    seen += 1
    let seen = seen
    try document.replaceText { _, output, _ in
      output.append("\(seen)")
      return true
    }
    // So that no worker takes all documents.
    usleep(500)
    return .keep
  }
}

/// A sentence a line; with `!cut` in the text, one that begins inside of a character.
private struct Lines: Stage {
  static let spec = StageSpec("lines", "A sentence a line.", gives: [.sentences])
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict {
    document.update(Sentences.self) { layer, text in
      var start = 0
      while start < text.count {
        let end = text.span.firstIndex(of: 0x0A, from: start) ?? text.count
        layer.ranges.append((start + (String(text).contains("!cut") ? 1 : 0))..<end)
        start = end + 1
      }
    }
    return .keep
  }
}

/// Makes a unit of each sentence, and leaves it untranslated.
private struct Units: Stage, TranslatingStage {
  static let spec = StageSpec("units", "Makes units.", needs: [.sentences], gives: [.units])
  var translator: (any Translator)?
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) throws -> Verdict {
    var units = document.sentenceTexts.map { TranslationUnit(id: $0, source: $0, from: .arabic, to: .english) }
    try translator?.translate(&units)
    document.update(TranslationUnits.self) { layer, _ in layer.units = units }
    return .keep
  }
}

/// Drops what says so, and fails on what says so.
private struct Sift: Stage {
  static let rule = Reason("rule", "Says drop.")
  static let spec = StageSpec("sift", "Sifts.", reasons: [rule])
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) throws -> Verdict {
    let text = String(document.text)
    if text.contains("fail") { throw StageError("asked-for", "it says so") }
    return text.contains("drop") ? .drop(Self.rule) : .keep
  }
}

/// Hushes what stands behind a document that says so, as far as it comes together with it.
private struct Leak: BatchStage {
  static let spec = StageSpec("leak", "Leaks.", changesText: true)
  let limit = BatchLimit(documents: 3)
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    var isOpen = false
    return try documents.indices.map { index in
      if isOpen {
        try documents[index].replaceText { _, output, _ in
          output.append("hushed")
          return true
        }
      }
      isOpen = isOpen || String(documents[index].text).contains("BEGIN")
      return .success(.keep)
    }
  }
}

private func registry() throws -> Registry {
  try Registry([
    Plugin(
      "test",
      [
        .stage(Hush.self), .stage(Remember.self), .stage(Lines.self), .stage(Units.self), .stage(Sift.self),
        .batch(Leak.self),
        .stage(CommonFirstLine.self), .exporter(TextExport.self),
      ]),
    .read,
  ])
}

private func check(_ recipe: String, _ folder: TemporaryFolder? = nil) throws -> RecipeCheck {
  RecipeCheck.check(
    Text(recipe), name: "r.yaml", folder: folder?.url.path ?? "", try registry(),
    CheckSettings(replacesInput: folder == nil, needsExporter: false, environment: { _ in nil }))
}

/// What is wrong with the tests of a recipe of some stages; a line each.
private func run(stages: String, _ tests: String) throws -> [String] {
  let check = try check("minwal: 1\nlanguage: ar\nstages: [\(stages)]\ntests:\n\(tests)")
  let recipe = try #require(check.recipe, "\(check.diagnostics)")
  return try recipe.tests.flatMap { try RecipeTester(recipe).run($0).failures.map(\.message) }
}

@Suite struct RecipeTesterTests {
  @Test(
    arguments: [
      ("  - given: a! b\n    expect: a b\n", []), ("  - given: a! b\n    expect: |\n      a b\n", []),
      ("  - given: a\n    expect: b\n", ["text: the text is another"]),
      ("  - given: a!b!\n    expect: { contains: [ab, b!], excludes: [a!], matches: 'b.$' }\n", []),
      (
        "  - given: ab\n    expect: { contains: [x, a], excludes: a, matches: ['^b', 'b$'] }\n",
        [
          "contains: the text does not contain «x»", "excludes: the text contains «a»",
          "matches: nothing in the text matches '^b'",
        ]
      ),
      (
        "  - given: { text: a, title: T, metadata: { n: 1.50, s: x, o: { p: [1] } } }\n"
          + "    expect: { title: T, language: ar, metadata: { n: 1.5, o: { p: [1] }, none: null } }\n", []
      ),
      (
        "  - given: { text: a, language: en }\n    expect: { title: T, language: null, metadata: { n: 1 } }\n",
        [
          "title: expected \"T\", got null", "language: expected null, got \"en\"",
          "metadata.n: expected 1, got null",
        ]
      ),
      ("  - given: a!!\n    expect: { counts: { hush: { mark: 1 }, sentences: 1 } }\n", []),
      (
        "  - given: a\n    expect: { counts: { hush: { mark: 1 }, sentences: 3 } }\n",
        ["counts.hush.mark: expected 1, got 0", "counts.sentences: expected 3, got 1"]
      ),
      (
        "  - given: \"a\\nb\"\n    expect: { layers: { sentences: [a, b], units: [{ source: a, target: null }, {}] } }\n",
        []
      ),
      (
        "  - given: a\n    expect: { layers: { sentences: [], units: [{ source: b }] } }\n",
        ["layers.sentences: it is another", "layers.units: it is another"]
      ),
      ("  - given: drop\n    expect: { dropped: rule }\n", []),
      ("  - given: fail\n    expect: { quarantined: asked-for }\n", []),
      (
        "  - given: drop\n    expect: drop\n",
        ["expected the document to be kept, and 'sift' dropped it: rule"]
      ),
      (
        "  - given: fail\n    expect: { dropped: rule }\n",
        ["expected the document to be dropped: rule, and it failed in 'sift': it says so [asked-for]"]
      ),
      (
        "  - given: a\n    expect: { quarantined: asked-for }\n",
        ["expected the document to be quarantined: asked-for, and it was kept"]
      ),
      ("  - given: drop\n    stop-after: hush\n    expect: drop\n", []),
      ("  - given: a\n", ["the test expects nothing; '--update' writes what comes out"]),
    ] as [(String, [String])])
  func compares(_ test: String, _ expected: [String]) throws {
    #expect(try run(stages: "hush, lines, units, sift", test) == expected)
  }

  @Test(
    arguments: [
      ("{ sift: changed }", "{ text: changed }", []),
      ("{ sift: { text: { a: b, c: d } } }", "b", []),
      ("{ sift: { text: { b: c } } }", "b", ["the mock of 'sift' has no answer to «a»"]),
      (
        "{ sift: { title: T, language: fa, metadata: { k: [1] } } }",
        "{ title: T, language: fa, metadata: { k: [1] } }", []
      ),
      ("{ sift: { dropped: rule } }", "{ dropped: rule }", []),
      ("{ sift: { quarantined: gone } }", "{ quarantined: gone }", []),
      (
        "{ lines: { text: p q r, layers: { sentences: [p, r], summary: [q] } } }",
        "{ layers: { sentences: [p, r], summary: [q] } }", []
      ),
      (
        "{ lines: { layers: { sentences: [b] } } }", "a",
        ["the mock of 'lines' has a piece for 'sentences' that does not come next in the text: «b»"]
      ),
      ("{ units: { units: { a: A } } }", "{ layers: { units: [{ source: a, target: A, state: translated }] } }", []),
      ("{ units: { units: same } }", "{ layers: { units: [{ target: same }] } }", []),
      ("{ units: { units: { b: B } } }", "a", ["the mock of 'units' has no answer to «a»"]),
    ] as [(String, String, [String])])
  func mocksTakeThePlaceOfStages(_ mocks: String, _ expect: String, _ expected: [String]) throws {
    let layers = expect.contains("summary") ? "{ text-export: { to: o } }, " : ""
    let stages = layers + (mocks.contains("lines") ? "lines" : "lines, units, sift")
    let known = expect.contains("summary") ? expect.replacingOccurrences(of: ", summary: [q]", with: "") : expect
    #expect(
      try run(stages: stages, "  - given: a\n    mocks: \(mocks)\n    expect: \(known)\n") == expected)
  }

  @Test func aStageLearnsFromTheTestAlone() throws {
    #expect(try run(stages: "common-first-line", "  - given: \"menu\\nbody\"\n    expect: \"\\nbody\"\n") == [])
  }

  @Test func documentsMayBeFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("a! b\r\n", to: "a.txt")
    try folder.write("{\"id\":\"x\",\"text\":\"one\"}\n{\"id\":\"y\",\"text\":\"two!\",\"k\":1}\n", to: "d.jsonl")
    let check = try check(
      """
      minwal: 1
      stages: [hush]
      tests:
        - given: { file: a.txt }
          expect: a b
        - given: { file: d.jsonl, line: 2 }
          expect: { text: two, metadata: { k: 1 } }
      """, folder)
    let recipe = try #require(check.recipe, "\(check.diagnostics)")
    for test in recipe.tests { #expect(try RecipeTester(recipe).run(test).failures.map(\.message) == []) }
  }
}

@Suite(.timeLimit(.minutes(60))) struct RecipeProbeTests {
  private func probe(_ stages: String, _ texts: [String]) async throws -> [String] {
    let folder = try TemporaryFolder()
    for (index, text) in texts.enumerated() { try folder.write(text, to: "in/\(index).txt") }
    let check = try check("minwal: 1\ninput: in/*.txt\nstages: [\(stages), { text-export: { to: out } }]", folder)
    let result = try await RecipeProbe(try #require(check.recipe, "\(check.diagnostics)"), limit: 40).run()
    #expect(result.documents == texts.count)
    return result.findings.map { ($0.document.map { "\($0): " } ?? "") + $0.message }
  }

  @Test func promisesAreHeld() async throws {
    #expect(try await probe("hush, lines, sift", ["a", "a!", "drop", "fail", ""]) == [])
    #expect(try await probe("hush", ["a", "a!!"]) == ["1.txt: 'hush' changes what it has made itself"])
  }

  @Test func rangesFitTheText() async throws {
    #expect(
      try await probe("lines", ["a", "ب !cut"]) == [
        "1.txt: after 'lines', 'sentences' has a range that cuts a character in two: 1..<7"
      ])
  }

  /// What a program keeps from one document for the next is found out, whichever of them comes first.
  @Test func neighboursMakeNoDifference() async throws {
    #expect(try await probe("leak", ["a", "b", "c"]) == [])
    let finding = "'leak' makes something else of it alone than together with others"
    #expect(try await probe("leak", ["BEGIN", "b", "c", "d"]) == ["1.txt: \(finding)", "2.txt: \(finding)"])
    #expect(try await probe("leak", ["a", "b", "BEGIN", "drop"]) == ["1.txt: \(finding)"])
    #expect(try await probe("{ leak: { when: { language: en } } }", ["BEGIN", "b"]) == [])
    let recipe = try check("minwal: 1\nstages: [leak]\ntests: [{ given: BEGIN, expect: x }, { given: b, expect: x }]")
    let result = try await RecipeProbe(try #require(recipe.recipe, "\(recipe.diagnostics)"), limit: 0).run()
    #expect(result.findings.map(\.message) == [finding])
    #expect(result.findings.first?.difference?.expected.first == "b")
  }

  @Test func jobsMakeNoDifference() async throws {
    let texts = (0..<40).map { "text \($0)" }
    #expect(try await probe("lines", texts) == [])
    #expect(
      try await probe("remember", texts)
        == ["records are others with four jobs than with one: a stage remembers earlier documents"])
  }
}
