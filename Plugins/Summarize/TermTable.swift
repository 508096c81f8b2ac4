/// Gives each different word a number, in the order in which they first come: an open-addressing hash table.
///
/// A word is known by a hash of 64 bits and not by its letters, which would lie elsewhere in memory. That two words of a
/// text have one hash happens once in some 10^13 texts, and then they count as one.
struct TermTable: Sendable {
  /// A place for a term.
  struct Slot {
    /// 0 where the slot is free.
    var hash: UInt64 = 0
    var term: Int32 = 0
  }

  var slots: [Slot] = []
  /// How many slots are in use, a power of two. Others are left over from larger texts.
  private var size = 0
  /// How many terms there are.
  var count = 0
  /// What cuts a hash to a slot.
  var mask: Int { size - 1 }

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
  mutating func insert(_ hash: UInt64) -> Int {
    let mask = mask
    var count = count
    var slots = slots.mutableSpan
    let term = Self.insert(hash, into: &slots, mask, &count)
    self.count = count
    return term
  }

  /// What ``insert(_:)`` does, for loops that hold on to the slots.
  @inline(__always)
  static func insert(_ hash: UInt64, into slots: inout MutableSpan<Slot>, _ mask: Int, _ count: inout Int) -> Int {
    var slot = home(of: hash) & mask
    while slots[slot].hash != hash && slots[slot].hash != 0 { slot = (slot &+ 1) & mask }
    // Written in any case: whether the word is new cannot be foreseen.
    let isNew = slots[slot].hash == 0
    let term = isNew ? Int32(truncatingIfNeeded: count) : slots[slot].term
    slots[slot] = Slot(hash: hash, term: term)
    count &+= isNew ? 1 : 0
    return Int(term)
  }

  /// The number of a word, or `nil` if it is not there.
  func find(_ hash: UInt64) -> Int? {
    var slot = Self.home(of: hash) & (size - 1)
    while true {
      let known = slots[slot]
      if known.hash == hash { return Int(known.term) }
      if known.hash == 0 { return nil }
      slot = (slot + 1) & (size - 1)
    }
  }

  /// Where a word's slot is looked for first, before it is cut to the table. The lowest bits of a stem say nothing of it.
  @inline(__always)
  private static func home(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 8) }

  /// A hash of some letters; never 0.
  static func hash(_ letters: Span<UInt32>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for index in letters.indices { hash = (hash ^ UInt64(letters[index])) &* 0x9FB2_1C65_1E98_DF25 }
    return max(1, hash ^ hash >> 32)
  }
}
