import Minwal

/// Reads the beginnings of a line that may be a label with a link behind it.
struct LabelReader {
  private var folding = Folding()

  /// How many words a label has at most, if no colon ends it.
  private static let mostWords = 6
  /// Its length at most, in bytes.
  private static let longest = 96

  /// Adds what a line begins with: up to its first colon, and one word, two words and so on.
  mutating func read(_ text: Span<UInt8>, line: Int, into labels: inout [SampledPage.Label]) {
    let shape = folding.fold(text)
    guard shape.ending != .stop else { return }
    let folded = folding.bytes.span.extracting(0..<shape.count)
    var words = 0
    for end in folded.indices where end > 0 && PhraseTable.isBoundary(folded[end]) {
      let hasColon = folded[end] == UInt8(ascii: ":")
      words += 1
      guard words <= Self.mostWords, end <= Self.longest else { return }
      let rest = folded.extracting((end + 1)...)
      labels.append(
        SampledPage.Label(
          line: line, text: [UInt8](folded.extracting(0..<(hasColon ? end + 1 : end))), rest: StableHash.hash(rest),
          words: Self.words(of: rest), isOpen: shape.ending == .open))
      if hasColon { return }
    }
  }

  /// Words of folded text; without spaces, three characters of three bytes count as one.
  private static func words(of folded: Span<UInt8>) -> Int {
    var boundaries = 0
    for index in folded.indices where PhraseTable.isBoundary(folded[index]) { boundaries += 1 }
    return boundaries * 40 < folded.count ? max(folded.count / 9, 1) : boundaries + 1
  }
}
