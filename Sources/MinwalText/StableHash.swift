/// XXH64, a fast hash that is the same on every machine and in every run.
///
/// For fingerprints, identifiers and hash tables; not a defence against somebody who wants collisions.
/// Follows the xxHash specification, version 0.1.1.
public enum StableHash {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The hash of some bytes.
  public static func hash(_ bytes: Span<UInt8>, seed: UInt64 = 0) -> UInt64 {
    let raw = unsafe bytes.bytes
    let count = bytes.count
    var position = 0
    var result: UInt64
    if count >= 32 {
      var (a, b, c, d) = (seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
      while position + 32 <= count {
        a = round(a, word(raw, position))
        b = round(b, word(raw, position + 8))
        c = round(c, word(raw, position + 16))
        d = round(d, word(raw, position + 24))
        position += 32
      }
      result = rotate(a, 1) &+ rotate(b, 7) &+ rotate(c, 12) &+ rotate(d, 18)
      result = merge(merge(merge(merge(result, a), b), c), d)
    } else {
      result = seed &+ prime5
    }
    result &+= UInt64(count)
    while position + 8 <= count {
      result = rotate(result ^ round(0, word(raw, position)), 27) &* prime1 &+ prime4
      position += 8
    }
    if position + 4 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self)
      result = rotate(result ^ (UInt64(UInt32(littleEndian: word)) &* prime1), 23) &* prime2 &+ prime3
      position += 4
    }
    while position < count {
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
