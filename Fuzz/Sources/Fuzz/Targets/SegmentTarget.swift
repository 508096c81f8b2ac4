import Minwal

@testable import SegmentPlugin

/// Sentences and paragraphs: in order, apart, trimmed, and nothing but white space between them.
struct SegmentTarget: FuzzTarget {
  private let languages = LanguageFile.languages + [.undetermined]
  private let lineBreaks = [LineBreaks.sentence, .paragraph, .space]
  private var splitters: [String: SentenceSplitter] = [:]

  mutating func test(_ input: inout FuzzInput) {
    let (language, lineBreaks) = (input.choose(languages), input.choose(lineBreaks))
    let key = "\(language) \(lineBreaks)"
    let splitter =
      splitters[key] ?? SentenceSplitter(rules: LanguageFile.rules(for: language), lineBreaks: lineBreaks)
    splitters[key] = splitter
    let limit = input.choose([40, 64, 200])
    let text = input.text
    var ranges = TextRanges()
    splitter.split(text, into: &ranges)
    check(ranges, text)
    var walked = TextRanges()
    splitter.split(text, into: &walked, walking: true)
    expect(ranges == walked, "the fast way and the plain one differ")
    let cut = LengthLimit(bytes: limit).cut(ranges, in: text)
    check(cut, text)
    expect(cut.allSatisfy { $0.count <= limit }, "a piece is too long")
    var paragraphs = TextRanges()
    ParagraphSplitter(lineBreaks: lineBreaks).split(text, into: &paragraphs)
    check(paragraphs, text)
  }

  private func check(_ ranges: TextRanges, _ text: Text) {
    var end = 0
    for range in ranges {
      expect(range.lowerBound >= end && !range.isEmpty && range.upperBound <= text.count, "\(range) behind \(end)")
      expect(isWhiteSpace(end..<range.lowerBound, text), "\(end)..<\(range.lowerBound) is left out")
      for bound in [range.lowerBound, range.upperBound] {
        expect(bound == text.count || text.span[bound] & 0xC0 != 0x80, "\(bound) is inside a character")
      }
      end = range.upperBound
    }
    expect(isWhiteSpace(end..<text.count, text), "the end is left out")
  }

  private func isWhiteSpace(_ range: Range<Int>, _ text: Text) -> Bool {
    text.string(in: range).unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }
}
