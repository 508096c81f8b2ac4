import Minwal

/// Which words the beginning of a body has, to tell headlines from the names of sections.
struct WordOverlap {
  /// How much of the body is looked at, in bytes.
  private static let reach = 2048

  private var words: Set<UInt64> = []
  private var folding = Folding()

  /// Whether words have been taken in.
  var isKnown: Bool { !words.isEmpty }

  /// Forgets all words and keeps the memory.
  mutating func forget() { words.removeAll(keepingCapacity: true) }

  /// Takes in the words of the body's lines, but not those of `excluded` ones.
  mutating func learn(_ text: Span<UInt8>, lines: [Line], of body: ArraySlice<Int>, without excluded: [Int]) {
    words.removeAll(keepingCapacity: true)
    var budget = Self.reach
    for index in body where !excluded.contains(index) && budget > 0 {
      let range = lines[index].range
      var end = min(range.upperBound, range.lowerBound + budget)
      while !text.isCharacterBoundary(end) { end -= 1 }
      budget -= max(range.count, 1)
      let line = text.extracting(range.lowerBound..<end)
      let count = folding.fold(line).count
      var position = 0
      while let hash = nextWord(count, &position) { words.insert(hash) }
    }
  }

  /// How many words of a line the body has. Short ones, which any text has, do not count.
  mutating func shared(_ line: Span<UInt8>) -> Int {
    let count = folding.fold(line).count
    var position = 0
    var total = 0
    while let hash = nextWord(count, &position) { total += words.contains(hash) ? 1 : 0 }
    return total
  }

  /// The hash of the next word that is not short in the folded line.
  private func nextWord(_ count: Int, _ position: inout Int) -> UInt64? {
    let bytes = folding.bytes.span
    while position < count {
      let start = position
      var end = start
      while end < count, !PhraseTable.isBoundary(bytes[end]) { end += 1 }
      position = end + 1
      // Three letters of most scripts, five of ASCII: shorter words are in any text.
      if end - start >= (bytes[start] < 0x80 ? 5 : 6) { return StableHash.hash(bytes.extracting(start..<end)) }
    }
    return nil
  }
}
