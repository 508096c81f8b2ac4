import Minwal

/// A set of pairs of adjacent bytes at which a pass must look closer, for skipping all the rest.
///
/// Two bytes tell the block of 64 characters that a character belongs to, or the character itself in the scripts from
/// Latin to N'Ko; so a text that needs nothing is crossed without decoding it.
struct BytePairs: Sendable {
  /// 1 for a pair in the set, by the little-endian number that the two bytes make.
  private var flags = [UInt8](repeating: 0, count: 1 << 16)

  /// Adds the pair that begins a character, or all pairs if the character has only one byte.
  mutating func add(_ character: Span<UInt8>) {
    if character.count == 1 {
      for second in 0...255 as ClosedRange<UInt8> { add(character[0], second) }
    } else {
      add(character[0], character[1])
    }
  }

  /// Adds a pair.
  mutating func add(_ first: UInt8, _ second: UInt8) { flags[Int(first) | Int(second) << 8] = 1 }

  /// The first offset at or after `start` where a pair of the set begins, or `end`.
  ///
  /// `bytes` are a text of `end` bytes with its padding. The last byte is taken for the first of a pair too, with
  /// whatever follows the text.
  @inline(__always)
  func first(in bytes: RawSpan, from start: Int, to end: Int) -> Int {
    let flags = flags.span
    var position = start
    while position < end {
      // Eight pairs from two loads; padding makes them safe behind the end, and the bounds check holds it.
      let word = UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let last = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: position + 8, as: UInt8.self)
      var found: UInt64 = 0
      for lane in 0..<7 as Range<UInt64> {
        let pair = Int(truncatingIfNeeded: (word >> (lane * 8)) & 0xFFFF)
        unsafe found |= UInt64(flags[unchecked: pair]) << lane
      }
      let pair = Int(truncatingIfNeeded: word >> 56) | Int(last) << 8
      unsafe found |= UInt64(flags[unchecked: pair]) << 7
      if found != 0 { return min(end, position + found.trailingZeroBitCount) }
      position += 8
    }
    return end
  }
}
