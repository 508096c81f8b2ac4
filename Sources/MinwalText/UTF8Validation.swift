/// Tells whether bytes are UTF-8, as the Unicode Standard defines it (table 3-7: no overlong forms, no surrogates,
/// nothing above U+10FFFF).
public enum UTF8Validation {
  /// The range of the first bytes that are not UTF-8, or `nil` if all are.
  ///
  /// The range is a *maximal subpart* (Unicode 15.0, section 3.9): the bytes that one U+FFFD stands for.
  public static func firstInvalid(in bytes: Span<UInt8>, from start: Int = 0) -> Range<Int>? {
    var position = start
    let end = bytes.count
    let raw = unsafe bytes.bytes
    while position < end {
      // Eight ASCII bytes at a time.
      while position + 8 <= end {
        let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        guard word & 0x8080_8080_8080_8080 == 0 else { break }
        position += 8
      }
      guard position < end else { return nil }
      let length = UTF8Validation.sequenceLength(in: bytes, at: position)
      guard length > 0 else { return position..<(position - length) }
      position += length
    }
    return nil
  }

  /// The length of the character at `position`, or minus the length of the malformed sequence there.
  @inlinable
  static func sequenceLength(in bytes: Span<UInt8>, at position: Int) -> Int {
    let first = bytes[position]
    if first < 0x80 { return 1 }
    let end = bytes.count
    func byte(_ offset: Int) -> UInt8 { position + offset < end ? bytes[position + offset] : 0 }
    func continues(_ offset: Int) -> Bool { byte(offset) & 0xC0 == 0x80 }
    switch first {
    case 0xC2...0xDF:
      return continues(1) ? 2 : -1
    case 0xE0...0xEF:
      let second = byte(1)
      let lower: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let upper: UInt8 = first == 0xED ? 0x9F : 0xBF
      guard second >= lower && second <= upper else { return -1 }
      return continues(2) ? 3 : -2
    case 0xF0...0xF4:
      let second = byte(1)
      let lower: UInt8 = first == 0xF0 ? 0x90 : 0x80
      let upper: UInt8 = first == 0xF4 ? 0x8F : 0xBF
      guard second >= lower && second <= upper else { return -1 }
      guard continues(2) else { return -2 }
      return continues(3) ? 4 : -3
    default:
      return -1
    }
  }
}

/// Turns any bytes into UTF-8: each malformed sequence becomes one U+FFFD, as the WHATWG's decoder does it.
public enum UTF8Repair {
  /// Appends `bytes` to `text`, mended.
  ///
  /// - Returns: how many sequences were replaced.
  public static func append(_ bytes: Span<UInt8>, to text: inout Text) -> Int {
    var replaced = 0
    var position = 0
    text.withUncheckedBuffer { buffer in
      while let bad = UTF8Validation.firstInvalid(in: bytes, from: position) {
        buffer.append(bytes.extracting(position..<bad.lowerBound))
        buffer.append("\u{FFFD}" as Unicode.Scalar)
        replaced += 1
        position = bad.upperBound
      }
      buffer.append(bytes.extracting(position..<bytes.count))
    }
    return replaced
  }
}
