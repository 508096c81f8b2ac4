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
      var lanes = SIMD4<UInt64>(seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
      while position + 32 <= count {
        for lane in 0..<4 {
          let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position + lane * 8, as: UInt64.self)
          lanes[lane] = round(lanes[lane], UInt64(littleEndian: word))
        }
        position += 32
      }
      result = rotate(lanes[0], 1) &+ rotate(lanes[1], 7) &+ rotate(lanes[2], 12) &+ rotate(lanes[3], 18)
      for lane in 0..<4 { result = (result ^ round(0, lanes[lane])) &* prime1 &+ prime4 }
    } else {
      result = seed &+ prime5
    }
    result &+= UInt64(count)
    while position + 8 <= count {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      result = rotate(result ^ round(0, UInt64(littleEndian: word)), 27) &* prime1 &+ prime4
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
    var string = string
    string.makeContiguousUTF8()
    return hash(string.utf8.span, seed: seed)
  }

  /// A hash as 16 hexadecimal digits.
  public static func hex(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func round(_ accumulator: UInt64, _ input: UInt64) -> UInt64 {
    rotate(accumulator &+ input &* prime2, 31) &* prime1
  }

  private static func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }
}
