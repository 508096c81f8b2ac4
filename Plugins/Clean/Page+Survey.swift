extension Page {
  /// From where to where the running text lies for certain, as positions in ``lines``; `nil` if there is none.
  ///
  /// A sentence that is the first or the last line of the page, and a quarter of the words on either side, are passed
  /// over: those may be notices that no pack knows. What is taken for the edge of the page by mistake does no harm,
  /// since lines that are learned there go only above and below the body.
  func bodyMass() -> ClosedRange<Int>? {
    let prose = left.filter { lines[$0].isProse && $0 != headline }
    let inner = prose.filter { $0 != left.first && $0 != left.last }
    let counted = inner.isEmpty ? prose : inner
    let words = counted.reduce(0) { $0 + lines[$1].words }
    guard let first = bound(of: counted, words), let last = bound(of: counted.reversed(), words) else { return nil }
    return min(first, last)...max(first, last)
  }

  /// The first line of some that comes after a quarter of the words.
  private func bound(of prose: [Int], _ words: Int) -> Int? {
    var passed = 0
    return prose.first { index in
      passed += lines[index].words
      return passed * 4 > words
    }
  }
}
