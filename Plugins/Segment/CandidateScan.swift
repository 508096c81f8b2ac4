import Minwal

/// Finds the characters at which a sentence may end or begin, and skips all others sixteen bytes at a time.
///
/// Every rule, Unicode's or a language's, is anchored at one of these characters: so what lies between them need not
/// be looked at, and the result is that of a walk over all characters.
struct CandidateScan {
  /// A character that ends sentences in the document's language only; U+002E if there is none.
  var extra: UInt32 = 0x2E

  /// Whether a rule is anchored at a character.
  func isCandidate(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 {
      switch scalar {
      case 0x0A, 0x0D, 0x21, 0x29, 0x2A, 0x2E, 0x3A, 0x3D, 0x3F, 0x40, 0x5F: return true
      default: return scalar == extra
      }
    }
    let kind = SentenceBreakClass(scalar)
    return kind.isTerminator || kind.isLineBreak || scalar == 0x2026 || ListMarker.isBullet(scalar) || scalar == extra
  }

  /// The start of the first candidate at or after `start`, a character boundary; the end of the text if there is none.
  ///
  /// - Parameters:
  ///   - start: Where to begin, in bytes.
  ///   - text: The text.
  ///   - padded: The text and the readable bytes behind it.
  /// - Returns: A byte offset, on a character boundary.
  func next(from start: Int, in text: TextReader, padded: RawSpan) -> Int {
    let end = text.end
    var position = start
    if position == 0 {
      guard end > 0 else { return 0 }
      let (scalar, length) = text.text.scalar(at: 0)
      if isCandidate(scalar) { return 0 }
      position = length
    }
    let last = padded.byteCount - 16
    // Whether the bytes before may be of a character that goes on in the next block.
    var isInLongCharacter = false
    while position < end && position <= last {
      Steps.count()
      let around = padded.extracting(position - 1..<position + 16)
      let (block, before) = (around.block(at: 1), around.block(at: 0))
      let long = block.within(0xE0...0xFF)
      var flags = flagsOfShortCharacters(block, before)
      let isShort = long.isEmpty
      if !isShort || isInLongCharacter { flags = flags .| Self.flagsOfLongCharacters(block, before) }
      isInLongCharacter = !isShort
      let lanes = flags.bits
      if lanes != 0, let found = first(lanes, from: position, notBefore: start, in: text) { return found }
      position += 16
    }
    return end
  }

  /// The first of sixteen bytes that is flagged and belongs to a candidate, as the offset at which that starts.
  private func first(_ lanes: UInt32, from position: Int, notBefore start: Int, in text: TextReader) -> Int? {
    var lanes = lanes
    while lanes != 0 {
      var flagged = position + lanes.trailingZeroBitCount
      lanes &= lanes &- 1
      guard flagged < text.end else { return text.end }
      while text.text[flagged] & 0xC0 == 0x80 { flagged -= 1 }
      if flagged >= start, isCandidate(text.text.scalar(at: flagged).value) { return flagged }
    }
    return nil
  }

  /// What ``next(from:in:padded:)`` finds, by looking at each character.
  func nextByWalking(from start: Int, in text: TextReader) -> Int {
    var position = start
    while position < text.end {
      let (scalar, length) = text.text.scalar(at: position)
      if isCandidate(scalar) { return position }
      position += length
    }
    return text.end
  }

  /// Marks at least one byte of each candidate that has one or two bytes, and few others.
  ///
  /// Where a script's letters share their first byte with its punctuation, the second byte is asked for too: `before`
  /// holds the bytes just before those of `block`.
  @inline(__always)
  private func flagsOfShortCharacters(_ block: ByteBlock, _ before: ByteBlock) -> ByteMask {
    let ascii =
      block.equal(0x0A) .| block.equal(0x0D) .| block.equal(0x21) .| block.equal(0x29) .| block.equal(0x2A)
      .| block.equal(0x2E) .| block.equal(0x3A) .| block.equal(0x3D) .| block.equal(0x3F) .| block.equal(0x40)
      .| block.equal(0x5F)
    let rareLeads = block.equal(0xD6) .| block.equal(0xDC) .| block.equal(0xDF)
    let arabic = (before.equal(0xD8) .& block.within(0x9B...0x9F)) .| (before.equal(0xDB) .& block.equal(0x94))
    let nextLine = before.equal(0xC2) .& block.equal(0x85)
    // Of a longer character too, this is the last byte.
    let lastOfExtra = block.equal(UInt8(truncatingIfNeeded: extra < 0x80 ? extra : extra & 0x3F | 0x80))
    return ascii .| rareLeads .| arabic .| nextLine .| lastOfExtra
  }

  /// The same for candidates of three and four bytes.
  @inline(__always)
  private static func flagsOfLongCharacters(_ block: ByteBlock, _ before: ByteBlock) -> ByteMask {
    let leads = block.equal(0xE1) .| block.equal(0xE2) .| block.within(0xEF...0xFF)
    let danda = before.equal(0xA5) .& (block.equal(0xA4) .| block.equal(0xA5))
    let others =
      (before.equal(0xE0) .& block.equal(0xA0)) .| (before.equal(0xE3) .& block.equal(0x80))
      .| (before.equal(0xEA) .& block.less(0xB0))
    return leads .| danda .| others
  }
}
