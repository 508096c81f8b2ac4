import Minwal

/// How much text there is, in a measure that is alike for all scripts.
///
/// A letter counts one, one of the scripts without spaces between words that write syllables or words as one character
/// (Chinese, Japanese, Korean) two; white space of any length counts one between letters.
struct TextMeasure: Sendable {
  /// The measure.
  var weight: Int32 = 0
  /// How many marks end sentences or clauses in it.
  var marks: Int32 = 0
  /// How many digits are in it, of any script that writes Arabic's.
  var digits: Int32 = 0
  /// What the last character that is not white space is.
  var ending = Ending.none
  /// Whether it begins with white space.
  var startsBlank = false
  /// Whether it ends in white space.
  var endsBlank = false

  /// What a character is at the end of a text.
  enum Ending: UInt8, Sendable {
    case none, letter, stop, colon
  }

  /// Adds what some bytes have.
  mutating func add(_ bytes: Span<UInt8>) {
    var position = 0
    let end = bytes.count
    var isBlank = endsBlank
    while position < end {
      let byte = bytes[position]
      if byte <= 0x20 {
        if weight == 0, ending == .none { startsBlank = true }
        isBlank = true
        position += 1
        continue
      }
      if byte < 0x80 {
        if isBlank, weight > 0 { weight += 1 }
        isBlank = false
        weight += 1
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
          ending = .stop
          marks += 1
        case UInt8(ascii: ","), UInt8(ascii: ";"):
          ending = .letter
          marks += 1
        case UInt8(ascii: ":"): ending = .colon
        // Closing signs leave what is before them at the end.
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"), UInt8(ascii: "]"):
          if ending == .none { ending = .letter }
        case 0x30...0x39:
          digits += 1
          ending = .letter
        default: ending = .letter
        }
        position += 1
        continue
      }
      let (scalar, length) = bytes.anyScalar(at: position)
      position += length
      if scalar == 0xA0 || scalar == 0x200B || scalar == 0xFEFF || (0x2000...0x200F).contains(scalar) {
        isBlank = isBlank || scalar <= 0x200A
        continue
      }
      if isBlank, weight > 0 { weight += 1 }
      isBlank = false
      weight += scalar >= 0x2E80 && (scalar < 0xF900 || scalar >= 0x20000 && scalar < 0x40000) ? 2 : 1
      switch scalar {
      case 0x2026, 0x061F, 0x06D4, 0x3002, 0xFF01, 0xFF1F, 0xFF0E, 0x0964, 0x0965, 0x1362, 0x0589, 0x104B:
        ending = .stop
        marks += 1
      case 0x060C, 0x061B, 0x3001, 0xFF0C, 0xFF1B:
        ending = .letter
        marks += 1
      case 0xFF1A: ending = .colon
      case 0x00BB, 0x00AB, 0x2018...0x201F, 0x2039, 0x203A, 0x300D, 0x300F, 0xFF09, 0x3011:
        if ending == .none { ending = .letter }
      case 0x0660...0x0669, 0x06F0...0x06F9:
        digits += 1
        ending = .letter
      default: ending = .letter
      }
    }
    endsBlank = isBlank
  }
}
