import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import SummarizePlugin

/// A document with a sentence a line.
func document(_ sentences: [String], title: String? = nil, language: Language? = nil) -> Document {
  var text = ""
  var ranges: [Range<Int>] = []
  for sentence in sentences {
    let start = text.utf8.count
    text += sentence
    ranges.append(start..<text.utf8.count)
    text += "\n"
  }
  var document = Document(id: "test", text: text)
  document.title = title
  document.language = language
  document.update(Sentences.self) { layer, _ in for range in ranges { layer.ranges.append(range) } }
  return document
}

/// The positions of the sentences chosen.
func summary(
  of sentences: [String], title: String? = nil, language: Language? = nil,
  _ options: KeyValuePairs<String, ConfigNode> = [:]
) throws -> [Int] {
  var stage = try makeStage(Summarize.self, .options(options))
  var document = document(sentences, title: title, language: language)
  _ = try stage.process(&document)
  let all = try #require(document[Sentences.self]).ranges
  return try #require(document[Summary.self]).ranges.compactMap { all.firstIndex(of: $0) }
}

let flood = [
  "أعلنت السلطات المحلية أن الفيضانات غمرت أحياء واسعة من المدينة الساحلية.",
  "وقال عمدة المدينة إن فرق الإنقاذ نقلت مئات السكان من الأحياء التي غمرتها الفيضانات.",
  "وفي سياق آخر افتتح معرض للكتاب أبوابه أمام الزوار في العاصمة.",
  "وأوضحت فرق الإنقاذ أن الفيضانات قطعت الطرق بين المدينة والقرى المجاورة.",
  "ودعت السلطات السكان إلى البقاء في بيوتهم حتى تنحسر مياه الفيضانات.",
  "نعم.",
]

@Suite struct SummarizeTests {
  @Test(arguments: Summarize.Method.allCases)
  func givesSentencesInTheirOrder(_ method: Summarize.Method) throws {
    let chosen = try summary(of: flood, ["method": .init(.string(method.rawValue))])
    #expect(chosen.count == 3)
    #expect(chosen == chosen.sorted())
    #expect(!chosen.contains(5))
  }

  @Test(arguments: [Summarize.Method.textrank, .luhn])
  func passesOverWhatIsAside(_ method: Summarize.Method) throws {
    #expect(!(try summary(of: flood, ["method": .init(.string(method.rawValue))])).contains(2))
  }

  @Test func leadTakesTheFirst() throws {
    #expect(try summary(of: flood, ["method": "lead", "sentences": 2]) == [0, 1])
  }

  @Test(
    arguments: [(["ratio": 0.4], 2), (["ratio": 1], 6), (["ratio": 0.01], 1), (["sentences": 50], 6)]
      as [(KeyValuePairs<String, ConfigNode>, Int)])
  func choosesAsManyAsAsked(_ options: KeyValuePairs<String, ConfigNode>, count: Int) throws {
    #expect(try summary(of: flood, options).count == count)
  }

  @Test func staysWithinABudgetOfWords() throws {
    let sentences = ["one two three four five", "red orange yellow green blue violet", "six seven eight nine ten"]
    #expect(try summary(of: sentences, ["method": "lead", "words": 9]) == [0])
    #expect(
      try summary(of: sentences, ["method": "lead", "words": 10]) == [0, 2],
      "one that does not fit makes room for others")
    #expect(try summary(of: sentences, ["method": "lead", "words": 16]) == [0, 1, 2])
    #expect(try summary(of: sentences, ["method": "lead", "words": 2]) == [0], "the best one, even if longer")
  }

  @Test func choosesShortSentencesLast() throws {
    let sentences = ["Yes.", "The harbour was closed on Monday.", "No.", "Ships waited outside the harbour."]
    #expect(try summary(of: sentences, ["sentences": 2]) == [1, 3])
    #expect(try summary(of: sentences, ["sentences": 3]) == [0, 1, 3])
    #expect(try summary(of: ["Yes.", "No."], ["sentences": 1]) == [0], "there is nothing else")
  }

  @Test func choosesNothingWithoutLetters() throws {
    #expect(try summary(of: ["1.", "The harbour was closed on Monday.", "* * *"]) == [1])
    #expect(try summary(of: ["1.", "2."]) == [0, 1], "there is nothing else")
  }

  @Test func doesNotChooseTheTitle() throws {
    let sentences = ["Harbour closed", "The harbour was closed on Monday.", "Ships waited outside of it."]
    #expect(try summary(of: sentences, title: "HARBOUR CLOSED!") == [1, 2])
    #expect(try summary(of: ["إغلاق المِيناء"], title: "اغلاق الميناء") == [0], "there is nothing else")
  }

  @Test func favoursTheTitlesWords() throws {
    let sentences = [
      "Visitors walked along the quiet river bank.", "Engineers repaired a bridge over some street.",
      "Farmers sold apples beside their green orchard.", "Children painted walls behind some old school.",
    ]
    let more = sentences + (0..<6).map { "Nobody here mentioned subject number \($0) again today." }
    #expect(!(try summary(of: more, language: .english, ["sentences": 2])).contains(2))
    #expect(try summary(of: more, title: "Apples of the orchard", language: .english, ["sentences": 2]).contains(2))
  }

  @Test func passesOverWhatWasSaidBefore() throws {
    let sentences = [
      "The harbour was closed on Monday by heavy storms.", "The HARBOUR was closed on Monday, by heavy storms!",
      "Ships had to wait outside until Tuesday.",
    ]
    #expect(try summary(of: sentences) == [0, 2])
    #expect(try summary(of: sentences, ["redundancy": 1]) == [0, 1, 2])
  }

  @Test func givesAnEmptySummaryOfNothing() throws {
    #expect(try summary(of: []) == [])
    let document = try run(Summarize.self, on: "no sentences were found")
    #expect(document[Summary.self]?.ranges == TextRanges())
  }

  @Test func readsStopWordsOfTheRecipe() throws {
    let path = NSTemporaryDirectory() + "stop-words-\(UUID().uuidString).txt"
    try Data("# ours\nharbour\nstorm\n".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let sentences = ["harbour storm harbour storm", "apple pear apple plum", "pear plum apple harbour"]
    let chosen = try summary(
      of: sentences, ["method": "luhn", "sentences": 2, "redundancy": 1, "stop-words": .init(.string(path))])
    #expect(chosen == [1, 2])
  }

  @Test(
    arguments: [
      (["sentences": 3, "ratio": 0.5], "conflicting-options"), (["ratio": 0.5, "words": 3], "conflicting-options"),
      (["ratio": 0], "out-of-range"), (["ratio": 1.5], "out-of-range"), (["sentences": 0], "out-of-range"),
      (["redundancy": 2], "out-of-range"), (["method": "lexrnk"], "unknown-choice"),
      (["stop-words": "none-such.txt"], "missing-file"),
    ] as [(KeyValuePairs<String, ConfigNode>, String)])
  func reports(_ options: KeyValuePairs<String, ConfigNode>, code: String) {
    let error = #expect(throws: Diagnostics.self) { try makeStage(Summarize.self, .options(options)) }
    #expect(error?.all.map(\.code.rawValue) == [code])
  }

  @Test func saysTwiceWhenAllThreeBudgetsAreGiven() {
    let options: KeyValuePairs<String, ConfigNode> = ["sentences": 3, "ratio": 0.5, "words": 9]
    let error = #expect(throws: Diagnostics.self) { try makeStage(Summarize.self, .options(options)) }
    #expect(error?.all.count == 2)
  }

  /// Sentences are compared within a section, so that a repetition is seen there and not beyond it; in a document that
  /// is ranked as a whole it is seen wherever it stands.
  @Test(
    arguments: Summarize.Method.allCases,
    [
      (1_000, 300, [10]), (1_001, 300, [10, 300]), (1_001, 255, [10]), (1_001, 256, [10, 256]),
      (5_000, 4_999, [10, 4_999]),
    ])
  func ranksHugeDocumentsInSections(_ method: Summarize.Method, _ example: (Int, Int, [Int])) throws {
    let (count, again, expected) = example
    var sentences = (0..<count).map { "\($0)." }
    sentences[10] = "The harbour was closed on Monday by heavy storms."
    sentences[again] = sentences[10]
    let chosen = try summary(
      of: sentences, language: .english, ["method": .init(.string(method.rawValue)), "sentences": 2])
    #expect(chosen == expected)
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func hugeDocumentsCostLinearWork() throws {
    try expectLinear(1_024) { size in
      let many = (0..<size).map { "Sentence number \($0) speaks of thing \($0 % 97) and thing \($0 % 31)." }
      let chosen = try summary(of: many, language: .english, ["sentences": 40])
      #expect(chosen.count == 40 && chosen == chosen.sorted())
    }
  }

  @Test func doesNotDependOnTheDocumentBefore() throws {
    var stage = try makeStage(Summarize.self)
    var first = document(flood)
    _ = try stage.process(&first)
    let expected = first[Summary.self]?.ranges
    var other = document((0..<300).map { "Another text \($0) with thing \($0 % 7) and more." }, language: .english)
    _ = try stage.process(&other)
    _ = try stage.process(&first)
    #expect(first[Summary.self]?.ranges == expected)
  }

  /// What has no letters is not chosen beside what has some, and nothing is left of it in the stage.
  @Test(arguments: Summarize.Method.allCases)
  func survivesHostileText(_ method: Summarize.Method) throws {
    let sentences = [
      String(repeating: "ا", count: 100_000), String(repeating: "ab ", count: 100_000), "\0\0\0", "\u{64B}\u{64B}",
      String(repeating: "猫", count: 10_000), "👩‍👩‍👧", String(repeating: "\u{640}", count: 99),
    ]
    let options: [ConfigNode.Entry] = .options(["method": .init(.string(method.rawValue))])
    var stage = try makeStage(Summarize.self, options)
    var hostile = document(sentences)
    _ = try stage.process(&hostile)
    let ranges = try #require(hostile[Sentences.self]).ranges
    #expect(hostile[Summary.self]?.ranges.map { ranges.firstIndex(of: $0) } == [0, 1, 4])
    var (after, fresh) = (document(flood), document(flood))
    _ = try stage.process(&after)
    var other = try makeStage(Summarize.self, options)
    _ = try other.process(&fresh)
    #expect(after[Summary.self]?.ranges == fresh[Summary.self]?.ranges)
  }
}
