import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import SegmentPlugin

@Suite struct SegmentTests {
  @Test(arguments: ["", " ", "\n\n", "\u{0}", "\u{3000}\r\n"])
  func acceptsTextsWithoutSentences(_ text: String) throws {
    let expected = text == "\u{0}" ? ["\u{0}"] : []
    #expect(try run(Segment.self, on: text).sentenceTexts == expected)
  }

  @Test(
    arguments: [
      ("sentence", "One two\nthree. |Four", ["One two", "three.", "Four"]),
      (
        "paragraph", "One two\nthree. |Four\n \nFive\n- six\n• seven\n1. eight",
        [
          "One two\nthree.", "Four", "Five\n- six", "• seven", "1. eight",
        ]
      ),
      ("space", "One two\nthree. |Four\n\nfive", ["One two\nthree.", "Four\n\nfive"]),
    ] as [(ConfigNode, Marked, [String])])
  func readsLineBreaks(_ lineBreaks: ConfigNode, _ text: Marked, _ expected: [String]) throws {
    #expect(try text.found(.english, .options(["line-breaks": lineBreaks])) == expected)
  }

  @Test(
    arguments: [
      ("sentence", ["One.\u{A0}Two", "three", "Four"]), ("paragraph", ["One.\u{A0}Two\r\nthree", "Four"]),
      ("space", ["One.\u{A0}Two\r\nthree\r\n\t\r\nFour"]),
    ] as [(ConfigNode, [String])])
  func findsParagraphs(_ lineBreaks: ConfigNode, _ expected: [String]) throws {
    let document = try run(
      Segment.self, .options(["unit": "paragraphs", "line-breaks": lineBreaks]),
      on: "  One.\u{A0}Two\r\nthree\r\n\t\r\nFour ")
    let ranges = try #require(document[Paragraphs.self]).ranges
    #expect(ranges.map { document.text.string(in: $0) } == expected)
    #expect(document[Sentences.self] == nil)
  }

  @Test func saysWhichLayerItGives() throws {
    #expect(Segment.flow(with: Segment.Options()).gives == [.sentences])
    var options = Segment.Options()
    options.unit = .paragraphs
    #expect(Segment.flow(with: options).gives == [.paragraphs])
  }

  @Test func takesMoreAbbreviations() throws {
    let text: Marked = "The Abk. Xyz is new. |It works."
    #expect(try text.found(.english).count == 3)
    #expect(try text.found(.english, .options(["abbreviations": ["Abk."]])) == text.sentences)
    let spaced: Marked = "Er sagt i. S. d. Gesetzes nichts. |Sie auch."
    #expect(try spaced.found(.german, .options(["abbreviations": ["i. S. d."]])) == spaced.sentences)
  }

  @Test(
    arguments: [
      (
        40, "one two three four five six seven eight nine ten",
        [
          "one two three four five six seven eight", "nine ten",
        ]
      ),
      (
        40, String(repeating: "ب", count: 50),
        [String(repeating: "ب", count: 20), String(repeating: "ب", count: 20), String(repeating: "ب", count: 10)]
      ),
      (40, "Short. Also short.", ["Short.", "Also short."]),
    ])
  func cutsWhatIsTooLong(_ limit: Int, _ text: String, _ expected: [String]) throws {
    let options: [ConfigNode.Entry] = .options(["max-length": .init(.int(limit))])
    #expect(try run(Segment.self, options, on: text).sentenceTexts == expected)
  }

  @Test func theOptionComesBeforeTheDocumentAndThatBeforeTheRecipe() throws {
    // Only German has ordinals, and only English begins sentences in lower case.
    let text = "Am 3. Oktober kam er abends. danach ging er."
    func count(option: String?, document: Language?, recipe: Language?) throws -> Int {
      let options: [ConfigNode.Entry] = option.map { .options(["language": .init(.string($0))]) } ?? []
      var stage = try makeStage(Segment.self, options, language: recipe)
      var value = Document(text: text)
      value.language = document
      _ = try stage.process(&value)
      return value.sentenceTexts.count
    }
    #expect(try count(option: nil, document: nil, recipe: nil) == 1)
    #expect(try count(option: nil, document: nil, recipe: .english) == 3)
    #expect(try count(option: nil, document: .german, recipe: .english) == 1)
    #expect(try count(option: "en", document: .german, recipe: .german) == 3)
  }

  @Test func oneWorkerTakesAllLanguagesInTurn() throws {
    var stage = try makeStage(Segment.self)
    for _ in 0..<2 {
      for (text, count) in [("قال د. سامي نعم. ثم مضى.", 2), ("He met Dr. Brown at the door. It was late.", 2)] {
        var document = Document(text: text)
        _ = try stage.process(&document)
        #expect(document.sentenceTexts.count == count)
      }
    }
  }

  @Test func saysWhatHasNoEffect() throws {
    let scope = OptionScope(folder: ".")
    _ = Segment.Options.decode(
      .options(["unit": "paragraphs", "abbreviations": ["x"]]), in: scope, owner: .stage("segment"))
    #expect(scope.diagnostics.map(\.code) == [.noEffect])
  }
}

@Suite struct LanguageFileTests {
  @Test func everyFileIsListed() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Plugins/Segment/Languages")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { $0.replacing(".txt", with: "") }
    #expect(names.sorted() == LanguageFile.languages.map(\.rawValue))
    for file in LanguageFile.resources() {
      #expect(try Array(Data(contentsOf: folder.appending(path: "\(file.name).txt"))) == file.contents, "\(file.name)")
    }
  }

  @Test(arguments: LanguageFile.languages)
  func isAsTheFormatSays(_ language: Language) throws {
    let resource = try #require(LanguageFile.resources().first { $0.name == language.rawValue })
    let (rules, badLine) = LanguageRules.parse(String(decoding: resource.contents, as: UTF8.self))
    #expect(rules != nil, "line \(badLine)")
  }

  @Test func aWordMayMeanAnotherThingWithACapital() throws {
    let rules = try #require(LanguageRules.parse("inner: Abc\nbefore-number: abc\nstarters: The").rules)
    func traits(_ word: String) -> WordTable.Traits {
      let text = Text(word)
      return rules.words[TextReader(text.span), 0..<text.count]
    }
    #expect(traits("Abc") == [.inner, .beforeNumber])
    #expect(traits("abc") == .beforeNumber)
    #expect(traits("the") == .starter)
  }

  @Test(arguments: [("inner:", 1), ("# x\nwords: a", 2), ("ordinals: maybe", 1), ("quotes-hold: « »", 1)])
  func reportsTheLineThatIsNot(_ contents: String, _ line: Int) {
    let (rules, badLine) = LanguageRules.parse(contents)
    #expect(rules == nil)
    #expect(badLine == line)
  }
}
