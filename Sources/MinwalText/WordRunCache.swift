public import CSIMD

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
  @usableFromInline let capacity: Int
  @usableFromInline let filler: Slot
  /// How many runs were remembered since the cache last grew.
  @usableFromInline var insertions = 0

  /// Creates an empty cache for up to `capacity` runs, a power of two. `filler` is any value.
  @inlinable
  public init(capacity: Int, filler: Value) {
    precondition(capacity >= 2 && capacity & (capacity - 1) == 0, "a power of two")
    self.capacity = capacity
    self.filler = Slot(key: .none, value: filler)
    // It grows with what is read, so that a short run does not wait for the memory of a long one.
    slots = [Slot](repeating: self.filler, count: Swift.min(capacity, 1 << 10))
  }

  /// A look-up that has begun.
  public struct LookUp: Sendable {
    /// The run that is looked up.
    public let key: WordRunKey
    @usableFromInline let place: Int

    @inlinable
    init(key: WordRunKey, place: Int) {
      self.key = key
      self.place = place
    }
  }

  /// Begins to look up a run: the memory that it takes is fetched, and nothing waits for it. With several look-ups begun
  /// before the first is asked for its result, all wait for memory together.
  @inline(__always) @inlinable
  public func lookUp(_ key: WordRunKey) -> LookUp {
    let place = place(of: key)
    unsafe slots.withUnsafeBufferPointer {
      let slot = unsafe UnsafeRawPointer($0.baseAddress! + place)
      unsafe minwal_prefetch(slot)
      unsafe minwal_prefetch(slot + 64)
    }
    return LookUp(key: key, place: place)
  }

  /// What is known about a run, or `nil`; it may be `nil` too if other runs were remembered since the look-up began.
  @inline(__always) @inlinable
  public subscript(lookUp: LookUp) -> Value? {
    if slots[lookUp.place].key == lookUp.key { return slots[lookUp.place].value }
    return slots[lookUp.place + 1].key == lookUp.key ? slots[lookUp.place + 1].value : nil
  }

  /// Remembers something about a run that is not known.
  @inlinable
  public mutating func insert(_ key: WordRunKey, _ value: Value) {
    if insertions * 8 >= slots.count && slots.count < capacity { grow() }
    insertions += 1
    put(Slot(key: key, value: value))
  }

  @inlinable
  mutating func put(_ slot: Slot) {
    let place = place(of: slot.key)
    slots[place + 1] = slots[place]
    slots[place] = slot
  }

  @inlinable
  mutating func grow() {
    let old = slots
    slots = [Slot](repeating: filler, count: old.count * 2)
    insertions = 0
    for place in stride(from: 0, to: old.count, by: 2) {
      if old[place + 1].key != .none { put(old[place + 1]) }
      if old[place].key != .none { put(old[place]) }
    }
  }

  /// The first of a run's two slots.
  @inline(__always) @inlinable
  func place(of key: WordRunKey) -> Int { key.hash & (slots.count - 2) }
}
