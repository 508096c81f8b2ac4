import Minwal

/// A phrase as lines are compared with it: folded, and in pieces where it has `*`.
struct PhrasePattern {
  static let expectation =
    "a phrase has letters, and at most a few '*' for any words, of which not both the first and the last word are one"

  let section: PhrasePack.Section
  /// What stands between the stars, folded; one piece if there is none. The first or the last may be empty.
  let pieces: [[UInt8]]

  var isExact: Bool { pieces.count == 1 }

  /// Reads a phrase; `nil` if it has nothing to compare, or cannot be looked up by its first or last word.
  init?(_ pattern: String, in section: PhrasePack.Section) {
    var folding = Folding()
    self.init(Text(pattern).span, in: section, &folding)
  }

  /// Reads a phrase in UTF-8.
  init?(_ pattern: Span<UInt8>, in section: PhrasePack.Section, _ folding: inout Folding) {
    self.section = section
    var pieces: [[UInt8]] = []
    var start = 0
    while start <= pattern.count {
      var end = start
      while end < pattern.count, pattern[end] != UInt8(ascii: "*") { end += 1 }
      pieces.append(Self.fold(pattern.extracting(start..<end), &folding))
      start = end + 1
    }
    self.pieces = pieces
    guard pieces.contains(where: { $0.contains(where: Self.isWord) }) else { return nil }
    guard !(pieces[0].isEmpty && pieces[pieces.count - 1].isEmpty) else { return nil }
    if section.isOfWords {
      guard isExact, !pieces[0].contains(0x20) else { return nil }
    }
    if section == .calls { guard isExact else { return nil } }
  }

  /// Whether a byte of folded text belongs to a word, not to a number or what stands between.
  private static func isWord(_ byte: UInt8) -> Bool { byte != 0x20 && byte != 0x30 && byte != UInt8(ascii: ":") }

  /// Folds a piece as a line is folded, but keeps a colon at its end: `read more: *` wants one, `read more *` does not.
  private static func fold(_ piece: Span<UInt8>, _ folding: inout Folding) -> [UInt8] {
    let end = folding.fold(piece)
    var bytes = Array(folding.bytes[..<end.count])
    if end.trailingColon, !bytes.isEmpty { bytes.append(UInt8(ascii: ":")) }
    return bytes
  }
}
