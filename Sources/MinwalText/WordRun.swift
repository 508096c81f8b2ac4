/// A run of bytes in which words may lie: ASCII letters and digits and all characters beyond ASCII, up to the next
/// other ASCII character.
///
/// In most scripts that is a word, perhaps with a sign behind it that is not ASCII. It takes no decoding to find, and
/// no word crosses its ends; so what a program has found out about a run it can remember in a ``WordRunCache``.
public struct WordRun: Sendable {
  /// Where its bytes lie. Not empty.
  public let range: Range<Int>
  /// The bytes themselves, if they are few enough.
  public let key: WordRunKey?
  /// Where to look for the next run: past the characters behind this one that are in none.
  public let next: Int

  @inlinable
  init(range: Range<Int>, key: WordRunKey?, next: Int) {
    self.range = range
    self.key = key
    self.next = next
  }
}

/// A run of up to ``longest`` bytes with zeros behind them. No run has a zero byte, so runs are the same if their keys
/// are.
public struct WordRunKey: Equatable, Sendable {
  /// How many bytes fit.
  public static let longest = 32

  @usableFromInline let first: SIMD2<UInt64>
  @usableFromInline let second: SIMD2<UInt64>

  /// The key of no run.
  @inlinable static var none: Self { Self(ByteBlock(repeating: 0), ByteBlock(repeating: 0), count: 0) }

  /// The first `count` of the 32 bytes of two blocks.
  @inline(__always) @inlinable
  init(_ low: ByteBlock, _ high: ByteBlock, count: Int) {
    let places = ByteBlock(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let end = UInt8(truncatingIfNeeded: count)
    first = Self.bytes(of: low, in: places.less(end))
    second = Self.bytes(of: high, in: (places &+ ByteBlock(repeating: 16)).less(end))
  }

  /// The bytes of a block in the lanes that are set, zeros in the others.
  @inline(__always) @inlinable
  static func bytes(of block: ByteBlock, in lanes: ByteMask) -> SIMD2<UInt64> {
    unsafe unsafeBitCast(block, to: SIMD2<UInt64>.self) & lanes.words
  }

  @inline(__always) @inlinable
  public static func == (a: Self, b: Self) -> Bool {
    (a.first.x ^ b.first.x) | (a.first.y ^ b.first.y) | (a.second.x ^ b.second.x) | (a.second.y ^ b.second.y) == 0
  }

  /// What stands for the run where there is no room for all of it.
  @inline(__always) @inlinable
  public var digest: WordRunDigest {
    WordRunDigest(
      first: first.x ^ second.x &* 0x9E37_79B1_85EB_CA87, second: first.y ^ second.y &* 0xC2B2_AE3D_27D4_EB4F)
  }
}

/// Stands for a run: its bytes if they are up to 16, and of a longer one a mixture of 128 bits. That two runs of a text
/// have one is less likely than that its bytes were read wrong.
public struct WordRunDigest: Hashable, Sendable {
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64

  @inlinable
  init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  /// A hash, not negative. Its lower bits depend on all bits.
  @inline(__always) @inlinable
  var hash: Int {
    let mixed = (first &* 0x9E37_79B1_85EB_CA87) ^ (second &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(((mixed ^ mixed >> 32) &* 0x9FB2_1C65_1E98_DF25) >> 32)
  }
}

extension RawSpan {
  /// The first run at or after an offset and before another, or `nil`.
  ///
  /// The bytes are those of a ``ByteBuffer`` with its padding: blocks are read past `end`.
  @inline(__always) @inlinable
  public func wordRun(from offset: Int, to end: Int) -> WordRun? {
    var start = offset
    while true {
      guard start < end else { return nil }
      if Self.isInWordRun(unsafe unsafeLoad(fromByteOffset: start, as: UInt8.self)) { break }
      start += 1
    }
    let low = block(at: start)
    let inside = low.lanesInWordRun.bits
    let length = (~inside).trailingZeroBitCount
    guard length < 16 else { return longWordRun(from: start, to: end) }
    let range = start..<Swift.min(start + length, end)
    let behind = inside & (UInt32.max &<< UInt32(length)) | 1 << 16
    return WordRun(
      range: range, key: WordRunKey(low, ByteBlock(repeating: 0), count: range.count),
      next: start + behind.trailingZeroBitCount)
  }

  /// A run of 16 bytes or more.
  @usableFromInline
  func longWordRun(from start: Int, to limit: Int) -> WordRun {
    var end = start + 16
    while end < limit {
      let length = (~block(at: end).lanesInWordRun.bits).trailingZeroBitCount
      end += length
      if length < 16 { break }
    }
    end = Swift.min(end, limit)
    let count = end - start
    let key =
      count <= WordRunKey.longest ? WordRunKey(block(at: start), block(at: start + 16), count: count) : nil
    return WordRun(range: start..<end, key: key, next: end)
  }

  @inline(__always) @inlinable
  static func isInWordRun(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }
}

extension ByteBlock {
  /// The lanes that hold an ASCII letter or digit, or part of a character beyond ASCII.
  @inline(__always) @inlinable
  var lanesInWordRun: ByteMask {
    let small = self | ByteBlock(repeating: 0x20)
    return within(0x80...0xFF) .| small.within(0x61...0x7A) .| within(0x30...0x39)
  }
}
