public import CSIMD

/// What can be remembered about a run: two words of the processor.
public protocol WordRunValue: Sendable {
  /// Reads a value from its words.
  init(words: SIMD2<UInt64>)

  /// The value as two words.
  var words: SIMD2<UInt64> { get }
}

/// What is known about runs of bytes that came lately.
///
/// Each run has two places, and the newcomer puts out the older of the two. That keeps the cache small enough to stay
/// near the processor whatever the texts, and frequent words are soon back; a table that keeps everything is slower. The
/// two places are one line of the processor's cache.
public struct WordRunCache<Value: WordRunValue>: Sendable {
  /// Two runs each, the younger first: a digest of two words and a value of two words. Zeros stand for no run.
  @usableFromInline var pairs: [SIMD8<UInt64>]
  @usableFromInline let most: Int
  /// How many runs were remembered since the cache last grew.
  @usableFromInline var insertions = 0

  /// Creates an empty cache for up to `capacity` runs, a power of two.
  @inlinable
  public init(capacity: Int) {
    precondition(capacity >= 2 && capacity & (capacity - 1) == 0, "a power of two")
    most = capacity / 2
    // It grows with what is read, so that a short run does not wait for the memory of a long one.
    pairs = [SIMD8<UInt64>](repeating: .zero, count: Swift.min(most, 1 << 9))
  }

  /// A look-up that has begun.
  public struct LookUp: Sendable {
    /// Stands for the run that is looked up.
    public let digest: WordRunDigest
    @usableFromInline let place: Int

    @inlinable
    init(digest: WordRunDigest, place: Int) {
      self.digest = digest
      self.place = place
    }
  }

  /// Begins to look up a run: the memory that it takes is fetched, and nothing waits for it. With several look-ups begun
  /// before the first is asked for its result, all wait for memory together.
  @inline(__always) @inlinable
  public func lookUp(_ key: WordRunKey) -> LookUp {
    let digest = key.digest
    let place = place(of: digest)
    unsafe pairs.withUnsafeBufferPointer { unsafe minwal_prefetch(UnsafeRawPointer($0.baseAddress! + place)) }
    return LookUp(digest: digest, place: place)
  }

  /// What is known about a run, or `nil`; it may be `nil` too if other runs were remembered since the look-up began.
  @inline(__always) @inlinable
  public subscript(lookUp: LookUp) -> Value? {
    let pair = pairs[lookUp.place]
    if (pair[0] ^ lookUp.digest.first) | (pair[1] ^ lookUp.digest.second) == 0 {
      return Value(words: SIMD2(pair[2], pair[3]))
    }
    if (pair[4] ^ lookUp.digest.first) | (pair[5] ^ lookUp.digest.second) == 0 {
      return Value(words: SIMD2(pair[6], pair[7]))
    }
    return nil
  }

  /// Remembers something about a run that is not known.
  @inlinable
  public mutating func insert(_ digest: WordRunDigest, _ value: Value) {
    if insertions * 4 >= pairs.count && pairs.count < most { grow() }
    insertions += 1
    put(SIMD4(digest.first, digest.second, value.words.x, value.words.y))
  }

  @inlinable
  mutating func put(_ slot: SIMD4<UInt64>) {
    let place = place(of: WordRunDigest(first: slot[0], second: slot[1]))
    pairs[place] = SIMD8(lowHalf: slot, highHalf: pairs[place].lowHalf)
  }

  @inlinable
  mutating func grow() {
    let old = pairs
    pairs = [SIMD8<UInt64>](repeating: .zero, count: old.count * 2)
    insertions = 0
    for pair in old {
      if pair[4] | pair[5] != 0 { put(pair.highHalf) }
      if pair[0] | pair[1] != 0 { put(pair.lowHalf) }
    }
  }

  /// Where a run's two slots are.
  @inline(__always) @inlinable
  func place(of digest: WordRunDigest) -> Int { digest.hash & (pairs.count - 1) }
}
