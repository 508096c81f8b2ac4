/// The runs of a part of a text: of bytes in which words may lie, which are ASCII letters and digits and all characters
/// beyond ASCII, up to the next other ASCII character.
///
/// In most scripts a run is a word, perhaps with a sign behind it that is not ASCII. It takes no decoding to find, and
/// no word crosses its ends; so what a program has found out about a run it can remember in a ``WordRunCache``.
///
/// They are found some at a time: 64 bytes are looked at together, as a bit each.
public struct WordRuns: Sendable {
  /// Where runs begin and end, alternating, seen from ``start``.
  @usableFromInline var edges: [UInt32]
  @usableFromInline var start = 0
  /// How many runs there are.
  public private(set) var count = 0
  /// Where the next ones are looked for.
  public private(set) var next = 0

  /// So many bytes are looked at, unless a run is longer.
  private static let reach = 4096

  /// Creates an empty list.
  public init() { edges = Array(repeating: 0, count: Self.reach + 2) }

  private init(edges: [UInt32]) { self.edges = edges }

  /// Stands where a list was taken out; without memory.
  public static var none: WordRuns { WordRuns(edges: []) }

  /// One of the runs.
  @inlinable
  public subscript(index: Int) -> Range<Int> { start + Int(edges[index * 2])..<start + Int(edges[index * 2 + 1]) }

  /// Finds the first runs of a part of a text, all of them if it is short.
  ///
  /// - Parameters:
  ///   - range: The part.
  ///   - bytes: The bytes of a ``ByteBuffer`` with its padding, since more than the part is looked at.
  public mutating func find(in range: Range<Int>, of bytes: RawSpan) {
    start = range.lowerBound
    let end = range.upperBound
    var found = 0
    var place = start
    // Whether the byte before is in a run.
    var open: UInt64 = 0
    do {
      let stop = min(end, start + Self.reach)
      var edges = edges.mutableSpan
      while place < stop {
        let lanes = Self.lanes(at: place, before: end, in: bytes)
        var changes = lanes ^ (lanes << 1 | open)
        open = lanes >> 63
        let offset = UInt32(truncatingIfNeeded: place &- range.lowerBound)
        while changes != 0 {
          edges[found] = offset &+ UInt32(truncatingIfNeeded: changes.trailingZeroBitCount)
          found &+= 1
          changes &= changes &- 1
        }
        place += 64
      }
    }
    next = min(place, end)
    if open != 0 {
      if next == end || edges[found - 1] == 0 {
        next = next == end ? end : endOfRun(from: next, to: end, of: bytes)
        edges[found] = UInt32(truncatingIfNeeded: next - start)
        found += 1
      } else {
        // The next time, it is the first.
        found -= 1
        next = start + Int(edges[found])
      }
    }
    count = found / 2
  }

  /// Where a run ends that goes on at a place.
  private func endOfRun(from place: Int, to end: Int, of bytes: RawSpan) -> Int {
    var place = place
    while place < end {
      let length = (~Self.lanes(at: place, before: end, in: bytes)).trailingZeroBitCount
      place += length
      if length < 64 { break }
    }
    return min(place, end)
  }

  /// Which of the 64 bytes at an offset, and before another, are in a run.
  @inline(__always)
  private static func lanes(at offset: Int, before end: Int, in bytes: RawSpan) -> UInt64 {
    // One check of bounds for all loads.
    let window = bytes.extracting(offset..<offset + 64)
    let low = UInt64(window.block(at: 0).lanesInWordRun) | UInt64(window.block(at: 16).lanesInWordRun) << 16
    let high = UInt64(window.block(at: 32).lanesInWordRun) | UInt64(window.block(at: 48).lanesInWordRun) << 16
    let lanes = low | high << 32
    let count = end - offset
    return count < 64 ? lanes & (1 &<< UInt64(count) &- 1) : lanes
  }
}

/// Stands for a run of up to ``longest`` bytes. That two runs of a text have one is less likely than that a byte of it
/// was read wrong.
public struct WordRunDigest: Hashable, Sendable {
  /// How many bytes a run may have.
  public static let longest = 32

  /// Not 0. All bits depend on all bytes.
  @usableFromInline let value: UInt64

  /// The digest of a run, or `nil` if it is too long. `bytes` are those of a ``ByteBuffer`` with its padding.
  @inline(__always) @inlinable
  public init?(_ run: Range<Int>, of bytes: RawSpan) {
    // No run has a zero byte, so zeros behind it tell its length.
    let low = Self.words(at: run.lowerBound, count: run.count, in: bytes)
    let mixed = Self.mix(low.x ^ 0x9E37_79B1_85EB_CA87, low.y ^ 0xC2B2_AE3D_27D4_EB4F)
    if run.count <= 16 {
      value = Swift.max(1, mixed)
      return
    }
    guard run.count <= Self.longest else { return nil }
    let high = Self.words(at: run.lowerBound + 16, count: run.count - 16, in: bytes)
    value = Swift.max(1, Self.mix(high.x ^ mixed, high.y ^ 0x1656_67B1_9E37_79F9))
  }

  /// Up to 16 bytes, with zeros behind them.
  @inline(__always) @inlinable
  static func words(at offset: Int, count: Int, in bytes: RawSpan) -> SIMD2<UInt64> {
    let places = ByteBlock(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let mask = places.less(UInt8(truncatingIfNeeded: Swift.min(count, 16))).words
    return unsafe unsafeBitCast(bytes.block(at: offset), to: SIMD2<UInt64>.self) & mask
  }

  /// Both halves of the product.
  @inline(__always) @inlinable
  static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

extension ByteBlock {
  /// A bit for each lane that holds an ASCII letter or digit, or part of a character beyond ASCII.
  @inline(__always)
  fileprivate var lanesInWordRun: UInt32 {
    let small = self | ByteBlock(repeating: 0x20)
    let ascii = small.within(0x61...0x7A) .| within(0x30...0x39)
    // Beyond ASCII, the byte's own highest bit is set.
    let beyond = unsafe unsafeBitCast(self, to: ByteMask.self)
    return (ascii .| beyond).bits
  }
}
