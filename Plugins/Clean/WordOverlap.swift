import Minwal

/// Which words the beginning of a body has, to tell headlines from the names of sections.
///
/// The words are taken in line by line, as far as someone needs them: the first paragraph often decides. They are kept
/// as long as the page and the body's beginning are the same, since each pass asks again.
struct WordOverlap {
  /// How much of the body is looked at, in bytes.
  private static let reach = 2048
  /// More than twice as many as words that are not short fit into ``reach``.
  private static let slots = 1024

  /// The hashes of words, by open addressing; 0 is an empty slot.
  private var words = [UInt64](repeating: 0, count: slots)
  private var hasWords = false
  private var folding = Folding()

  /// The lines of the body whose words are asked for, of those on the page.
  private var body: [Int] = []
  private var wanted: [Int] = []
  /// How many of ``body`` were taken in, and how many bytes may still be.
  private var taken = 0
  private var budget = 0
  /// Whether someone has said which words are asked for.
  private var isAsked = false

  /// Whether there is nothing more to take in.
  var isComplete: Bool { !isAsked || taken == body.count }

  /// Begins with a page.
  mutating func begin() {
    forget()
    body.removeAll(keepingCapacity: true)
    startAnew()
  }

  /// Forgets which words are asked for.
  mutating func forget() { isAsked = false }

  /// Asks for the words of the body's lines, but not those of `excluded` ones.
  mutating func ask(for lines: ArraySlice<Int>, of page: [Line], without excluded: [Int]) {
    wanted.removeAll(keepingCapacity: true)
    var budget = Self.reach
    for index in lines where !excluded.contains(index) && budget > 0 {
      wanted.append(index)
      budget -= max(page[index].range.count, 1)
    }
    isAsked = true
    if wanted != body {
      (body, wanted) = (wanted, body)
      startAnew()
    }
  }

  private mutating func startAnew() {
    if hasWords { for slot in words.indices { words[slot] = 0 } }
    hasWords = false
    taken = 0
    budget = Self.reach
  }

  /// Takes in the words of the next line of the body.
  mutating func takeMore(_ text: Span<UInt8>, _ page: [Line]) {
    guard !isComplete else { return }
    let range = page[body[taken]].range
    var end = min(range.upperBound, range.lowerBound + budget)
    while !text.isCharacterBoundary(end) { end -= 1 }
    taken += 1
    budget -= max(range.count, 1)
    let count = folding.fold(text.extracting(range.lowerBound..<end)).count
    var position = 0
    while let hash = nextWord(count, &position) {
      words[slot(of: hash)] = hash
      hasWords = true
    }
  }

  /// Whether the body has words.
  mutating func isKnown(_ text: Span<UInt8>, _ page: [Line]) -> Bool {
    guard isAsked else { return false }
    while !hasWords, !isComplete { takeMore(text, page) }
    return hasWords
  }

  /// How many words of a line are among those that were taken in. Short ones, which any text has, do not count.
  mutating func shared(_ line: Span<UInt8>) -> Int {
    guard isAsked, hasWords else { return 0 }
    let count = folding.fold(line).count
    var position = 0
    var total = 0
    while let hash = nextWord(count, &position) { total += words[slot(of: hash)] == hash ? 1 : 0 }
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
