/// What can be remembered about a run: a word of the processor.
public protocol WordRunValue: Sendable {
  /// Reads a value from its word.
  init(word: UInt64)

  /// The value as one word; not 0.
  var word: UInt64 { get }
}

/// What is known about runs of bytes that came lately.
///
/// Each run has four places, and the newcomer puts out the oldest of the four. That keeps the cache small enough to stay
/// near the processor whatever the texts, and frequent words are soon back; a table that keeps everything is slower. The
/// four places are one line of the processor's cache.
public struct WordRunCache<Value: WordRunValue>: Sendable {
  @usableFromInline var lines: CacheLines
  @usableFromInline let most: Int
  /// How many runs were remembered since the cache last grew.
  @usableFromInline var insertions = 0

  /// Creates an empty cache for up to `capacity` runs, a power of two.
  @inlinable
  public init(capacity: Int) {
    precondition(capacity >= 4 && capacity & (capacity - 1) == 0, "a power of two")
    most = capacity / 4
    // It grows with what is read, so that a short run does not wait for the memory of a long one.
    lines = CacheLines(count: Swift.min(most, 1 << 9))
  }

  /// What is known about a run, or `nil`.
  @inline(__always) @inlinable
  public subscript(digest: WordRunDigest) -> Value? {
    let word = lines.find(digest.value)
    return word == 0 ? nil : Value(word: word)
  }

  /// Remembers something about a run that is not known.
  @inlinable
  public mutating func insert(_ digest: WordRunDigest, _ value: Value) {
    if insertions >= lines.count && lines.count < most {
      lines = CacheLines(count: lines.count * 2, from: lines)
      insertions = 0
    } else if !isKnownUniquelyReferenced(&lines) {
      lines = CacheLines(count: lines.count, from: lines)
    }
    insertions += 1
    lines.put(digest.value, value.word)
  }
}

/// The memory of a cache: lines that are those of the processor's cache, where arrays' elements would lie on two each.
///
/// A line has four runs, the youngest first: their digests, then their values. Zeros stand for no run. It is changed only
/// by a cache that has the only reference.
@safe @usableFromInline
final class CacheLines: @unchecked Sendable {
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  /// How many lines there are, a power of two.
  @usableFromInline let count: Int

  /// Creates lines without runs.
  @usableFromInline
  init(count: Int) {
    self.count = count
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count * 64, alignment: 64)
    unsafe words = unsafe memory.initializeMemory(as: UInt64.self, repeating: 0, count: count * 8)
  }

  /// Creates lines with the runs of others.
  @usableFromInline
  convenience init(count: Int, from other: CacheLines) {
    self.init(count: count)
    for line in 0..<other.count {
      for place in stride(from: 3, through: 0, by: -1) {
        let digest = unsafe other.words[line * 8 + place]
        if digest != 0 { put(digest, unsafe other.words[line * 8 + place + 4]) }
      }
    }
  }

  deinit { unsafe words.deallocate() }

  /// The first word of a run's line. There is a line for any number.
  @inline(__always) @inlinable
  func line(_ digest: UInt64) -> UnsafeMutablePointer<UInt64> {
    unsafe words + (Int(truncatingIfNeeded: digest) & (count - 1)) * 8
  }

  /// What is known of a run; 0 if nothing is.
  @inline(__always) @inlinable
  func find(_ digest: UInt64) -> UInt64 {
    // Which of the four it is cannot be foreseen, so that nothing branches on it.
    let line = unsafe UnsafeRawPointer(line(digest))
    let wanted = SIMD2(repeating: digest)
    let first = unsafe Self.words(line.load(as: SIMD2<UInt64>.self) .== wanted)
    let second = unsafe Self.words(line.load(fromByteOffset: 16, as: SIMD2<UInt64>.self) .== wanted)
    let values = unsafe first & line.load(fromByteOffset: 32, as: SIMD2<UInt64>.self)
    let others = unsafe second & line.load(fromByteOffset: 48, as: SIMD2<UInt64>.self)
    let found = values | others
    return found.x | found.y
  }

  @inline(__always) @inlinable
  static func words(_ mask: SIMDMask<SIMD2<Int64>>) -> SIMD2<UInt64> {
    unsafe unsafeBitCast(mask, to: SIMD2<UInt64>.self)
  }

  @usableFromInline
  func put(_ digest: UInt64, _ value: UInt64) {
    let line = unsafe line(digest)
    for place in stride(from: 3, to: 0, by: -1) {
      unsafe line[place] = unsafe line[place - 1]
      unsafe line[place + 4] = unsafe line[place + 3]
    }
    unsafe line[0] = digest
    unsafe line[4] = value
  }
}
