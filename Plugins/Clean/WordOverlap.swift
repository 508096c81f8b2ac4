import Minwal

/// Which words the beginning of a body has, to tell headlines from the names of sections.
///
/// The words are not taken in until somebody needs them, and then kept as long as the page and the body's beginning
/// are the same, since each pass asks again.
struct WordOverlap {
  /// How much of the body is looked at, in bytes.
  private static let reach = 2048
  /// How much of a line is enough to score it, in bytes.
  static let usualLength = 512
  /// More than three times as many as words that are not short fit into ``reach``.
  private static let slots = 1024

  /// The hashes of words, by open addressing; 0 is an empty slot.
  private var words = [UInt64](repeating: 0, count: slots)
  /// Whether there are words.
  private var hasWords = false
  /// Whether somebody has said which words are asked for.
  private var isAsked = false
  private var folding = Folding()

  /// The lines of the body that were taken in.
  private var taken: [Int] = []
  /// The lines to take in.
  private var wanted: [Int] = []
  /// How many words each line of the page shares with the body; -1 if nobody has asked.
  private var counts: [Int] = []

  /// Begins with a page.
  mutating func begin() {
    forget()
    taken.removeAll(keepingCapacity: true)
  }

  /// Forgets which words are asked for.
  mutating func forget() { isAsked = false }

  /// Asks for the words of the body's lines, but not those of `excluded` ones.
  mutating func ask(for body: ArraySlice<Int>, of lines: [Line], without excluded: [Int]) {
    wanted.removeAll(keepingCapacity: true)
    var budget = Self.reach
    for index in body where !excluded.contains(index) && budget > 0 {
      wanted.append(index)
      budget -= max(lines[index].range.count, 1)
    }
    isAsked = true
  }

  /// Whether the body has words.
  mutating func isKnown(_ text: Span<UInt8>, _ lines: [Line]) -> Bool {
    guard isAsked else { return false }
    if taken.isEmpty || wanted != taken { takeIn(text, lines) }
    return hasWords
  }

  private mutating func takeIn(_ text: Span<UInt8>, _ lines: [Line]) {
    taken.removeAll(keepingCapacity: true)
    taken.append(contentsOf: wanted)
    for slot in words.indices { words[slot] = 0 }
    counts.removeAll(keepingCapacity: true)
    counts.append(contentsOf: repeatElement(-1, count: lines.count))
    hasWords = false
    var budget = Self.reach
    for index in taken {
      let range = lines[index].range
      var end = min(range.upperBound, range.lowerBound + budget)
      while !text.isCharacterBoundary(end) { end -= 1 }
      budget -= max(range.count, 1)
      let count = folding.fold(text.extracting(range.lowerBound..<end)).count
      var position = 0
      while let hash = nextWord(count, &position) {
        words[slot(of: hash)] = hash
        hasWords = true
      }
    }
  }

  /// How many words of a line the body has. Short ones, which any text has, do not count.
  ///
  /// - Parameters:
  ///   - line: The line's number on the page.
  ///   - range: The part of it to look at: all, or the first ``usualLength`` bytes.
  ///   - text: What the lines are of.
  ///   - lines: All lines of the page.
  /// - Returns: 0 if nobody has asked for the body's words.
  mutating func shared(_ line: Int, _ range: Range<Int>, _ text: Span<UInt8>, _ lines: [Line]) -> Int {
    guard isKnown(text, lines) else { return 0 }
    let isUsual = range.count <= Self.usualLength
    if isUsual, counts[line] >= 0 { return counts[line] }
    let count = folding.fold(text.extracting(range)).count
    var position = 0
    var total = 0
    while let hash = nextWord(count, &position) { total += words[slot(of: hash)] == hash ? 1 : 0 }
    if isUsual { counts[line] = total }
    return total
  }

  /// Where a hash is, or would be.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (Self.slots - 1)
    while words[slot] != 0, words[slot] != hash { slot = (slot + 1) & (Self.slots - 1) }
    return slot
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
      if end - start >= (bytes[start] < 0x80 ? 5 : 6) {
        return max(StableHash.hash(bytes.extracting(start..<end)), 1)
      }
    }
    return nil
  }
}
