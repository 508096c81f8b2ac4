import Minwal

/// What stands behind a mark and belongs to the sentence before it: emoji, emoticons, and signs of footnotes.
extension SentenceSplitter {
  /// Moves the end of `run` behind such signs.
  func takeTrailers(_ run: inout TerminatorRun, sentence: Int, in text: TextReader) {
    guard mayHaveTrailer(at: run.end, in: text) else { return }
    run.end = superscriptEnd(from: run.end, in: text)
    if let end = bracketedNumberEnd(from: run.end, in: text) { run.end = end }
    if let end = footnoteNumbersEnd(run, sentence: sentence, in: text) { run.end = end }
    while let end = distantFootnoteEnd(run, sentence: sentence, in: text) { run.end = end }
    run.end = emojiEnd(from: run.end, sentence: sentence, in: text)
  }

  /// Whether the bytes at a place can begin a trailer: nearly all marks have a letter behind their space, or a line break.
  private func mayHaveTrailer(at position: Int, in text: TextReader) -> Bool {
    guard position < text.end else { return false }
    let byte = text.text[position]
    if byte >= 0x30 && byte <= 0x39 { return true }
    if byte != 0x20 {
      return byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xF0 || byte == 0x28 || byte == 0x3A
    }
    guard position + 1 < text.end else { return false }
    switch text.text[position + 1] {
    case 0x20, 0x3A, 0x3B, 0x3C, 0x3D, 0x5B, 0xC2, 0xE2, 0xF0: return true
    default: return false
    }
  }

  // MARK: Footnotes

  /// `left.¹ Farmers`, `left.¹²,³`, `left.†`
  private func superscriptEnd(from start: Int, in text: TextReader) -> Int {
    var end = start
    while let unit = text.unit(at: end) {
      if Self.isSuperscript(unit.scalar) {
        end = unit.end
        continue
      }
      // "left.¹ ²"
      if end > start, unit.kind == .space, let next = text.unit(at: unit.end), Self.isSuperscript(next.scalar),
        text.unit(at: next.end)?.kind.isLetter != true
      {
        end = next.end
        continue
      }
      guard end > start, unit.scalar == 0x2C || unit.scalar == 0x2013 || unit.scalar == 0x2D,
        let next = text.unit(at: unit.end), Self.isSuperscript(next.scalar)
      else { break }
      end = next.end
    }
    return end
  }

  /// `left.(3) Farmers`
  private func bracketedNumberEnd(from start: Int, in text: TextReader) -> Int? {
    guard let open = text.unit(at: start), open.scalar == 0x28 else { return nil }
    var end = open.end
    for _ in 0..<3 {
      guard let unit = text.unit(at: end), unit.kind == .numeric else { break }
      end = unit.end
    }
    guard end > open.end, let close = text.unit(at: end), close.scalar == 0x29 else { return nil }
    return text.unit(at: close.end).map(\.kind.isWhite) ?? true ? close.end : nil
  }

  private static func isSuperscript(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xB9, 0xB2, 0xB3, 0x2020, 0x2021, 0x2070...0x207F, 0x1D43...0x1D6A: true
    default: false
    }
  }

  /// `consultation.11 12 Take`: numbers of up to three digits without a space before them, and then a capital letter.
  ///
  /// The word must be one that a sentence may end with; "Fig.3 Shows" has an abbreviation.
  private func footnoteNumbersEnd(_ run: TerminatorRun, sentence: Int, in text: TextReader) -> Int? {
    guard var end = text.digitsEnd(from: run.end) else { return nil }
    let word = Word(before: run.start, notBefore: sentence, in: text)
    guard word.isPlain, word.hasLower, !word.hasDigits, run.dots <= 1 else { return nil }
    let known = traits(of: word, in: text)
    // "it.4 People"
    guard word.length >= 3 || known.contains(.starter) else { return nil }
    if !run.isStrong, !known.isDisjoint(with: .abbreviation) { return nil }
    for _ in 0..<8 {
      guard let mark = text.unit(at: end) else { return end }
      guard mark.kind == .space || mark.scalar == 0x2C || mark.scalar == 0x2D || mark.scalar == 0x2013 else { break }
      guard let more = text.digitsEnd(from: mark.end) else { break }
      end = more
    }
    let next = text.skipSpaces(from: end)
    guard let follower = text.unit(at: next), !follower.kind.isLineBreak else { return end }
    let begins = follower.kind == .upper || Quotes.isOpening(follower.scalar) || Quotes.isStraight(follower.scalar)
    guard next > end, begins, !Word.isInAddress(around: run.start, sentence: sentence, in: text) else { return nil }
    return end
  }

  /// `known. [4] Then`: a reference with a space before it, unless references lead here, as in a list of books.
  private func distantFootnoteEnd(_ run: TerminatorRun, sentence: Int, in text: TextReader) -> Int? {
    let start = text.skipSpaces(from: run.end)
    guard let open = text.unit(at: start), open.scalar == 0x5B, text.unit(at: sentence)?.scalar != 0x5B,
      let end = footnoteEnd(at: open, in: text)
    else { return nil }
    guard let next = text.unit(at: end) else { return end }
    if next.scalar == 0x5B { return end }
    guard next.kind.isWhite, !goesOnBehindReference(from: end, in: text) else { return nil }
    let word = Word(before: run.start, notBefore: sentence, in: text)
    return run.isStrong || !isAbbreviation(word, in: text) && !word.isVowelless ? end : nil
  }

  /// "in ref. [12] above": whether a reference is part of the sentence, as a small letter or a mark behind it tells.
  ///
  /// A longer word is none that is shortened, so that who writes small behind it does so anywhere.
  func isReferenceInside(_ next: TextReader.Unit, after word: Word, in text: TextReader) -> Bool {
    guard next.scalar == 0x5B, word.length <= 5 || isAbbreviation(word, in: text),
      let end = footnoteEnd(at: next, in: text)
    else { return false }
    return goesOnBehindReference(from: end, in: text)
  }

  private func goesOnBehindReference(from end: Int, in text: TextReader) -> Bool {
    guard let follower = text.unit(at: text.skipSpaces(from: end)) else { return false }
    return follower.kind == .lower || follower.kind == .continue || follower.kind.isTerminator
      || follower.scalar == 0x29
  }

  // MARK: Emoji

  /// The end of emoji and emoticons behind a mark.
  ///
  /// They are left to what follows if they touch it, if they point to it, or if this sentence has begun with one too:
  /// then they are bullets. At the end of a line they belong to no one else.
  private func emojiEnd(from start: Int, sentence: Int, in text: TextReader) -> Int {
    var end = start
    for _ in 0..<16 {
      guard let sign = signEnd(from: text.skipSpaces(from: end), in: text) else { break }
      end = sign
    }
    guard end > start else { return start }
    guard let next = text.unit(at: end), !next.kind.isLineBreak else { return end }
    let follower = text.skipSpaces(from: end)
    guard let behind = text.unit(at: follower), !behind.kind.isLineBreak else { return end }
    if let first = text.unit(at: sentence), Self.isEmoji(first.scalar) { return start }
    if next.kind == .space { return end }
    return text.unit(at: start)?.kind == .space ? start : end
  }

  private func signEnd(from start: Int, in text: TextReader) -> Int? {
    guard let unit = text.unit(at: start) else { return nil }
    return Self.isEmoji(unit.scalar) && !Self.isPointer(unit.scalar) ? unit.end : emoticonEnd(at: unit, in: text)
  }

  /// `:-)`, `;)`, `=D`, `<3`, with white space behind it.
  private func emoticonEnd(at eyes: TextReader.Unit, in text: TextReader) -> Int? {
    guard var mouth = text.unit(at: eyes.end) else { return nil }
    if eyes.scalar == 0x3C {
      guard mouth.scalar == 0x33 else { return nil }
    } else {
      guard eyes.scalar == 0x3A || eyes.scalar == 0x3B || eyes.scalar == 0x3D else { return nil }
      if mouth.scalar == 0x2D || mouth.scalar == 0x27 {
        guard let next = text.unit(at: mouth.end) else { return nil }
        mouth = next
      }
      switch mouth.scalar {
      case 0x28, 0x29, 0x44, 0x50, 0x70, 0x7C, 0x5D: break
      default: return nil
      }
    }
    var end = mouth.end
    while let more = text.unit(at: end), more.scalar == mouth.scalar { end = more.end }
    return text.unit(at: end).map(\.kind.isWhite) ?? true ? end : nil
  }

  /// Whether a character is a pictograph, or a part of one.
  private static func isEmoji(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1F1E6...0x1F1FF, 0x1F300...0x1FAFF, 0x2600...0x27BF, 0x231A...0x231B, 0x23E9...0x23FA, 0x2B50, 0x2B55,
      0x1F004, 0x1F0CF, 0x1F18E, 0x1F191...0x1F19A:
      true
    default: false
    }
  }

  /// Whether a pictograph leads to what stands behind it: arrows, pins, and geometric shapes.
  private static func isPointer(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1F449, 0x1F4CC, 0x1F4CD, 0x1F518, 0x1F532...0x1F53D, 0x1F7E0...0x1F7EB, 0x26AA, 0x26AB, 0x2794...0x27BE:
      true
    default: false
    }
  }
}

extension TextReader {
  /// Where a number of one to three digits ends, with no letter or dot and digit behind it.
  fileprivate func digitsEnd(from start: Int) -> Int? {
    var end = start
    for _ in 0..<3 {
      guard let unit = unit(at: end), unit.kind == .numeric else { break }
      end = unit.end
    }
    guard end > start else { return nil }
    guard let next = unit(at: end) else { return end }
    return next.kind.isWhite || next.scalar == 0x2C || next.scalar == 0x2D || next.scalar == 0x2013 ? end : nil
  }
}
