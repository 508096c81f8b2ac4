import Minwal
import MinwalTestSupport
import Testing

private func cause(_ name: String) -> [EditTrace.Cause] { [.init(stage: "s", Reason(name, ""))] }

/// A text of letters to which a pass can be applied, with where each letter came from.
private struct Tracked {
  /// The letter, and its offset in the first text; `nil` if a pass made it.
  var letters: [(letter: UInt8, origin: Int?)]

  /// Changes the letters at random, and gives the pass that says what was done.
  mutating func change(_ random: inout SeededGenerator, _ name: String) -> EditTrace.Pass {
    var edits: [EditTrace.Edit] = []
    var result: [(UInt8, Int?)] = []
    var position = 0
    while position < letters.count || random.below(3) == 0 {
      if random.below(3) > 0, position < letters.count {
        result.append(letters[position])
        position += 1
        continue
      }
      let end = min(letters.count, position + random.below(4))
      let made = (0..<random.below(4)).map { _ in (UInt8(0x61 + random.below(26)), Int?.none) }
      guard end > position || !made.isEmpty else { continue }
      edits.append(.init(source: position..<end, output: result.count..<(result.count + made.count), cause(name)))
      result += made
      position = end
    }
    letters = result
    return EditTrace.Pass(edits)
  }
}

@Suite struct EditTraceTests {
  /// Passes that are taken together keep what both kept, and nothing else.
  @Test(arguments: 0..<30 as Range<UInt64>) func passesTakenTogetherSayTheSame(seed: UInt64) {
    var random = SeededGenerator(seed)
    for _ in 0..<40 {
      let count = random.below(25)
      var text = Tracked(letters: (0..<count).map { (UInt8(0x41 + $0 % 26), $0) })
      var whole = EditTrace.Pass()
      for pass in 0...random.below(4) { whole = whole.followed(by: text.change(&random, "pass-\(pass)")) }
      var (source, output) = (0, 0)
      var kept: [(Int, Int)] = []
      for edit in whole.edits {
        #expect(edit.source.lowerBound - source == edit.output.lowerBound - output && edit.source.lowerBound >= source)
        while source < edit.source.lowerBound {
          kept.append((source, output))
          (source, output) = (source + 1, output + 1)
        }
        #expect(!edit.causes.isEmpty)
        (source, output) = (edit.source.upperBound, edit.output.upperBound)
      }
      while source < count {
        kept.append((source, output))
        (source, output) = (source + 1, output + 1)
      }
      #expect(output == text.letters.count)
      for (source, output) in kept { #expect(text.letters[output].origin == source) }
      // A letter that all passes kept may only be lost in an edit that others around it made one.
      for (output, letter) in text.letters.enumerated() {
        guard let origin = letter.origin else { continue }
        let range = whole.source(of: output..<(output + 1))
        #expect(range.contains(origin))
        #expect(whole.output(of: origin..<(origin + 1)).contains(output))
      }
    }
  }

  @Test func mapsRangesThroughOnePass() {
    // abcdefgh → aXYdgh!
    let pass = EditTrace.Pass([
      .init(source: 1..<3, output: 1..<3, cause("replaced")), .init(source: 4..<6, output: 4..<4, cause("removed")),
      .init(source: 8..<8, output: 6..<7, cause("inserted")),
    ])
    #expect(pass.source(of: 0..<1) == 0..<1)
    #expect(pass.source(of: 2..<4) == 1..<4)
    #expect(pass.source(of: 3..<4) == 3..<4)
    #expect(pass.source(of: 3..<5) == 3..<7)
    #expect(pass.source(of: 6..<7) == 8..<8)
    #expect(pass.source(of: 0..<7) == 0..<8)
    #expect(pass.output(of: 4..<6) == 4..<4)
    #expect(pass.output(of: 3..<7) == 3..<5)
    #expect(pass.output(of: 1..<2) == 1..<3)
    #expect(pass.source(of: 0..<0) == 0..<0)
    #expect(pass.source(of: 4..<4) == 4..<4)
  }

  @Test func whatIsEmptyAtTheStartLiesBehindWhatWasRemoved() {
    let pass = EditTrace.Pass([.init(source: 0..<10, output: 0..<0, cause("removed"))])
    #expect(pass.source(of: 0..<0) == 10..<10)
    #expect(pass.source(of: 0..<1) == 10..<11)
  }

  @Test func anInsertionBesideARemovalStaysApart() {
    let removal = EditTrace.Pass([.init(source: 2..<4, output: 2..<2, cause("removed"))])
    let insertion = EditTrace.Pass([.init(source: 2..<2, output: 2..<3, cause("inserted"))])
    #expect(
      removal.followed(by: insertion).edits == [
        .init(source: 2..<4, output: 2..<2, cause("removed")), .init(source: 4..<4, output: 2..<3, cause("inserted")),
      ])
    let both = EditTrace.Pass([.init(source: 1..<4, output: 1..<1, cause("cut"))])
    #expect(
      removal.followed(by: both).edits == [.init(source: 1..<6, output: 1..<1, cause("removed") + cause("cut"))])
  }

  @Test(arguments: [
    ("a\nb\nc\n", "a\nX\nc\n", [[2, 3, 2, 3]]),
    ("a\nb\nc\n", "a\nc\n", [[2, 4, 2, 2]]),
    ("a\nc\n", "a\nb\nc\n", [[2, 2, 2, 4]]),
    ("كتاب", "كتب", [[4, 6, 4, 4]]),
    ("é", "è", [[0, 2, 0, 2]]),
    ("", "abc", [[0, 0, 0, 3]]),
    ("a\nb\nc\nd", "b\nc\ne", [[0, 2, 0, 0], [6, 7, 4, 5]]),
  ])
  func aRewrittenTextIsComparedByLines(_ before: String, _ after: String, _ expected: [[Int]]) throws {
    var document = Document(text: before)
    document.startTracing()
    document.enter(stage: "child")
    try document.replaceText { _, output, _ in
      output.append(after)
      return true
    }
    #expect(String(document.text) == after)
    let edits = try #require(document.trace?.passes.first).edits
    #expect(
      edits.map { [$0.source.lowerBound, $0.source.upperBound, $0.output.lowerBound, $0.output.upperBound] } == expected
    )
    #expect(edits.flatMap(\.causes).allSatisfy { $0.stage == "child" && $0.reason.name == "rewritten" })
  }

  /// Whatever the texts are, what lies between the edits is the same in both.
  @Test(arguments: 0..<20 as Range<UInt64>) func rewritingExplainsEveryByte(seed: UInt64) throws {
    var random = SeededGenerator(seed)
    for _ in 0..<50 {
      let pieces = ["a", "\n", "b\n", "كتاب", "كتب\n", "😀", "é", "è"]
      let before = random.string(12, of: pieces)
      let after = random.string(12, of: pieces)
      var document = Document(text: before)
      document.startTracing()
      try document.replaceText { _, output, _ in
        output.append(after)
        return true
      }
      let (old, new) = (Array(before.utf8), Array(after.utf8))
      var result: [UInt8] = []
      var position = 0
      for edit in document.trace?.passes.first?.edits ?? [] {
        result += old[position..<edit.source.lowerBound]
        #expect(result.count == edit.output.lowerBound)
        result += new[edit.output]
        position = edit.source.upperBound
      }
      #expect(result + old[position...] == new)
    }
  }

  @Test func aTextOfVeryManyLinesIsComparedAtItsEnds() throws {
    var document = Document(text: "same\n" + String(repeating: "a\nb\n", count: 2000) + "end")
    document.startTracing()
    try document.replaceText { _, output, _ in
      output.append("same\n" + String(repeating: "b\nc\n", count: 2000) + "end")
      return true
    }
    let edit = try #require(document.trace?.passes.first?.edits.first)
    #expect(document.trace?.passes.first?.edits.count == 1)
    #expect(edit.source == 5..<8004 && edit.output == 5..<8004)
  }

  @Test func anOriginIsWhatAllPassesLeadTo() throws {
    var document = Document(text: "Menu\nالكتــاب")
    #expect(document.origin(of: 0..<1) == nil)
    document.startTracing()
    try document.edit { $0.remove(upTo: 5, Reason("menu", "")) }
    try document.edit { editor in
      editor.keep(upTo: 8)
      editor.remove(upTo: 12, Reason("tatweel", ""))
    }
    #expect(String(document.text) == "الكتاب")
    #expect(document.origin(of: 0..<12) == 5..<21)
    #expect(document.origin(of: 0..<8) == 5..<13)
    #expect(document.origin(of: 8..<12) == 17..<21)
  }
}
