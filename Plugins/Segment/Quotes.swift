import Minwal

/// Quotation marks and brackets.
///
/// Languages use the same marks for opposite sides (»so« and «ainsi», “so” and „so“), so where spaces tell, they
/// decide; what is said here is what a mark usually is.
enum Quotes {
  static func isOpeningBracket(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x28, 0x5B, 0x7B, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B, 0xFF62,
      0xFD3F:
      true
    default: false
    }
  }

  static func isOpening(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xAB, 0x2018, 0x201A, 0x201C, 0x201E, 0x2039: true
    default: isOpeningBracket(scalar)
    }
  }

  static func isClosing(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x29, 0x5D, 0xBB, 0x2019, 0x201D, 0x203A, 0x300D, 0x300F, 0xFF09, 0xFF63: true
    default: false
    }
  }

  /// Whether a mark is the same on both sides.
  static func isStraight(_ scalar: UInt32) -> Bool { scalar == 0x22 || scalar == 0x27 || scalar == 0xFF02 }

  static func isQuote(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0xAB, 0xBB, 0x2018...0x201F, 0x2039, 0x203A, 0x300C...0x300F, 0xFF02, 0xFF62, 0xFF63: true
    default: false
    }
  }

  /// The mark that opens what another closes, or the same one. Languages turn curved marks either way.
  static func partner(of closer: UInt32) -> UInt32 {
    switch closer {
    case 0xAB: 0xBB
    case 0xBB: 0xAB
    case 0x2019: 0x2018
    case 0x201D: 0x201C
    case 0x201C: 0x201D
    case 0x203A: 0x2039
    case 0x300D, 0x300F, 0xFF63: closer - 1
    default: closer
    }
  }

  /// Whether a mark asks or calls, in any script.
  static func asks(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x3F, 0x061F, 0x1367, 0x203C, 0x203D, 0x2047...0x2049, 0xFF01, 0xFF1F: true
    default: false
    }
  }

  /// Whether a mark stands between two letters, as an apostrophe does.
  static func isApostrophe(at position: Int, in text: TextReader) -> Bool {
    guard let mark = text.unit(at: position), mark.scalar == 0x27 || mark.scalar == 0x2019 else { return false }
    return text.unit(before: position)?.kind.isLetter == true && text.unit(at: mark.end)?.kind.isLetter == true
  }

  /// Whether a straight quotation mark stands where opening ones do: behind a space, before something.
  static func looksOpening(at position: Int, in text: TextReader) -> Bool {
    guard let mark = text.unit(at: position), let next = text.unit(at: mark.end), !next.kind.isWhite else {
      return false
    }
    guard let before = text.unit(before: position) else { return true }
    return before.kind.isWhite || isOpeningBracket(before.scalar) || before.kind == .continue
  }

  /// How far is looked for the other half of a pair, in bytes. It bounds the work at each candidate.
  static let reach = 1024

  /// Whether a straight quotation mark is open at `end`: an odd number of them since `start`.
  ///
  /// An apostrophe inside a word is none.
  static func isOpen(_ scalar: UInt32, from start: Int, to end: Int, in text: TextReader) -> Bool {
    var isOpen = false
    var position = start
    if end - start > reach {
      position = end - reach
      while !text.text.isCharacterBoundary(position) { position += 1 }
    }
    var wasLetter = false
    while position < end {
      let (value, length) = text.text.scalar(at: position)
      position += length
      if value == scalar {
        let isApostrophe =
          value == 0x27 && wasLetter && position < end
          && SentenceBreakClass(text.text.scalar(at: position).value).isLetter
        if !isApostrophe { isOpen.toggle() }
      }
      wasLetter = value == 0x27 ? wasLetter : SentenceBreakClass(value).isLetter
    }
    return isOpen
  }

  /// Whether a character stands between `start` and `end`, or the last ``reach`` bytes of that.
  static func contains(_ scalar: UInt32, from start: Int, to end: Int, in text: TextReader) -> Bool {
    var position = end
    let limit = max(start, end - reach)
    while position > limit {
      let (value, length) = text.text.scalar(before: position)
      if value == scalar { return true }
      position -= length
    }
    return false
  }
}
