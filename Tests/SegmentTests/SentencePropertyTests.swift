import Minwal
import MinwalTestSupport
import Testing

@testable import SegmentPlugin

@Suite struct SentencePropertyTests {
  static let pieces: [String] = [
    ".", ".", ". ", "...", "…", "!", "?", "؟", "؛", "۔", "।", "॥", "。", "！", "?!", " . ", ":", "://", "@", "*", "***",
    "=", "====", "__________", ")", "(", "[3]", "\"", "'", "«", "»", "“", "”", "「", "」", "-", "–", ",", "،", "\n",
    "\r\n",
    "\n\n", "\u{85}", "\u{2028}", "\u{2029}", " ", "  ", "\t", "\u{A0}", "\u{3000}", "\u{0}", "\u{301}", "\u{200F}",
    "\u{202A}", "\u{FEFF}", "•", "• ", "1. ", "2. ", "1) ", "2) ", "a. ", "b. ", "3.5", "17", "٣", "٫", "A", "I", "i",
    "د",
    "د.", "أ.د.", "هـ", "U.S.", "z. B.", "Dr. ", "etc.", "Mr", "the", "The", "word", "Word", "WORD", "قال", "وقال",
    "انتهى",
    "انتهى.وقال", "www.example.com", "http://a.b/c?d=e", "jane@example.org", "07/11/2001 09:11 AM", "日本", "です", "と",
    "बात", "שלום", "П", "Пушкин", "ա։", "မြန်မာ။", "ሰላም።", "ភាសា។", "😀", ":-)", "𐩖", "ﷺ", "한국", "¹", ".1 ", " 👍 ", ") ع (",
    "2.3. ", "### ", "Chapter 3. ", "IV. ", "؟» ",
    "?” ", "فأجاب", "Smith asked", "أولا. ", "[3, 4]", "&", "जि.",
  ]

  static func text(_ generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...60, using: &generator)
    return (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  @Test(arguments: LanguageFile.languages + [.undetermined], [LineBreaks.sentence, .paragraph, .space])
  func rangesAreWhatTheyPromise(_ language: Language, _ lineBreaks: LineBreaks) {
    var generator = SeededGenerator(7)
    let splitter = SentenceSplitter(rules: LanguageFile.rules(for: language), lineBreaks: lineBreaks)
    for _ in 0..<80 {
      let string = Self.text(&generator)
      let text = Text(string)
      var ranges = TextRanges()
      splitter.split(text, into: &ranges)
      var walked = TextRanges()
      splitter.split(text, into: &walked, walking: true)
      #expect(ranges == walked, "the fast way and the plain one differ on \(string.debugDescription)")
      expectSound(Array(ranges), string)
    }
  }

  @Test(arguments: [("«", "»"), ("\"", "\""), ("“", "”"), ("د", "ئ"), ("😀", "日")])
  func marksAreFoundFromTheEnd(_ a: String, _ b: String) {
    var generator = SeededGenerator(9)
    let (first, second) = (Text(a).span.scalar(at: 0).value, Text(b).span.scalar(at: 0).value)
    for _ in 0..<2_000 {
      // Among characters whose last byte is the same.
      let text = Text(generator.string(60, of: [a, b, "ن", "ë", "،", "x", " ", "文", "\u{202B}", "گ"]))
      let start = Int.random(in: 0...text.count, using: &generator)
      var end = Int.random(in: start...text.count, using: &generator)
      while !text.span.isCharacterBoundary(end) { end -= 1 }
      var plain: (scalar: UInt32, start: Int)?
      var position = 0
      while position < end {
        let (scalar, length) = text.span.scalar(at: position)
        if scalar == first || scalar == second, position + length > start { plain = (scalar, position) }
        position += length
      }
      let found = TextReader(text.span).last(of: first, or: second, from: start, to: end)
      #expect(found?.start == plain?.start && found?.scalar == plain?.scalar, "\(text), \(start)..<\(end)")
    }
  }

  @Test(arguments: [LineBreaks.sentence, .paragraph, .space], [nil, 40, 64])
  func paragraphsAndCutPiecesAreSound(_ lineBreaks: LineBreaks, _ limit: Int?) {
    var generator = SeededGenerator(8)
    for _ in 0..<300 {
      let string = Self.text(&generator)
      let text = Text(string)
      var ranges = TextRanges()
      ParagraphSplitter(lineBreaks: lineBreaks).split(text, into: &ranges)
      if let limit {
        ranges = LengthLimit(bytes: limit).cut(ranges, in: text)
        #expect(ranges.allSatisfy { $0.count <= limit })
      }
      expectSound(Array(ranges), string)
    }
  }

  /// Ascending, apart, not empty, on character boundaries, trimmed, and nothing but white space is left out.
  private func expectSound(_ ranges: [Range<Int>], _ string: String) {
    let scalars = string.unicodeScalars
    var end = 0
    for range in ranges {
      #expect(!range.isEmpty && range.lowerBound >= end)
      let start = string.utf8.index(string.startIndex, offsetBy: range.lowerBound)
      let stop = string.utf8.index(string.startIndex, offsetBy: range.upperBound)
      let gap = string.utf8.index(string.startIndex, offsetBy: end)..<start
      #expect(start.samePosition(in: scalars) != nil && stop.samePosition(in: scalars) != nil)
      #expect(scalars[gap].allSatisfy { $0.properties.isWhitespace }, "left out of \(string.debugDescription)")
      let piece = scalars[start..<stop]
      #expect(piece.first?.properties.isWhitespace == false && piece.last?.properties.isWhitespace == false)
      end = range.upperBound
    }
    let rest = scalars[string.utf8.index(string.startIndex, offsetBy: end)...]
    #expect(rest.allSatisfy { $0.properties.isWhitespace }, "left out of \(string.debugDescription)")
  }

  /// Every character at which a rule is anchored must be seen by the vectors, wherever it falls.
  @Test func theScanFindsEveryCandidate() {
    let scan = CandidateScan(extra: 0x3B)
    // Han and Hangul, and what is beyond U+1FFFF, have no punctuation.
    let points: FlattenSequence<[ClosedRange<Int>]> = [0...0x33FF, 0xA000...0xABFF, 0xF900...0x1FFFF].joined()
    for value in points.map({ UInt32($0) }) where scan.isCandidate(value) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for offset in [0, 3, 15, 16, 40] {
        let text = Text(String(repeating: "x", count: offset) + String(Character(scalar)) + "xx")
        let found = scan.next(from: 0, in: TextReader(text.span), padded: text.buffer.paddedBytes)
        #expect(found == offset, "U+\(String(value, radix: 16)) at \(offset)")
      }
    }
  }

  /// Work is bounded at each candidate, so that no text takes long.
  @Test(
    .enabled(if: countsSteps, "a release build counts no steps"),
    arguments: [
      ".", ". ", "\" ", ".\" ", "(", "?!", "1.", "1. ", "•", "a.", "aa.Aa", "@", "a@", "://", "http://a ", "=", "* ",
      "「.", "\n",
      " ", "\u{301}", ".\u{301}", "د.", "وو.", "x", ". . \"", "[1]", ".[1]", "(. ", "(x. ) ", "（。", ": 1. ", "x. y ",
      "؟» ", "«؟» ", "“A?” A ", "😀", "! 😀 ", ".¹", "x.1 ", ". [1] ", ") ( ", ") . ( ",
      "1.2.", "# 1. ", "»«. ",
    ])
  func staysLinear(on piece: String) {
    for language in [Language.arabic, .english, .japanese] {
      let splitter = SentenceSplitter(rules: LanguageFile.rules(for: language), lineBreaks: .paragraph)
      expectLinear(4_000, "\(language)") { size in
        let text = Text(String(repeating: piece, count: size / piece.utf8.count))
        var ranges = TextRanges()
        splitter.split(text, into: &ranges)
        #expect(ranges.last.map { $0.upperBound <= text.count } ?? true)
      }
    }
  }
}
