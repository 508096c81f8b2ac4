import Minwal

/// Numbers by hash: open addressing, filled once.
struct HashIndex: Sendable {
  private var hashes: [UInt64]
  /// The number, or -1 for an empty slot.
  private var values: [Int32]

  init(_ pairs: [(hash: UInt64, value: Int)]) {
    var size = 16
    while size < pairs.count * 3 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    values = [Int32](repeating: -1, count: size)
    for (hash, value) in pairs {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while values[slot] >= 0 { slot = (slot + 1) & (size - 1) }
      hashes[slot] = hash
      values[slot] = Int32(value)
    }
  }

  /// Where a search for a hash has come to.
  struct Cursor {
    fileprivate let hash: UInt64
    fileprivate var slot: Int

    init(_ hash: UInt64) {
      self.hash = hash
      slot = Int(truncatingIfNeeded: hash)
    }
  }

  /// The next number that was stored with the cursor's hash, in the order in which they were stored.
  func next(_ cursor: inout Cursor) -> Int? {
    let mask = values.count - 1
    while true {
      let slot = cursor.slot & mask
      guard values[slot] >= 0 else { return nil }
      cursor.slot = slot + 1
      if hashes[slot] == cursor.hash { return Int(values[slot]) }
    }
  }
}
