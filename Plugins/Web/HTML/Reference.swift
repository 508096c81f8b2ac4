import CWebData
import Minwal

/// What a character reference, or a byte that has no place in HTML, stands for.
struct Reference {
  /// The bytes, the first one lowest.
  var utf8: UInt64
  /// How many they are.
  var count: Int
  /// Where the reference ends.
  var end: Int

  init(utf8: UInt64, count: Int, end: Int) {
    self.utf8 = utf8
    self.count = count
    self.end = end
  }

  /// Creates what a numeric reference stands for.
  init(number: UInt32, end: Int) {
    var value = number
    if (0x80...0x9F).contains(value) { value = Self.windows1252[Int(value - 0x80)] }
    let scalar = value == 0 ? nil : Unicode.Scalar(value)
    utf8 = 0
    count = 0
    self.end = end
    for byte in UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
      utf8 |= UInt64(byte) << UInt64(count * 8)
      count += 1
    }
  }

  static func replacementCharacter(end: Int) -> Reference { Reference(utf8: 0xBD_BFEF, count: 3, end: end) }

  /// What the numbers from 128 to 159 stand for: the characters of windows-1252, where it has any.
  private static let windows1252: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]
}

extension Tokenizer {
  /// No name without a semicolon is longer; none is shorter than two.
  private static let longestOldName = 6

  /// No name is longer, its semicolon included.
  private static let longestName = 32

  /// Reads the reference that begins with the `&` at `place`; `nil` if it is none.
  mutating func reference(at place: Int, inAttribute: Bool) -> Reference? {
    let start = place + 1
    if bytes.byte(at: start) == UInt8(ascii: "#") { return numericReference(at: start + 1) }
    var next = start
    let limit = min(end, start + Self.longestName)
    while next < limit, bytes.byte(at: next).isASCIIAlphanumeric { next += 1 }
    if next < limit, bytes.byte(at: next) == UInt8(ascii: ";"), let found = named(start..<next + 1) { return found }
    if inAttribute {
      // A query such as `?a=1&copy=2` is not meant.
      guard next - start <= Self.longestOldName, next >= end || bytes.byte(at: next) != UInt8(ascii: "=") else {
        return nil
      }
      return next - start < 2 ? nil : named(start..<next)
    }
    var length = min(next - start, Self.longestOldName)
    while length >= 2 {
      if let found = named(start..<start + length) { return found }
      length -= 1
    }
    return nil
  }

  private mutating func named(_ range: Range<Int>) -> Reference? {
    let found = unsafe bytes.extracting(range).withUnsafeBytes { name in
      unsafe minwal_find_html_reference(name.baseAddress, name.count)
    }
    guard found.count > 0 else { return nil }
    let bytes = found.bytes
    let low = UInt64(bytes.0) | UInt64(bytes.1) << 8 | UInt64(bytes.2) << 16 | UInt64(bytes.3) << 24
    let high = UInt64(bytes.4) | UInt64(bytes.5) << 8 | UInt64(bytes.6) << 16
    return Reference(utf8: low | high << 32, count: Int(found.count), end: range.upperBound)
  }

  private mutating func numericReference(at start: Int) -> Reference? {
    var next = start
    var value: UInt32 = 0
    let isHexadecimal = next < end && bytes.byte(at: next) | 0x20 == UInt8(ascii: "x")
    if isHexadecimal { next += 1 }
    let digits = next
    while next < end {
      let byte = bytes.byte(at: next)
      let digit: UInt8
      if byte &- UInt8(ascii: "0") < 10 {
        digit = byte &- UInt8(ascii: "0")
      } else if isHexadecimal, (byte | 0x20) &- UInt8(ascii: "a") < 6 {
        digit = (byte | 0x20) &- UInt8(ascii: "a") + 10
      } else {
        break
      }
      // Anything above the last code point is the same.
      value = min(value * (isHexadecimal ? 16 : 10) + UInt32(digit), 0x11_0000)
      next += 1
    }
    guard next > digits else { return nil }
    if next < end, bytes.byte(at: next) == UInt8(ascii: ";") { next += 1 }
    return Reference(number: value, end: next)
  }
}
