/// What is known about runs of bytes that came lately.
///
/// Each run has two places, and the newcomer puts out the older of the two. That keeps the cache small enough to stay
/// near the processor whatever the texts, and frequent words are soon back; a table that keeps everything is slower.
public struct WordRunCache<Value: Sendable>: Sendable {
  @usableFromInline
  struct Slot: Sendable {
    @usableFromInline let key: WordRunKey
    @usableFromInline let value: Value

    @inlinable
    init(key: WordRunKey, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// Pairs of slots, the younger first.
  @usableFromInline var slots: [Slot]

  /// Creates an empty cache for up to `capacity` runs, a power of two. `filler` is any value.
  @inlinable
  public init(capacity: Int, filler: Value) {
    precondition(capacity >= 2 && capacity & (capacity - 1) == 0, "a power of two")
    slots = [Slot](repeating: Slot(key: .none, value: filler), count: capacity)
  }

  /// What is known about a run, or `nil`.
  @inline(__always) @inlinable
  public subscript(key: WordRunKey) -> Value? {
    let place = place(of: key)
    if slots[place].key == key { return slots[place].value }
    return slots[place + 1].key == key ? slots[place + 1].value : nil
  }

  /// Remembers something about a run that is not known.
  @inlinable
  public mutating func insert(_ key: WordRunKey, _ value: Value) {
    let place = place(of: key)
    slots[place + 1] = slots[place]
    slots[place] = Slot(key: key, value: value)
  }

  /// The first of a run's two slots.
  @inline(__always) @inlinable
  func place(of key: WordRunKey) -> Int { key.hash & (slots.count - 2) }
}
