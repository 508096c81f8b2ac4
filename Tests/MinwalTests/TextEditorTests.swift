import Minwal
import MinwalTestSupport
import Testing

private let reasons = [Reason("first", "One."), Reason("second", "Two."), Reason("third", "Three.")]

/// What a random run of edits should have led to.
private struct Expectation {
  var text = ""
  var counts: [String: Int] = [:]
  var hasChanged = false
}

/// Edits a document at random, keeping beside it what must come out.
private func edit(_ document: inout Document, _ random: inout SeededGenerator) throws -> Expectation {
  var expected = Expectation()
  let source = Array(String(document.text).unicodeScalars)
  try document.edit { editor in
    var index = 0
    var offset = 0
    while index < source.count, random.below(12) > 0 {
      let end = min(source.count, index + random.below(5))
      let piece = String(String.UnicodeScalarView(source[index..<end]))
      offset += piece.utf8.count
      let reason = random.pick(reasons)
      switch random.below(4) {
      case 0:
        editor.remove(upTo: offset, reason)
        if index < end { expected.note(reason) }
      case 1:
        let replacement = random.string(3, of: ["x", "ب", "😀", ""])
        editor.replace(upTo: offset, with: replacement, reason)
        expected.text += replacement
        expected.note(reason)
      case 2:
        editor.replace(upTo: offset, with: "é".utf8.span, reason)
        expected.text += "é"
        expected.note(reason)
      default:
        editor.keep(upTo: offset)
        expected.text += piece
      }
      #expect(editor.position == offset)
      index = end
    }
    expected.text += String(String.UnicodeScalarView(source[index...]))
  }
  return expected
}

extension Expectation {
  fileprivate mutating func note(_ reason: Reason) {
    counts[reason.name, default: 0] += 1
    hasChanged = true
  }
}

/// The text after a pass, put together from the text before, the text after and the recorded edits.
private func replay(_ pass: EditTrace.Pass, on before: [UInt8], producing after: [UInt8]) -> [UInt8]? {
  var result: [UInt8] = []
  var position = 0
  for edit in pass.edits {
    guard edit.source.lowerBound >= position, edit.output.upperBound <= after.count else { return nil }
    result += before[position..<edit.source.lowerBound]
    guard result.count == edit.output.lowerBound else { return nil }
    result += after[edit.output]
    position = edit.source.upperBound
  }
  return result + before[position...]
}

@Suite struct TextEditorTests {
  @Test(arguments: 0..<20 as Range<UInt64>) func randomEdits(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    for _ in 0..<50 {
      let text = random.string(30, of: ["a", "b ", "كتاب", "日本", "😀", "\n"])
      var traced = Document(text: text)
      traced.startTracing()
      traced.update(Sentences.self) { layer, text in layer.ranges.append(0..<text.count) }
      traced.set(TranslationUnits())
      var plain = traced
      plain = Document(text: text)
      let passes = 1 + random.below(3)
      var counts: [String: Int] = [:]
      var changes = 0
      for _ in 0..<passes {
        let before = Array(String(traced.text).utf8)
        var same = random
        let expected = try edit(&traced, &random)
        _ = try edit(&plain, &same)
        #expect(String(traced.text) == expected.text)
        #expect(plain.text == traced.text)
        counts.merge(expected.counts, uniquingKeysWith: +)
        if expected.hasChanged {
          changes += 1
          let pass = try #require(traced.trace?.passes.last)
          #expect(pass.edits.count == expected.counts.values.reduce(0, +))
          #expect(replay(pass, on: before, producing: Array(expected.text.utf8)) == Array(expected.text.utf8))
        }
      }
      #expect(traced.trace?.passes.count == changes)
      #expect(plain.trace == nil)
      #expect(Dictionary(uniqueKeysWithValues: traced.tally.counts.map { ($0.name, $0.count) }) == counts)
      #expect((traced[Sentences.self] == nil) == (changes > 0))
      #expect(traced[TranslationUnits.self] != nil)
    }
  }

  @Test(arguments: [
    ("backwards", 2, 1), ("past the end", 0, 7), ("into a character", 0, 1),
  ]) func impossibleEditsThrow(_ name: String, _ first: Int, _ second: Int) {
    var document = Document(text: "أبc")
    document.set(Sentences())
    #expect(throws: StageError.self) {
      try document.edit { editor in
        editor.remove(upTo: first, reasons[0])
        editor.keep(upTo: second)
        editor.remove(upTo: 5, reasons[0])
      }
    }
    #expect(String(document.text) == "أبc")
    #expect(document[Sentences.self] != nil)
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    var document = Document(text: "abc")
    #expect(throws: StageError.self) {
      try document.edit { $0.replace(upTo: 1, with: [0xC3].span, reasons[0]) }
    }
    #expect(String(document.text) == "abc")
  }

  /// A stage may catch the error of one edit and go on.
  @Test func aFailedEditKeepsTheEarlierCounts() throws {
    struct Trouble: Error {}
    var document = Document(text: "abc")
    try document.edit { $0.remove(upTo: 1, reasons[0]) }
    #expect(throws: Trouble.self) {
      try document.edit { editor in
        editor.remove(upTo: 1, reasons[1])
        throw Trouble()
      }
    }
    #expect(String(document.text) == "bc")
    try document.edit { $0.remove(upTo: 1, reasons[0]) }
    #expect(document.tally.counts.first?.name == "first")
    #expect(document.tally.counts.first?.count == 2)
  }

  @Test func replacesTheTextAsAWhole() throws {
    var document = Document(text: "abc")
    document.set(Sentences())
    try document.replaceText { _, _, _ in false }
    #expect(String(document.text) == "abc" && document[Sentences.self] != nil)
    try document.replaceText { source, output, tally in
      output.append(source.span)
      output.append("!")
      tally.add(reasons[0], 3)
      tally.add(reasons[1], 0)
      return true
    }
    #expect(String(document.text) == "abc!" && document[Sentences.self] == nil)
    #expect(document.tally.counts.map(\.count) == [3])
  }
}

@Suite struct ReasonTallyTests {
  @Test func addsUp() {
    var tally = ReasonTally()
    tally.add(reasons[0])
    tally.add(name: "second", 2)
    var other = ReasonTally()
    other.add(reasons[1], 5)
    other.add(reasons[2])
    tally.merge(other)
    #expect(tally.counts.map(\.name) == ["first", "second", "third"])
    #expect(tally.counts.map(\.count) == [1, 7, 1])
    tally.removeAll()
    #expect(tally.counts.isEmpty)
  }

  @Test func aWholeTextThatIsNotUTF8IsRefused() {
    var document = Document(text: "abc")
    #expect(throws: StageError.self) {
      try document.replaceText { _, output, _ in
        output.append(0xFF)
        return true
      }
    }
    #expect(String(document.text) == "abc")
  }
}
