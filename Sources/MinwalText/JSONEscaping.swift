extension ByteBuffer {
  /// Adds a JSON string (RFC 8259, section 7) with its quotation marks: some characters cannot stand there as they are.
  ///
  /// - Parameters:
  ///   - utf8: The characters, as valid UTF-8.
  ///   - comma: Whether to put a comma before.
  mutating func appendJSONString(_ utf8: Span<UInt8>, comma: Bool) {
    let source = unsafe utf8.bytes
    var position = 0
    // Nearly always this is all there is to do.
    unsafe appendUnchecked(limit: Self.room(for: source.byteCount)) { room in
      var written = 0
      if comma {
        unsafe room.storeBytes(of: UInt8(ascii: ","), toByteOffset: 0, as: UInt8.self)
        written = 1
      }
      unsafe room.storeBytes(of: UInt8(ascii: "\""), toByteOffset: written, as: UInt8.self)
      written += 1
      unsafe Self.copy(source, from: &position, to: room, at: &written)
      if position == source.byteCount {
        unsafe room.storeBytes(of: UInt8(ascii: "\""), toByteOffset: written, as: UInt8.self)
        written += 1
      }
      return written
    }
    guard position < source.byteCount else { return }
    while position < source.byteCount {
      if let rare = Self.rareEscape(source.byte(at: position)) {
        append(rare)
        position += 1
      }
      unsafe appendUnchecked(limit: Self.room(for: source.byteCount - position)) { room in
        var written = 0
        unsafe Self.copy(source, from: &position, to: room, at: &written)
        return written
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// How many escapes are written before there must be new room.
  private static let escapesAtOnce = 64

  /// The room that ``copy(_:from:to:at:)`` takes at most: a block more than what is copied, some escapes, a comma and
  /// quotation marks.
  private static func room(for bytes: Int) -> Int { bytes + 16 + escapesAtOnce + 3 }

  /// Copies bytes up to the end, to one of the rare escapes, or until there is no room for escapes.
  private static func copy(
    _ source: RawSpan, from position: inout Int, to room: UnsafeMutableRawBufferPointer, at written: inout Int
  ) {
    let end = source.byteCount
    var escapes = escapesAtOnce
    // Where what was copied as it is begins.
    var plain = position
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
        // Less than a block is left: the last one is written again, from further in front.
        let again = 16 - (end - position)
        if position - plain >= again, source.block(at: end - 16).needsEscape.first == nil {
          unsafe room.storeBytes(of: source.block(at: end - 16), toByteOffset: written - again, as: ByteBlock.self)
          written += end - position
          position = end
          return
        }
        while position < end, !needsEscape(source.byte(at: position)) {
          unsafe room.storeBytes(of: source.byte(at: position), toByteOffset: written, as: UInt8.self)
          written += 1
          position += 1
        }
        if position == end { return }
      }
      let letter = shortEscape(source.byte(at: position))
      guard letter != 0, escapes > 0 else { return }
      unsafe room.storeBytes(of: UInt8(ascii: "\\"), toByteOffset: written, as: UInt8.self)
      unsafe room.storeBytes(of: letter, toByteOffset: written + 1, as: UInt8.self)
      written += 2
      position += 1
      escapes -= 1
      plain = position
    }
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
