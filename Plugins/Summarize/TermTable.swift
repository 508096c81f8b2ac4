/// Gives each different word a number, in the order in which they first come: an open-addressing hash table.
///
/// A word is known by a hash of 64 bits and not by its letters, which would lie elsewhere in memory. That two words of a
/// text have one hash happens once in some 10^13 texts, and then they count as one.
struct TermTable: Sendable {
  private struct Slot {
    /// 0 where the slot is free.
    var hash: UInt64 = 0
    var term: Int32 = 0
  }

  private var slots: [Slot] = []
  /// How many slots are in use, a power of two. Others are left over from larger texts.
  private var size = 0
  /// How many terms there are.
  private(set) var count = 0

  /// Creates a table with room for up to `capacity` terms.
  init(capacity: Int = 0) { removeAll(capacity: capacity) }

  /// Forgets the terms, and makes room for up to `capacity` others.
  mutating func removeAll(capacity: Int) {
    count = 0
    size = 16
    while size * 2 < capacity * 3 { size *= 2 }
    if slots.count < size {
      slots = [Slot](repeating: Slot(), count: size)
    } else {
      for index in 0..<size { slots[index] = Slot() }
    }
  }

  /// The number of a word, which is added if it is new: then that is what ``count`` was before.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Int {
    let slot = slot(of: hash)
    if slots[slot].hash == hash { return Int(slots[slot].term) }
    slots[slot] = Slot(hash: hash, term: Int32(count))
    count += 1
    return count - 1
  }

  /// The number of a word, or `nil` if it is not there.
  func find(_ hash: UInt64) -> Int? {
    let slot = slots[slot(of: hash)]
    return slot.hash == hash ? Int(slot.term) : nil
  }

  /// The slot that holds a word, or the free one where it would go.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (size - 1)
    while true {
      let known = slots[slot].hash
      if known == hash || known == 0 { return slot }
      slot = (slot + 1) & (size - 1)
    }
  }

  /// A hash of some letters; never 0.
  static func hash(_ text: [UInt32], _ word: Range<Int>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in word { hash = (hash ^ UInt64(text[index])) &* 0x9FB2_1C65_1E98_DF25 }
    return max(1, hash ^ hash >> 32)
  }
}
