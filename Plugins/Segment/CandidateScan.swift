import Minwal

/// Finds the characters at which a sentence may end or begin, and skips all others sixteen bytes at a time.
///
/// Every rule, Unicode's or a language's, is anchored at one of these characters: so what lies between them need not
/// be looked at, and the result is that of a walk over all characters.
struct CandidateScan {
  private typealias Block = SIMD16<UInt8>

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
    while position < end && position <= last {
      let block = unsafe padded.unsafeLoadUnaligned(fromByteOffset: position, as: Block.self)
      let before = unsafe padded.unsafeLoadUnaligned(fromByteOffset: position - 1, as: Block.self)
      // A lane that is flagged is all ones.
      let lanes = unsafe unsafeBitCast(flags(block, before), to: SIMD2<UInt64>.self)
      if lanes.x != 0, let found = first(lanes.x, from: position, notBefore: start, in: text) { return found }
      if lanes.y != 0, let found = first(lanes.y, from: position + 8, notBefore: start, in: text) { return found }
      position += 16
    }
    return end
  }

  /// The first of eight flagged bytes that belongs to a candidate, as the offset at which that starts.
  private func first(_ lanes: UInt64, from position: Int, notBefore start: Int, in text: TextReader) -> Int? {
    var lanes = lanes
    while lanes != 0 {
      let lane = lanes.trailingZeroBitCount / 8
      lanes &= ~(0xFF << UInt64(lane * 8))
      var flagged = position + lane
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

  /// Marks at least one byte of each candidate, and few others.
  ///
  /// Where a script's letters share their first byte with its punctuation, the second byte is asked for too: `before`
  /// holds the bytes just before those of `block`.
  @inline(__always)
  private func flags(_ block: Block, _ before: Block) -> SIMDMask<SIMD16<Int8>> {
    // Blocks are compared with blocks: comparing one with a number is not turned into vector instructions.
    func equals(_ byte: UInt8) -> SIMDMask<SIMD16<Int8>> { block .== Block(repeating: byte) }
    func follows(_ byte: UInt8) -> SIMDMask<SIMD16<Int8>> { before .== Block(repeating: byte) }
    let ascii =
      equals(0x0A) .| equals(0x0D) .| equals(0x21) .| equals(0x29) .| equals(0x2A) .| equals(0x2E) .| equals(0x3A)
      .| equals(0x3D) .| equals(0x3F) .| equals(0x40) .| equals(0x5F)
    let extraByte = UInt8(truncatingIfNeeded: extra < 0x80 ? extra : extra & 0x3F | 0x80)
    let rareLeads =
      equals(0xD6) .| equals(0xDC) .| equals(0xDF) .| equals(0xE1) .| equals(0xE2)
      .| (block .>= Block(repeating: 0xEF)) .| equals(extraByte)
    let arabic =
      (follows(0xD8) .& (block &- Block(repeating: 0x9B) .<= Block(repeating: 4))) .| (follows(0xDB) .& equals(0x94))
    let danda = follows(0xA5) .& (equals(0xA4) .| equals(0xA5))
    let others =
      (follows(0xC2) .& equals(0x85)) .| (follows(0xE0) .& equals(0xA0)) .| (follows(0xE3) .& equals(0x80))
      .| (follows(0xEA) .& (block .< Block(repeating: 0xB0)))
    return ascii .| rareLeads .| arabic .| danda .| others
  }
}
