import Minwal

/// A set of pairs of adjacent bytes at which a pass must look closer, for skipping all the rest.
///
/// Two bytes tell the block of 64 characters that a character belongs to, or the character itself in the scripts from
/// Latin to N'Ko; so a text that needs nothing is crossed without decoding it.
struct BytePairs: Sendable {
  /// What a pair begins, by the little-endian number that the two bytes make.
  private var flags = [UInt8](repeating: 0, count: 1 << 16)
  private static let closer: UInt8 = 1
  private static let mark: UInt8 = 2

  /// Adds the pair that begins a character, or all pairs if the character has only one byte.
  mutating func add(_ character: Span<UInt8>) {
    if character.count == 1 {
      for second in 0...255 as ClosedRange<UInt8> { add(character[0], second) }
    } else {
      add(character[0], character[1])
    }
  }

  /// Adds a pair.
  mutating func add(_ first: UInt8, _ second: UInt8) { flags[Int(first) | Int(second) << 8] = Self.closer }

  /// Adds a mark that needs a closer look only where another mark follows it. Those of more than two bytes always do.
  mutating func add(mark character: Span<UInt8>) {
    guard character.count == 2 else { return add(character) }
    flags[Int(character[0]) | Int(character[1]) << 8] = Self.mark
  }

  /// Whether a character that begins with these bytes is certain to need no closer look.
  @inline(__always)
  func pass(_ first: UInt8, _ second: UInt8) -> Bool { flags[Int(first) | Int(second) << 8] == 0 }

  /// How far a scan has come: so that places close to one another are found by one look.
  struct Scan {
    fileprivate var block = -8
    fileprivate var found: UInt64 = 0
    fileprivate var marksBefore: UInt64 = 0
  }

  /// The first offset at or after `start` where a pair of the set begins, or the first of two marks in a row; or `end`.
  ///
  /// `bytes` are a text of `end` bytes with its padding. The last byte is taken for the first of a pair too, with
  /// whatever follows the text. No mark may stand just before `start`, which only ever grows.
  @inline(__always)
  func first(in bytes: RawSpan, from start: Int, to end: Int, _ scan: inout Scan) -> Int {
    guard start < end else { return end }
    if start >= scan.block + 8 {
      scan.block = start
      scan.found = look(bytes, at: start)
      scan.marksBefore = 0
    } else if start > scan.block {
      let settled = UInt64(start - scan.block) * 2
      scan.found &= ~0 << settled
      scan.marksBefore = 0
    }
    while true {
      // Marks of two bytes in a row are two pairs apart, perhaps across the blocks.
      let marks = scan.found & 0xAAAA
      let second = marks & (marks << 4 | scan.marksBefore)
      if (scan.found & 0x5555) | second != 0 {
        let closer = (scan.found & 0x5555 | 1 << 16).trailingZeroBitCount / 2
        let mark = (second | 1 << 24).trailingZeroBitCount / 2 - 2
        return min(end, scan.block + min(closer, mark))
      }
      scan.marksBefore = marks >> 12
      scan.block += 8
      guard scan.block < end else { return end }
      scan.found = look(bytes, at: scan.block)
    }
  }

  /// Looks up eight pairs: two bits for each, the first lowest.
  @inline(__always)
  private func look(_ bytes: RawSpan, at position: Int) -> UInt64 {
    let flags = flags.span
    // Eight pairs from two loads; padding makes them safe behind the end, and the bounds check holds it.
    let word = UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    let last = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt8.self)
    var found: UInt64 = 0
    for lane in 0..<7 as Range<UInt64> {
      let pair = Int(truncatingIfNeeded: (word >> (lane * 8)) & 0xFFFF)
      unsafe found |= UInt64(flags[unchecked: pair]) << (lane * 2)
    }
    let pair = Int(truncatingIfNeeded: word >> 56) | Int(last) << 8
    return unsafe found | UInt64(flags[unchecked: pair]) << 14
  }
}
