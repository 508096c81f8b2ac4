import Minwal

/// Undoes the escapes of a JSON string, one step after the other.
struct JSONUnescaper {
  /// Appends what a raw string means.
  ///
  /// - Parameters:
  ///   - raw: Where the string stands, without its quotation marks.
  ///   - page: The page.
  ///   - buffer: Gets what it means.
  ///   - note: Told which bytes of the page became which of the buffer.
  static func append(
    _ raw: Range<Int>, of page: Span<UInt8>, to buffer: inout ByteBuffer,
    noting note: (Range<Int>, Range<Int>) -> Void = { _, _ in }
  ) {
    var position = raw.lowerBound
    var kept = position
    func keep(_ buffer: inout ByteBuffer, _ end: Int) {
      guard kept < end else { return }
      let start = buffer.count
      buffer.append(page.extracting(kept..<end))
      note(kept..<end, start..<buffer.count)
    }
    while position < raw.upperBound {
      guard page[position] == UInt8(ascii: "\\"), position + 1 < raw.upperBound else {
        position += 1
        continue
      }
      keep(&buffer, position)
      let start = position
      let output = buffer.count
      let letter = page[position + 1]
      position += 2
      switch letter {
      case UInt8(ascii: "n"), UInt8(ascii: "r"): buffer.append(0x0A)
      case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "b"): buffer.append(0x20)
      case UInt8(ascii: "u"):
        var unit = hex(page, &position, raw.upperBound)
        if unit >> 10 == 0x36, position + 1 < raw.upperBound, page[position] == UInt8(ascii: "\\"),
          page[position + 1] == UInt8(ascii: "u")
        {
          var next = position + 2
          let low = hex(page, &next, raw.upperBound)
          if low >> 10 == 0x37 {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
            position = next
          }
        }
        buffer.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
      default: buffer.append(letter)
      }
      note(start..<position, output..<buffer.count)
      kept = position
    }
    keep(&buffer, raw.upperBound)
  }

  private static func hex(_ page: Span<UInt8>, _ position: inout Int, _ end: Int) -> UInt32 {
    var value: UInt32 = 0
    var count = 0
    while count < 4, position < end {
      let byte = page[position]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return count == 0 ? 0xFFFD : value
      }
      position += 1
      count += 1
    }
    return count == 0 ? 0xFFFD : value
  }
}
