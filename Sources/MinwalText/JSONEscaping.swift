extension ByteBuffer {
  /// Adds the characters of a JSON string, of which some cannot stand there as they are (RFC 8259, section 7).
  ///
  /// - Parameter utf8: Valid UTF-8.
  mutating func appendEscaped(_ utf8: Span<UInt8>) {
    var position = 0
    while position < utf8.count {
      let left = utf8.count - position
      // What is copied, a block more than that, and some escapes.
      unsafe appendUnchecked(limit: left + 16 + Self.escapesAtOnce) { room in
        unsafe Self.copy(utf8.bytes, from: &position, to: room)
      }
      if position < utf8.count, let rare = Self.rareEscape(utf8[position]) {
        append(rare)
        position += 1
      }
    }
  }

  /// How many escapes are written before there must be new room.
  private static let escapesAtOnce = 64

  /// Copies bytes to the end, to one of the rare escapes, or until there is no room for escapes.
  ///
  /// - Returns: How many bytes were written.
  private static func copy(
    _ source: RawSpan, from position: inout Int, to room: UnsafeMutableRawBufferPointer
  ) -> Int {
    let end = source.byteCount
    var written = 0
    var escapes = escapesAtOnce
    while position < end {
      // A block is written whole; what comes next writes over what does not count.
      var special: Int?
      while position <= end - 16, special == nil {
        let block = source.block(at: position)
        unsafe room.storeBytes(of: block, toByteOffset: written, as: ByteBlock.self)
        special = block.needsEscape.first
        written += special ?? 16
        position += special ?? 16
      }
      if special == nil {
        while position < end, !needsEscape(source.byte(at: position)) {
          unsafe room.storeBytes(of: source.byte(at: position), toByteOffset: written, as: UInt8.self)
          written += 1
          position += 1
        }
        if position == end { break }
      }
      let letter = shortEscape(source.byte(at: position))
      guard letter != 0, escapes > 0 else { return written }
      unsafe room.storeBytes(of: UInt8(ascii: "\\"), toByteOffset: written, as: UInt8.self)
      unsafe room.storeBytes(of: letter, toByteOffset: written + 1, as: UInt8.self)
      written += 2
      position += 1
      escapes -= 1
    }
    return written
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// The letter behind the backslash; 0 if there is none for this byte.
  @inline(__always)
  private static func shortEscape(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x0A: UInt8(ascii: "n")
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
    case 0x09: UInt8(ascii: "t")
    case 0x0D: UInt8(ascii: "r")
    case 0x08: UInt8(ascii: "b")
    case 0x0C: UInt8(ascii: "f")
    default: 0
    }
  }

  /// The escape of a control character that has no letter.
  private static func rareEscape(_ byte: UInt8) -> String? {
    guard byte < 0x20, shortEscape(byte) == 0 else { return nil }
    let digits = String(byte, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension ByteBlock {
  /// The lanes that cannot stand in a JSON string as they are.
  @inline(__always)
  var needsEscape: ByteMask {
    equal(UInt8(ascii: "\"")) .| equal(UInt8(ascii: "\\")) .| less(0x20)
  }
}
