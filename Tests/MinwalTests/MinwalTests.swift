import Minwal
import MinwalTestSupport
import Testing

/// A stage that shows each kind of option, and removes vowels.
struct Devowel: Stage {
  enum Mode: String, OptionChoice {
    case lower
    case both
    var help: String { self == .lower ? "Lower-case vowels only." : "All vowels." }
  }
  struct Options: StageOptions {
    @Option("Which vowels.") var mode = Mode.both
    @Option("How many at most.", unit: "letters", in: 1...50) var maxCount = 10
    @Option("A share.", in: 0...1) var ratio: Double? = nil
    @Option("Words to spare.") var spare: [String] = []
    @Option("Who it is for.") var owner: String
    init() {}
    func validate(_ problems: inout OptionProblems) {
      if ratio != nil && problems.isGiven("max-count") {
        problems.error("ratio", "'ratio' and 'max-count' exclude each other")
      }
      if mode == .lower && !spare.isEmpty { problems.warning("spare", "'spare' has no effect with mode: lower") }
    }
  }
  static let vowel = Reason("vowel", "A vowel.")
  static let spec = StageSpec("devowel", "Removes vowels.", changesText: true, reasons: [vowel])
  let options: Options
  init(_ options: Options, _ context: StageContext) { self.options = options }
  mutating func process(_ document: inout Document) throws -> Verdict {
    try document.edit { editor in
      var left = options.maxCount
      for position in 0..<editor.source.count where "aeiou".utf8.contains(editor.source.buffer[position]) && left > 0 {
        editor.keep(upTo: position)
        editor.remove(upTo: position + 1, Self.vowel)
        left -= 1
      }
    }
    return .keep
  }
}

@Suite struct StageOptionsTests {
  @Test func readsGivenValuesAndDefaults() throws {
    let stage = try makeStage(Devowel.self, .options(["mode": "lower", "ratio": 0.5, "owner": "me"]))
    #expect(stage.options.mode == .lower)
    #expect(stage.options.ratio == 0.5)
    #expect(stage.options.maxCount == 10)
    #expect(stage.options.owner == "me")
  }

  @Test func declaresEachOptionOnce() {
    let declarations = Devowel.Options.declarations
    #expect(declarations.map(\.name) == ["mode", "max-count", "ratio", "spare", "owner"])
    #expect(declarations[1].rangeDescription == "1 to 50 letters")
    #expect(declarations[1].defaultDescription == "10")
    #expect(declarations[4].isRequired)
    #expect(declarations.map(\.defaultValue) == ["both", 10, ConfigNode(.null), [], nil])
    #expect(declarations[1].minimum == 1 && declarations[1].maximum == 50)
    #expect(declarations.map(\.type.allowsNull) == [false, false, true, false, false])
  }

  @Test(
    arguments: [
      (["owner": "x", "max-cuont": 3], "unknown-option", "did you mean 'max-count'?"),
      (["owner": "x", "max-count": 99], "out-of-range", "expected 1 to 50 letters"),
      (["owner": "x", "max-count": "a"], "wrong-type", ""),
      (["owner": "x", "mode": "bots"], "unknown-choice", "did you mean 'both'?"),
      (["owner": "x", "spare": "a"], "wrong-type", "for a list of one, write [a]"),
      ([:], "missing-option", "owner: Who it is for."),
      (["owner": "x", "max-count": 3, "ratio": 0.1], "conflicting-options", ""),
    ] as [(KeyValuePairs<String, ConfigNode>, String, String)])
  func reports(_ options: KeyValuePairs<String, ConfigNode>, code: String, note: String) {
    let error = #expect(throws: Diagnostics.self) { try makeStage(Devowel.self, .options(options)) }
    #expect(error?.all.map(\.code.rawValue) == [code])
    if !note.isEmpty { #expect(error?.all.first?.notes.map(\.message).contains(note) == true) }
  }
}

@Suite struct DocumentTests {
  @Test func editsRemoveWithReasonsAndDropLayers() throws {
    var stage = try makeStage(Devowel.self, .options(["owner": "x"]))
    var document = Document(text: "banana split")
    document.startTracing()
    document.update(Sentences.self) { layer, text in layer.ranges.append(0..<text.count) }
    _ = try stage.process(&document)
    #expect(String(document.text) == "bnn splt")
    #expect(document[Sentences.self] == nil)
    #expect(document.tally.counts.map(\.count) == [4])
    #expect(document.trace?.passes.first?.edits.map(\.source) == [1..<2, 3..<4, 5..<6, 10..<11])
  }

  @Test func anEditThatChangesNothingKeepsLayers() throws {
    var document = Document(text: "xyz")
    document.update(Sentences.self) { layer, text in layer.ranges.append(0..<text.count) }
    try document.edit { $0.keep(upTo: 2) }
    #expect(document.sentenceTexts == ["xyz"])
  }

  @Test func anImpossibleEditLeavesTheTextAlone() {
    var document = Document(text: "أب")
    #expect(throws: StageError.self) { try document.edit { $0.remove(upTo: 1, Reason("x", "")) } }
    #expect(String(document.text) == "أب")
  }

  @Test func countsWhatIsRemovedMost() throws {
    var counts = RemovalCounts()
    for round in 0..<3 {
      var document = Document()
      for number in 0..<5000 {
        document.reset(id: "d", index: number) { $0.append("menu\nrare \(round) \(number)\n") }
        try document.edit { editor in
          editor.remove(upTo: 5, Reason("a", ""))
          editor.remove(upTo: editor.source.count, Reason("b", ""))
        }
        counts.merge(document.tally.removals)
      }
    }
    #expect(counts.top(1).map { "\($0.text) \($0.count)" } == ["menu 15000"])
    #expect(counts.top(.max).count <= RemovalCounts.limit)
  }
}
