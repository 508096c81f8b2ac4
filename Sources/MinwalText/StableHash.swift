/// XXH64, a fast hash that is the same on every machine and in every run.
///
/// For fingerprints, identifiers and hash tables; not a defence against someone who wants collisions.
/// Follows the xxHash specification, version 0.1.1.
public enum StableHash {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The hash of some bytes.
  public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    let count = bytes.count
    guard count >= blockSize else { return finished(shortStart(seed: seed), bytes, count: count) }
    var lanes = firstLanes(seed: seed)
    let end = count - count % blockSize
    mixBlocks(bytes.extracting(0..<end), &lanes)
    return finished(joined(lanes), bytes.extracting(end..<count), count: count)
  }

  // MARK: The parts, which a stream has too

  /// How many bytes are mixed at a time.
  static let blockSize = 32

  @inline(__always)
  static func firstLanes(seed: UInt64) -> InlineArray<4, UInt64> {
    [seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1]
  }

  /// Where hashes of less than a block begin.
  @inline(__always)
  static func shortStart(seed: UInt64) -> UInt64 { seed &+ prime5 }

  /// Mixes whole blocks in.
  @inline(__always)
  static func mixBlocks(_ bytes: Span<UInt8>, _ lanes: inout InlineArray<4, UInt64>) {
    let raw = unsafe bytes.bytes
    var (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    var position = 0
    while position + blockSize <= bytes.count {
      a = round(a, word(raw, position))
      b = round(b, word(raw, position + 8))
      c = round(c, word(raw, position + 16))
      d = round(d, word(raw, position + 24))
      position += blockSize
    }
    lanes = [a, b, c, d]
  }

  @inline(__always)
  static func joined(_ lanes: InlineArray<4, UInt64>) -> UInt64 {
    let (a, b, c, d) = (lanes[0], lanes[1], lanes[2], lanes[3])
    return merge(merge(merge(merge(rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18), a), b), c), d)
  }

  /// Takes in the bytes behind the last block, and how many there were in all.
  @inline(__always)
  static func finished(_ start: UInt64, _ bytes: Span<UInt8>, count: Int) -> UInt64 {
    let raw = unsafe bytes.bytes
    var result = start &+ UInt64(count)
    var position = 0
    while position + 8 <= bytes.count {
      result = rotate(result ^ round(0, word(raw, position)), 27) &* prime1 &+ prime4
      position += 8
    }
    if position + 4 <= bytes.count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
      result = rotate(result ^ (UInt64(UInt32(littleEndian: word)) &* prime1), 23) &* prime2 &+ prime3
      position += 4
    }
    while position < bytes.count {
      result = rotate(result ^ (UInt64(bytes[position]) &* prime5), 11) &* prime1
      position += 1
    }
    result = (result ^ (result >> 33)) &* prime2
    result = (result ^ (result >> 29)) &* prime3
    return result ^ (result >> 32)
  }

  /// The hash of a string's UTF-8.
  public static func hash(_ string: String, seed: UInt64 = 0) -> UInt64 {
    return hash(string.utf8.span, seed: seed)
  }

  /// A hash as 16 hexadecimal digits.
  public static func hex(_ hash: UInt64) -> String {
    let digits = hexDigits(hash)
    return unsafe String(unsafeUninitializedCapacity: 16) { room in
      for place in digits.indices { unsafe room[place] = digits[place] }
      return 16
    }
  }

  /// The 16 hexadecimal digits of a hash, in ASCII.
  public static func hexDigits(_ hash: UInt64) -> InlineArray<16, UInt8> {
    InlineArray { place in
      let digit = UInt8(truncatingIfNeeded: hash >> UInt64(60 - place * 4)) & 0xF
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit
    }
  }

  /// Eight bytes, which must be there.
  @inline(__always)
  private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  private static func merge(_ result: UInt64, _ lane: UInt64) -> UInt64 {
    (result ^ round(0, lane)) &* prime1 &+ prime4
  }

  private static func round(_ accumulator: UInt64, _ input: UInt64) -> UInt64 {
    rotate(accumulator &+ input &* prime2, 31) &* prime1
  }

  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}
