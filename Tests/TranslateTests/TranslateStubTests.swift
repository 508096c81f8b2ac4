import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import TranslatePlugin

/// A document of three sentences with a title, whose summary is the first and the third.
func report(id: String = "doc") -> Document {
  let sentences = ["The harbour was closed.", "Ships waited.", "The harbour was closed."]
  var document = Document(id: id, text: sentences.joined(separator: "\n"))
  document.title = "Harbour closed"
  document.language = .english
  document.update(Sentences.self) { layer, _ in
    var start = 0
    for sentence in sentences {
      layer.ranges.append(start..<(start + sentence.utf8.count))
      start += sentence.utf8.count + 1
    }
  }
  let all = document[Sentences.self]?.ranges ?? TextRanges()
  document.update(Summary.self) { layer, _ in for index in [0, 2] { layer.ranges.append(all[index]) } }
  return document
}

func units(_ options: KeyValuePairs<String, ConfigNode>, of document: Document = report()) throws -> [TranslationUnit] {
  var stage = try makeStage(TranslateStub.self, .options(options))
  var document = document
  _ = try stage.process(&document)
  return try #require(document[TranslationUnits.self]).units
}

/// Writes a file for the time of a test.
func withFile<Result>(_ contents: String, _ body: (String) throws -> Result) throws -> Result {
  let path = NSTemporaryDirectory() + "minwal-glossary-\(UUID().uuidString).csv"
  try Data(contents.utf8).write(to: URL(filePath: path))
  defer { try? FileManager.default.removeItem(atPath: path) }
  return try body(path)
}

@Suite struct TranslateStubTests {
  @Test(
    arguments: [
      (["summary"], ["The harbour was closed.", "The harbour was closed."]),
      (["title", "summary"], ["Harbour closed", "The harbour was closed.", "The harbour was closed."]),
      (["sentences"], ["The harbour was closed.", "Ships waited.", "The harbour was closed."]),
      (["title"], ["Harbour closed"]),
    ])
  func makesUnitsOfParts(_ parts: [String], sources: [String]) throws {
    let units = try units(["to": "ar", "of": .init(.sequence(parts.map { .init(.string($0)) }))])
    #expect(units.map(\.source) == sources)
    #expect(units.allSatisfy { $0.state == .initial && $0.target == nil })
    #expect(units.allSatisfy { $0.sourceLanguage == .english && $0.targetLanguage == .arabic })
    #expect(Set(units.map(\.id)).count == units.count)
  }

  @Test(
    arguments: [
      (["title", "sentences"], ["title", "sentences", "sentences"]),
      (["sentences", "title"], ["sentences", "sentences", "sentences"]),
      (["title", "summary"], ["title", "summary"]), (["title"], ["title"]),
      (["sentences"], ["sentences", "sentences", "sentences"]),
    ])
  func aTitleThatIsTheFirstSentenceIsOneUnit(_ parts: [String], _ kinds: [String]) throws {
    for title in ["The harbour was closed.", " The\tharbour  was closed.\n"] {
      var document = report()
      document.startTracing()
      document.title = title
      let units = try units(
        ["to": "ar", "of": .init(.sequence(parts.map { .init(.string($0)) }))], of: document)
      #expect(units.map { String($0.id.prefix { $0 != "-" }) } == kinds)
      #expect(parts.count == 1 || units[0].origin != nil, "where it lies in the text is known")
    }
    // Another sentence, or less of it, is something else.
    for title in ["Ships waited.", "The harbour was closed", "The harbour was closed. Ships"] {
      var document = report()
      document.title = title
      #expect(try units(["to": "ar", "of": ["title", "sentences"]], of: document).count == 4)
    }
  }

  @Test func identifiersAreStable() throws {
    let options: KeyValuePairs<String, ConfigNode> = ["to": "ar", "of": ["sentences", "summary"]]
    let first = try units(options)
    #expect(try units(options) == first)
    #expect(first[2].id == first[0].id + "-2")
    #expect(first[3].id != first[0].id, "another part")
    #expect(Set(try units(options, of: report(id: "other")).map(\.id)).isDisjoint(with: first.map(\.id)))
    #expect(Set(try units(["to": "fr", "of": ["sentences"]]).map(\.id)).isDisjoint(with: first.map(\.id)))
    // Written down, so that a change of the scheme is noticed: translators' work hangs on these.
    #expect(first[0].id == "sentences-7320aa72e6d2b1cd")
  }

  @Test func maySeveralTimesGiveUnits() throws {
    var document = report()
    for target in ["ar", "fr", "fr"] {
      var stage = try makeStage(TranslateStub.self, .options(["to": .init(.string(target))]))
      _ = try stage.process(&document)
    }
    let units = try #require(document[TranslationUnits.self]).units
    #expect(units.count == 6)
    #expect(Set(units.map(\.id)).count == 6)
  }

  @Test func needsTheLayersOfItsParts() throws {
    func needs(_ parts: [ConfigNode]) throws -> [String] {
      let scope = OptionScope(folder: ".")
      let entries = [ConfigNode.Entry("to", "ar"), .init("of", .init(.sequence(parts)))]
      let options = try #require(TranslateStub.Options.decode(entries, in: scope))
      return TranslateStub.flow(with: options).needs.map(\.name)
    }
    #expect(try needs(["title"]) == [])
    #expect(try needs(["sentences"]) == ["sentences"])
    #expect(try needs(["title", "summary"]) == ["sentences", "summary"])
  }

  @Test func takesTheLanguageOfTheRecipe() throws {
    var stage = try makeStage(TranslateStub.self, .options(["to": "ar", "of": ["title"]]), language: .french)
    var document = Document(id: "x", text: "")
    document.title = "Bonjour"
    _ = try stage.process(&document)
    #expect(document[TranslationUnits.self]?.units.first?.sourceLanguage == .french)
    #expect(throws: Diagnostic.self) {
      try makeStage(TranslateStub.self, .options(["to": "ar"]), language: .arabic)
    }
  }

  @Test(
    arguments: [
      ([:], "missing-option"), (["to": "ar", "from": "ar"], "conflicting-options"),
      (["to": "ar", "fill": "glossary"], "conflicting-options"), (["to": "ar", "of": []], "conflicting-options"),
      (["to": "ar", "of": ["title", "title"]], "conflicting-options"),
      (["to": "ar", "of": ["titel"]], "unknown-choice"),
      (["to": "ar", "of": "title"], "wrong-type"), (["to": "ar", "glossary": "none-such.csv"], "missing-file"),
    ] as [(KeyValuePairs<String, ConfigNode>, String)])
  func reports(_ options: KeyValuePairs<String, ConfigNode>, code: String) {
    let error = #expect(throws: Diagnostics.self) { try makeStage(TranslateStub.self, .options(options)) }
    #expect(error?.all.map(\.code.rawValue) == [code])
  }

  @Test(arguments: ["none", "pseudo"])
  func warnsOfAGlossaryWithoutEffect(_ fill: String) throws {
    try withFile("a,b\n") { path in
      let scope = OptionScope(folder: ".")
      let entries = [
        ConfigNode.Entry("to", "ar"), .init("fill", .init(.string(fill))), .init("glossary", .init(.string(path))),
      ]
      #expect(TranslateStub.Options.decode(entries, in: scope) != nil)
      #expect(scope.diagnostics.map(\.severity) == [.warning])
    }
  }

  @Test func fillsFromAGlossary() throws {
    try withFile("source,target\nharbour,ميناء\nharbour closed,إغلاق الميناء\n") { path in
      let units = try units([
        "to": "ar", "of": ["title", "sentences"], "fill": "glossary", "glossary": .init(.string(path)),
      ])
      #expect(units.map(\.target) == ["إغلاق الميناء", "The ميناء was closed.", nil, "The ميناء was closed."])
      #expect(units.map(\.state) == [.translated, .initial, .initial, .initial])
    }
  }

  @Test func warnsOfPrefixesWithoutAGlossary() {
    let scope = OptionScope(folder: ".")
    #expect(TranslateStub.Options.decode([.init("to", "de"), .init("prefixes", "arabic")], in: scope) != nil)
    #expect(scope.diagnostics.map(\.code.rawValue) == ["no-effect"])
  }

  @Test func reportsProblemsOfTheGlossaryAtItsLines() throws {
    try withFile("# terms\nharbour,ميناء\nميناء, \nship\n\"open\n") { path in
      let error = #expect(throws: Diagnostics.self) {
        try makeStage(TranslateStub.self, .options(["to": "ar", "fill": "glossary", "glossary": .init(.string(path))]))
      }
      let problems = error?.all ?? []
      #expect(problems.map(\.code.rawValue) == ["bad-resource", "bad-resource", "bad-resource"])
      #expect(problems.map { $0.range?.file } == [path, path, path])
      #expect(problems.map { $0.range?.line } == [3, 4, 5])
      #expect(problems.map { $0.range?.column } == [7, 1, 1])
    }
  }
}
