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
    var (from, to) = (position, written)
    defer { (position, written) = (from, to) }
    while from < end {
      // A block is written whole; what comes next writes over what does not count.
      if from <= end - 16 {
        let block = source.block(at: from)
        unsafe room.storeBytes(of: block, toByteOffset: to, as: ByteBlock.self)
        let special = block.needsEscape.bits
        if special == 0 {
          from += 16
          to += 16
          continue
        }
        from += special.trailingZeroBitCount
        to += special.trailingZeroBitCount
      } else {
        let rest = Self.shortBlock(source, from: from)
        unsafe room.storeBytes(of: rest, toByteOffset: to, as: ByteBlock.self)
        let special = rest.needsEscape.bits & (1 << UInt32(end - from) - 1)
        if special == 0 {
          to += end - from
          from = end
          return
        }
        from += special.trailingZeroBitCount
        to += special.trailingZeroBitCount
      }
      let letter = shortEscape(source.byte(at: from))
      guard letter != 0, escapes > 0 else { return }
      unsafe room.storeBytes(of: UInt8(ascii: "\\"), toByteOffset: to, as: UInt8.self)
      unsafe room.storeBytes(of: letter, toByteOffset: to + 1, as: UInt8.self)
      to += 2
      from += 1
      escapes -= 1
    }
  }

  /// The bytes from an offset on, less than a block of them, in the first lanes of a block.
  @inline(__always)
  private static func shortBlock(_ source: RawSpan, from start: Int) -> ByteBlock {
    let end = source.byteCount
    let count = end - start
    var words = SIMD2<UInt64>.zero
    @inline(__always)
    func load<Word: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as type: Word.Type) -> UInt64 {
      UInt64(truncatingIfNeeded: unsafe source.unsafeLoadUnaligned(fromByteOffset: offset, as: type).littleEndian)
    }
    if count >= 8 {
      words.x = load(start, as: UInt64.self)
      // The last eight bytes, without those that the first word has.
      if count > 8 { words.y = load(end - 8, as: UInt64.self) >> UInt64((16 - count) * 8) }
    } else if count >= 4 {
      words.x = load(start, as: UInt32.self) | load(end - 4, as: UInt32.self) << UInt64((count - 4) * 8)
    } else {
      for place in 0..<count { words.x |= UInt64(source.byte(at: start + place)) << UInt64(place * 8) }
    }
    return unsafe unsafeBitCast(SIMD2(words.x.littleEndian, words.y.littleEndian), to: ByteBlock.self)
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
