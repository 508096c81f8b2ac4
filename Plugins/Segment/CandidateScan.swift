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
    while position < end && position <= last {
      let block = unsafe padded.unsafeLoadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
      let before = unsafe padded.unsafeLoadUnaligned(fromByteOffset: position - 1, as: SIMD16<UInt8>.self)
      var words = unsafe unsafeBitCast(flags(block, before), to: SIMD2<UInt64>.self)
      for half in 0..<2 {
        while words[half] != 0 {
          let lane = words[half].trailingZeroBitCount / 8
          words[half] &= ~(0xFF << UInt64(lane * 8))
          var flagged = position + half * 8 + lane
          guard flagged < end else { return end }
          while text.text[flagged] & 0xC0 == 0x80 { flagged -= 1 }
          if flagged >= start, isCandidate(text.text.scalar(at: flagged).value) { return flagged }
        }
      }
      position += 16
    }
    return end
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
  private func flags(_ block: SIMD16<UInt8>, _ before: SIMD16<UInt8>) -> SIMDMask<SIMD16<Int8>> {
    let ascii =
      (block .== 0x0A) .| (block .== 0x0D) .| (block .== 0x21) .| (block .== 0x29) .| (block .== 0x2A)
      .| (block .== 0x2E) .| (block .== 0x3A) .| (block .== 0x3D) .| (block .== 0x3F) .| (block .== 0x40)
      .| (block .== 0x5F)
    let extraByte = UInt8(truncatingIfNeeded: extra < 0x80 ? extra : extra & 0x3F | 0x80)
    let rareLeads =
      (block .== 0xD6) .| (block .== 0xDC) .| (block .== 0xDF) .| (block .== 0xE1) .| (block .== 0xE2)
      .| (block .>= 0xEF) .| (block .== extraByte)
    let arabic = ((before .== 0xD8) .& (block &- 0x9B .<= 4)) .| ((before .== 0xDB) .& (block .== 0x94))
    let danda = (before .== 0xA5) .& (block .== 0xA4 .| block .== 0xA5)
    let others =
      ((before .== 0xC2) .& (block .== 0x85)) .| ((before .== 0xE0) .& (block .== 0xA0))
      .| ((before .== 0xE3) .& (block .== 0x80)) .| ((before .== 0xEA) .& (block .< 0xB0))
    return ascii .| rareLeads .| arabic .| danda .| others
  }
}
