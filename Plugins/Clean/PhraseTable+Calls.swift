import Minwal

extension PhraseTable {
  /// Whether a folded line has words of what a site offers, such as newsletters, and by which it speaks of itself.
  func callWords(in line: Span<UInt8>) -> (hasOffer: Bool, hasOwn: Bool) {
    var result = (hasOffer: false, hasOwn: false)
    var start = 0
    while start < line.count {
      var end = start
      while end < line.count, !Self.isBoundary(line[end]) { end += 1 }
      let found = callWord(line.extracting(start..<end))
      if found.hasOffer { result.hasOffer = true }
      if found.hasOwn { result.hasOwn = true }
      start = end + 1
    }
    return result
  }

  /// What a word says; in Arabic script also without the letter that is written on to it: "and", "in", "for".
  private func callWord(_ word: Span<UInt8>) -> (hasOffer: Bool, hasOwn: Bool) {
    let found = lookUp(word)
    if found.hasOffer || found.hasOwn || word.count < 8 || word[0] & 0xFC != 0xD8 { return found }
    return lookUp(word.extracting(2...))
  }

  private func lookUp(_ word: Span<UInt8>) -> (hasOffer: Bool, hasOwn: Bool) {
    var result = (hasOffer: false, hasOwn: false)
    forEachExact(word) { section in
      if section == .callWords { result.hasOffer = true }
      if section == .ownWords { result.hasOwn = true }
    }
    return result
  }

  /// Whether folded text is what links to other pages begin with: a label, or before a colon the heading of a list that
  /// has more than one word.
  ///
  /// A single word may be the beginning of a sentence, where no colon follows.
  func isLabel(_ text: Span<UInt8>, hasColon: Bool) -> Bool {
    let hasWords = text.firstIndex(of: 0x20, from: 0) != nil || text.count > 8 && text[0] >= 0xE3
    guard hasColon || hasWords else { return false }
    var isFound = false
    forEachExact(text) { section in
      if section == .labels || section == .list && hasWords { isFound = true }
    }
    return isFound
  }

  /// Gives the sections of the phrases that a folded text is.
  private func forEachExact(_ text: Span<UInt8>, _ action: (Section) -> Void) {
    guard !text.isEmpty else { return }
    var cursor = HashIndex.Cursor(StableHash.hash(text))
    while let index = exact.next(&cursor) {
      if Self.isEqual(text, patterns[index].pieces[0]) { action(patterns[index].section) }
    }
  }
}
