import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import TranslatePlugin

@Suite(.timeLimit(.minutes(60))) struct TranslateTests {
  static let hasApertium = ProgramProblem("apertium", in: "") == nil

  private func stage(_ options: KeyValuePairs<String, ConfigNode>, folder: String = ".") throws -> Translate {
    let scope = OptionScope(folder: folder)
    let making = StageType.batch(Translate.self).make(.options(options), in: scope, at: nil, StageContext())
    guard case .batch(let stage as Translate)? = making?.made else { throw Diagnostics(scope.diagnostics) }
    return stage
  }

  private func titled(_ titles: [String], _ language: Language = .english) -> [Document] {
    titles.enumerated().map { index, title in
      var document = Document(id: "d\(index)", text: "x")
      document.title = title
      document.language = language
      return document
    }
  }

  private func targets(_ documents: [Document]) -> [String?] {
    documents.map { $0[TranslationUnits.self]?.units.first?.target }
  }

  @Test func aProgramTranslates() throws {
    var stage = try stage(["to": "es", "of": ["title"], "run": ["sed", "s/^/{from}-{to} /"]])
    #expect(stage.flow.needs == [] && stage.flow.gives == [.units])
    var documents = titled(["One", "two\nlines", "a \u{1E} b"]) + titled(["Un"], .french)
    #expect(try stage.process(&documents).allSatisfy { (try? $0.get()) != nil })
    #expect(targets(documents) == ["en-es One", "en-es two\nen-es lines", "en-es a \u{1E} b", "fr-es Un"])
  }

  @Test func aProgramThatFailsCostsWhatItFailsOn() throws {
    var stage = try stage([
      "to": "es", "of": ["title"],
      "run": ["sh", "-c", "input=$(cat); case $input in *bad*) exit 2;; esac; printf '%s\\n' \"$input\""],
    ])
    var documents = titled(["one", "bad", "three"])
    let verdicts = try stage.process(&documents)
    #expect((try? verdicts[0].get()) != nil && (try? verdicts[2].get()) != nil)
    let error = #expect(throws: StageError.self) { try verdicts[1].get() }
    #expect(error?.message.contains("ended with code 2") == true)
  }

  @Test func theLanguageMustBeKnownWhereItIsNamed() throws {
    var stage = try stage(["to": "es", "of": ["title"], "run": ["sed", "s/^/{from} /"]])
    var documents = titled(["1"], .undetermined)
    let verdicts = try stage.process(&documents)
    let error = #expect(throws: StageError.self) { try verdicts[0].get() }
    #expect(error?.code == "unknown-language")
  }

  /// A memory that cannot be used ends the run, and costs no document.
  @Test func aMemoryThatIsNoneIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "This is no database. ", count: 100), to: "tm.sqlite")
    var stage = try stage(
      ["to": "es", "of": ["title"], "run": ["cat"], "memory": "tm.sqlite"], folder: folder.url.path)
    var documents = titled(["one"])
    let error = #expect(throws: StageError.self) { try stage.process(&documents) }
    #expect(error?.code == "stage-unavailable" && error?.message.contains("'tm.sqlite' cannot be used") == true)
  }

  @Test(
    arguments: [
      (["to": "es"], [.conflictingOptions], "expected 'run'"),
      (["to": "es", "run": ["cat"], "url": "http://x"], [.conflictingOptions], nil),
      (["to": "es", "url": "example.org"], [.conflictingOptions], "expected http://… or https://…"),
      (["to": "es", "from": "es", "run": ["cat"]], [.conflictingOptions], nil),
      (["to": "es", "run": ["cat"], "of": ["title", "title"]], [.conflictingOptions], nil),
      (
        ["to": "es", "url": "http://x", "key-variable": "MINWAL_NO_SUCH_VARIABLE"], [Diagnostic.Code("unset-variable")],
        nil
      ),
      (["to": "es", "run": ["nosuchprogram"]], [.missingProgram], nil),
      (["to": "es", "url": "http://x", "rate": 0], [.outOfRange], nil),
    ] as [(KeyValuePairs<String, ConfigNode>, [Diagnostic.Code], String?)])
  func optionsAreChecked(
    _ options: KeyValuePairs<String, ConfigNode>, _ codes: [Diagnostic.Code], _ note: String?
  ) {
    let error = #expect(throws: Diagnostics.self) { _ = try stage(options) }
    #expect(error?.all.map(\.code) == codes, "\(error?.all ?? [])")
    if let note { #expect(error?.all.flatMap(\.notes).contains { $0.message.contains(note) } == true) }
  }

  @Test func requestsHaveTheirTurns() {
    let limiter = RateLimiter(perSecond: 4)
    let start: UInt64 = 1_000_000_000
    #expect((0..<3).map { _ in limiter.delay(at: start) } == [0, 250_000_000, 500_000_000])
    // Turns that nobody took are not made up for.
    #expect(limiter.delay(at: start + 10_000_000_000) == 0)
    #expect(limiter.delay(at: start + 10_000_000_000) == 250_000_000)
    #expect(RateLimiter(perSecond: nil).delay(at: start) == 0)
  }

  @Test(.enabled(if: hasApertium, "apertium is not installed (Debian's package apertium-eng-spa)"))
  func apertiumTranslates() throws {
    var stage = try stage(["to": "es", "of": ["title"], "run": ["apertium", "-u", "eng-spa"]])
    var documents = titled(["The harbour was quiet.", "Where is the market?", "The boats sleep.\nAnd the gulls."])
    #expect(try stage.process(&documents).allSatisfy { (try? $0.get()) != nil })
    let found = targets(documents).map { $0 ?? "" }
    #expect(found[0] == "El puerto era tranquilo.")
    #expect(found[1].hasPrefix("Dónde es") && found[2].hasSuffix("Y las gaviotas."), "\(found)")
  }
}
