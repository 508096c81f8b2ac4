import Minwal

/// Looks around a place in a text, and remembers what it has seen, so that a pass over the text stays linear.
struct TextContext {
  private var wordEnd = 0
  private var wordIsLatin = false
  private var seen = 0
  private var lastLetterIsArabic = false

  /// Whether the word around a place, from white space to white space, has a Latin letter. Places must ascend.
  mutating func wordHasLatin(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    guard position >= wordEnd else { return wordIsLatin }
    var start = position
    while start > wordEnd, bytes[start - 1] > 0x20 { start -= 1 }
    wordIsLatin = false
    wordEnd = start
    while wordEnd < bytes.count, bytes[wordEnd] > 0x20 {
      if Self.beginsLatinLetter(bytes[wordEnd]) { wordIsLatin = true }
      wordEnd += 1
    }
    return wordIsLatin
  }

  /// Whether a punctuation mark stands in Arabic text: the last letter before it is Arabic, or the first thing after it
  /// and spaces is an Arabic letter. Between the characters of a number, an address or an entity it does not.
  /// Places must ascend.
  mutating func isArabic(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    let follower = position + 1 < bytes.count ? bytes.scalar(at: position + 1).value : 0x20
    if Self.isASCIILetter(follower) || Self.isDigit(follower) { return false }
    if bytes[position] == UInt8(ascii: ";"), position > 0 {
      let before = bytes.scalar(before: position).value
      if Self.isASCIILetter(before) || Self.isDigit(before) { return false }
    }
    if lastLetterBefore(bytes, position) { return true }
    var next = position + 1
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    return next < bytes.count && Self.isArabicLetter(bytes.scalar(at: next).value)
  }

  private mutating func lastLetterBefore(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    var place = position
    while place > seen {
      let (scalar, length) = bytes.scalar(before: place)
      if Self.isArabicLetter(scalar) || Self.isASCIILetter(scalar) || (0xC0..<0x600).contains(scalar) {
        lastLetterIsArabic = Self.isArabicLetter(scalar)
        break
      }
      place -= length
    }
    seen = position
    return lastLetterIsArabic
  }

  static func isASCIILetter(_ scalar: UInt32) -> Bool { (0x61...0x7A).contains(scalar | 0x20) }

  static func isDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x660...0x669).contains(scalar) || (0x6F0...0x6F9).contains(scalar)
  }

  /// A letter of the Arabic script, or a mark on one, also in presentation forms.
  static func isArabicLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x610...0x61A, 0x620...0x65F, 0x66E...0x6D3, 0x6D5...0x6EF, 0x6FA...0x6FF: true
    case 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
    default: false
    }
  }

  /// ASCII letters and U+00C0 to U+024F.
  private static func beginsLatinLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0xC3...0xC9).contains(byte)
  }
}

extension TextContext {
  /// Whether a byte is a letter or digit of ASCII.
  static func isASCIIWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
}
