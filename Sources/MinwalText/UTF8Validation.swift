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
      // A block needs three bytes before it. After the last good one, continue from the start of its last character.
      if position >= start + 3, position + 16 <= end {
        var next = position
        while true {
          if next + 64 <= end, isOfShortCharacters(raw, at: next) {
            next += 64
            continue
          }
          // Four blocks before the next try, so that text of longer characters is hardly slower for it.
          let stop = min(next + 64, end - 15)
          while next < stop, isValid(raw, blockAt: next) { next += 16 }
          if next < stop || next + 16 > end { break }
        }
        if next > position {
          next -= 1
          while next > position, bytes[next] & 0xC0 == 0x80 { next -= 1 }
          position = next
        }
      }
      let length = sequenceLength(in: bytes, at: position)
      guard length > 0 else { return position..<(position - length) }
      position += length
    }
    return nil
  }

  /// Whether 64 bytes have nothing but ASCII and characters of two bytes, as text in most alphabets has, and can follow
  /// those before them. The first may be the second byte of a character, the last the first byte of one.
  @inline(__always)
  private static func isOfShortCharacters(_ bytes: RawSpan, at offset: Int) -> Bool {
    // One check of bounds for all loads.
    let around = bytes.extracting(offset - 3..<offset + 64)
    // No character of three or four bytes is unfinished.
    guard around.byte(at: 2) < 0xE0, around.byte(at: 1) < 0xE0, around.byte(at: 0) < 0xF0 else { return false }
    @inline(__always)
    func wrong(at place: Int) -> ByteMask {
      let block = around.block(at: place)
      let before = around.block(at: place - 1)
      return (block.within(0x80...0xBF) .^ before.within(0xC2...0xDF))
        .| (block.within(0xC0...0xFF) .^ block.within(0xC2...0xDF))
    }
    return (wrong(at: 3) .| wrong(at: 19) .| wrong(at: 35) .| wrong(at: 51)).isEmpty
  }

  /// Whether sixteen bytes can follow the three before them. That is all there is to UTF-8, except that the last
  /// character may be unfinished.
  @inline(__always)
  private static func isValid(_ bytes: RawSpan, blockAt offset: Int) -> Bool {
    let block = bytes.block(at: offset)
    // Nothing but ASCII, and nothing unfinished before it.
    let before3 = bytes.block(at: offset - 3)
    if block.within(0x80...0xFF).isEmpty, before3.within(0x80...0xFF).isEmpty { return true }
    let before1 = bytes.block(at: offset - 1)
    let before2 = bytes.block(at: offset - 2)
    let mustContinue = before1.within(0xC2...0xF4) .| before2.within(0xE0...0xF4) .| before3.within(0xF0...0xF4)
    let wrong = (block.within(0x80...0xBF) .^ mustContinue) .| block.within(0xC0...0xC1) .| block.within(0xF5...0xFF)
    // Overlong forms, surrogates, and what lies above U+10FFFF show in the second byte.
    let second =
      (before1.equal(0xE0) .& block.within(0x80...0x9F)) .| (before1.equal(0xED) .& block.within(0xA0...0xBF))
      .| (before1.equal(0xF0) .& block.within(0x80...0x8F)) .| (before1.equal(0xF4) .& block.within(0x90...0xBF))
    return (wrong .| second).isEmpty
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
  /// Appends `bytes` to `text`, fixed.
  ///
  /// - Parameters:
  ///   - bytes: Any bytes.
  ///   - text: Gets them as UTF-8.
  ///   - note: Told where each malformed sequence lies in `bytes`, and where its U+FFFD in the text.
  /// - Returns: how many sequences were replaced.
  public static func append(
    _ bytes: Span<UInt8>, to text: inout Text, noting note: (Range<Int>, Range<Int>) -> Void = { _, _ in }
  ) -> Int {
    var replaced = 0
    var position = 0
    text.withUncheckedBuffer { buffer in
      while let bad = UTF8Validation.firstInvalid(in: bytes, from: position) {
        buffer.append(bytes.extracting(position..<bad.lowerBound))
        let start = buffer.count
        buffer.append("\u{FFFD}" as Unicode.Scalar)
        note(bad, start..<buffer.count)
        replaced += 1
        Steps.count(bad.upperBound - position)
        position = bad.upperBound
      }
      buffer.append(bytes.extracting(position..<bytes.count))
    }
    return replaced
  }
}
