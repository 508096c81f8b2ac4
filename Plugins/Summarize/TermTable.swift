/// Gives each different word a number, in the order in which they first come: an open-addressing hash table over one
/// arena of letters, so that no word is an allocation of its own.
struct TermTable: Sendable {
  /// Term + 1, or 0 where a slot is free. Twice as many as terms at least, a power of two.
  private var slots: [UInt32] = []
  /// Where each term's letters end in `letters`.
  private var ends: [Int] = []
  private var letters: [UInt32] = []
  private var hashes: [UInt32] = []

  /// How many terms there are.
  var count: Int { ends.count }

  /// Forgets the terms and keeps the memory, unless a huge document has left so much that clearing it would cost
  /// every small document after it.
  mutating func removeAll() {
    ends.removeAll(keepingCapacity: true)
    letters.removeAll(keepingCapacity: true)
    hashes.removeAll(keepingCapacity: true)
    if slots.count > 1 << 16 { slots = [] }
    for index in slots.indices { slots[index] = 0 }
  }

  /// The number of a word, a range of letters of `text`, which is added if it is new. The hash is
  /// that of ``hash(_:_:)``.
  mutating func insert(_ text: [UInt32], _ word: Range<Int>, _ wholeHash: UInt64) -> Int {
    if (count + 1) * 2 > slots.count { grow() }
    let hash = UInt32(truncatingIfNeeded: wholeHash)
    let slot = slot(of: text, word, hash)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    for index in word { letters.append(text[index]) }
    ends.append(letters.count)
    hashes.append(hash)
    slots[slot] = UInt32(count)
    return count - 1
  }

  /// The number of a word, or `nil` if it is not there.
  func find(_ text: [UInt32], _ word: Range<Int>, _ wholeHash: UInt64) -> Int? {
    guard !slots.isEmpty else { return nil }
    let hash = UInt32(truncatingIfNeeded: wholeHash)
    let found = slots[slot(of: text, word, hash)]
    return found == 0 ? nil : Int(found) - 1
  }

  /// The slot that holds the word, or the free one where it would go.
  private func slot(of text: [UInt32], _ word: Range<Int>, _ hash: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int(hash) & mask
    while slots[slot] != 0 {
      let term = Int(slots[slot]) - 1
      if hashes[term] == hash && equals(text, word, term) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private func equals(_ text: [UInt32], _ word: Range<Int>, _ term: Int) -> Bool {
    let start = term == 0 ? 0 : ends[term - 1]
    guard ends[term] - start == word.count else { return false }
    for index in 0..<word.count where letters[start + index] != text[word.lowerBound + index] { return false }
    return true
  }

  private mutating func grow() {
    let size = max(1024, slots.count * 2)
    slots = [UInt32](repeating: 0, count: size)
    for (term, hash) in hashes.enumerated() {
      var slot = Int(hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(term + 1)
    }
  }

  /// A hash of some letters.
  static func hash(_ text: [UInt32], _ word: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in word { hash = (hash ^ UInt64(text[index])) &* 0x9FB2_1C65_1E98_DF25 }
    return hash ^ hash >> 32
  }
}
