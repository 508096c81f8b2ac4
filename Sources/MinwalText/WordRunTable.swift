/// What is known about runs of bytes: an open-addressing hash table whose look-up takes a few nanoseconds.
///
/// Whoever owns one empties it at some ``count``: texts never run out of new words.
public struct WordRunTable<Value: Sendable>: Sendable {
  @usableFromInline
  struct Entry: Sendable {
    @usableFromInline let key: WordRunKey
    @usableFromInline let value: Value

    @inlinable
    init(key: WordRunKey, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// What is known, in the order in which it came: frequent words lie together at the beginning.
  @usableFromInline var entries: [Entry] = []
  /// Entry + 1, or 0 where a slot is free. Four times as many as entries at least, a power of two: few runs meet others.
  @usableFromInline var slots: [UInt32]

  /// Creates an empty table.
  @inlinable
  public init() { slots = [UInt32](repeating: 0, count: 4096) }

  /// How many runs are known.
  @inlinable public var count: Int { entries.count }

  /// What is known about a run, or `nil`.
  @inline(__always) @inlinable
  public subscript(key: WordRunKey) -> Value? {
    let mask = slots.count - 1
    var slot = key.hash & mask
    while slots[slot] != 0 {
      let entry = Int(slots[slot]) - 1
      if entries[entry].key == key { return entries[entry].value }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Remembers something about a run that is not known yet.
  @inlinable
  public mutating func insert(_ key: WordRunKey, _ value: Value) {
    entries.append(Entry(key: key, value: value))
    if entries.count * 4 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 4)
      for entry in entries.indices { place(entry) }
    } else {
      place(entries.count - 1)
    }
  }

  /// Puts an entry into the first free slot.
  @inlinable
  mutating func place(_ entry: Int) {
    let mask = slots.count - 1
    var slot = entries[entry].key.hash & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = UInt32(entry + 1)
  }
}
