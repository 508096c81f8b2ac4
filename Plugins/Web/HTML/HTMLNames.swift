/// The names of a document's elements and attributes, each with a number.
///
/// The numbers below ``firstOwn`` are those of ``HTMLTag`` and ``HTMLAttributeName``; every other name gets the next
/// one when it is first met.
public struct HTMLNames: Sendable {
  private struct Entry {
    var start: UInt32
    var end: UInt32
    var hash: UInt32
  }

  /// The number of the first name that is not known beforehand.
  public static let firstOwn: UInt32 = 256

  /// Every process has another, so that no page can be made to collide.
  private static let seed = UInt64.random(in: .min ... .max) | 1

  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Indices of entries plus one by their hash; what collides is in the next. As many as a power of two.
  private var slots: [UInt32] = []

  init() {}

  /// How many numbers are in use, the known ones with them.
  var limit: Int { Int(Self.firstOwn) + entries.count }

  /// The bytes of a name that was not known beforehand; empty if there is none of the number.
  public func own(_ name: UInt32) -> [UInt8] {
    guard name >= Self.firstOwn, Int(name - Self.firstOwn) < entries.count else { return [] }
    let entry = entries[Int(name - Self.firstOwn)]
    return Array(bytes[Int(entry.start)..<Int(entry.end)])
  }

  /// Removes all names and keeps the memory.
  mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    if !entries.isEmpty {
      // Pages with very many names are rare: the next one need not empty a table of their size.
      slots = [UInt32](repeating: 0, count: min(slots.count, 1024))
    }
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a byte to the name that ``number()`` will be asked for.
  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Finds or makes the number of the bytes that were appended since the last call.
  mutating func number() -> UInt32 {
    let start = Int(entries.last?.end ?? 0)
    var state = Self.seed
    for index in start..<bytes.count {
      let product = (state ^ UInt64(bytes[index])).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
      state = product.high ^ product.low
    }
    let hash = UInt32(truncatingIfNeeded: state >> 16)
    if slots.count < (entries.count + 1) * 2 { grow() }
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].hash == hash, isName(index, equalToBytesFrom: start) {
        bytes.removeSubrange(start...)
        return Self.firstOwn + UInt32(index)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    entries.append(Entry(start: UInt32(start), end: UInt32(bytes.count), hash: hash))
    slots[slot] = UInt32(entries.count)
    return Self.firstOwn + UInt32(entries.count - 1)
  }

  private func isName(_ index: Int, equalToBytesFrom start: Int) -> Bool {
    let entry = entries[index]
    guard Int(entry.end - entry.start) == bytes.count - start else { return false }
    for offset in 0..<(bytes.count - start) where bytes[Int(entry.start) + offset] != bytes[start + offset] {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: max(64, slots.count * 2))
    for (index, entry) in entries.enumerated() {
      var slot = Int(entry.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(index + 1)
    }
  }
}
