import Minwal

extension Folding {
  /// What a character is to a line.
  enum Class: UInt8 {
    case letter
    /// A letter of a script that does not put spaces between words.
    case ideograph
    case digit
    case sign
    case space
    /// Nothing: a vowel sign, a joiner, a mark of direction.
    case dropped
  }

  /// ``foldedByRules(_:)`` for the characters that UTF-8 has two bytes for, by their number: the value in the lower
  /// eleven bits, the class above.
  static let tableOfTwoBytes: [UInt16] = (0..<0x800).map { scalar in
    let (kind, value) = foldedByRules(UInt32(scalar))
    return UInt16(kind.rawValue) << 11 | UInt16(value)
  }

  /// The least entry of the table that is no letter's.
  static let firstOther: UInt16 = 1 << 11

  /// The class that an entry of the table says.
  @inline(__always)
  static func `class`(of entry: UInt16) -> Class { Class(rawValue: UInt8(truncatingIfNeeded: entry >> 11)) ?? .letter }

  /// A character's class.
  static func `class`(of scalar: UInt32, _ table: Span<UInt16>) -> Class {
    scalar < 0x800 ? `class`(of: table[Int(scalar)]) : foldedByRules(scalar).class
  }

  /// Whether a character is white space or leaves no mark at all, like a joiner or a mark of direction.
  static func isInvisible(_ scalar: UInt32) -> Bool {
    switch foldedByRules(scalar).class {
    case .space: true
    case .dropped: scalar >= 0x2000
    default: false
    }
  }

  /// A character's class, and the character that stands for it in folded text, by the rules that are written here.
  static func foldedByRules(_ scalar: UInt32) -> (class: Class, value: UInt32) {
    if scalar < 0x80 {
      switch scalar {
      case 0x61...0x7A: return (.letter, scalar)
      case 0x41...0x5A: return (.letter, scalar | 0x20)
      case 0x30...0x39: return (.digit, scalar)
      case 0...0x20, 0x7F: return (.space, 0x20)
      default: return (.sign, scalar)
      }
    }
    if (0x600...0x6FF).contains(scalar) { return arabic(scalar) }
    if scalar < 0x600 { return european(scalar) }
    return other(scalar)
  }

  private static func arabic(_ scalar: UInt32) -> (class: Class, value: UInt32) {
    switch scalar {
    case 0x622, 0x623, 0x625, 0x671: (.letter, 0x627)  // forms of alef
    case 0x649, 0x6CC: (.letter, 0x64A)  // alef maqsura and Persian ya
    case 0x629, 0x6C0, 0x6C1, 0x6D5: (.letter, 0x647)  // ta marbuta, Persian and Urdu ha
    case 0x6A9: (.letter, 0x643)
    case 0x660...0x669, 0x6F0...0x6F9: (.digit, scalar)
    case 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x6D6...0x6DC, 0x6DF...0x6E8, 0x6EA...0x6ED, 0x61C:
      (.dropped, 0)
    case 0x600...0x60F, 0x61B...0x61F, 0x66A...0x66D, 0x6D4, 0x6DD, 0x6DE, 0x6E9: (.sign, scalar)
    default: (.letter, scalar)
    }
  }

  private static func european(_ scalar: UInt32) -> (class: Class, value: UInt32) {
    switch scalar {
    case 0x85, 0xA0: (.space, 0x20)
    case 0xA9: (.letter, 0x63)  // © as (c)
    case 0xAD, 0x300...0x36F, 0x591...0x5BD, 0x5BF, 0x5C1...0x5C7: (.dropped, 0)
    case 0x80...0xA8, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF, 0xD7, 0xF7, 0x55A...0x55F, 0x5BE, 0x5C0, 0x5F3, 0x5F4:
      (.sign, scalar)
    case 0xC0...0x17F: (.letter, UInt32(latin[latin.startIndex + Int(scalar - 0xC0)]))
    case 0x391...0x3A9, 0x410...0x42F: (.letter, scalar + 0x20)
    case 0x400...0x40F: (.letter, scalar + 0x50)
    default: (.letter, scalar)
    }
  }

  /// The base letters of U+00C0 to U+017F, in order.
  private static let latin: [UInt8] = Array(
    ("aaaaaaaceeeeiiiidnooooo.ouuuuypsaaaaaaaceeeeiiiidnooooo.ouuuuypy"
      + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
      + "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)

  private static func other(_ scalar: UInt32) -> (class: Class, value: UInt32) {
    switch scalar {
    case 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0x1680: (.space, 0x20)
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE01EF: (.dropped, 0)
    case 0x3005...0x3007: (.ideograph, scalar)
    case 0x964, 0x965, 0x2010...0x2027, 0x2030...0x205E, 0x2070...0x209F, 0x20A0...0x20CF, 0x2100...0x2BFF,
      0x3001...0x303F, 0x30FB, 0xFD3E, 0xFD3F, 0xFE10...0xFE1F, 0xFE30...0xFE6F, 0xE000...0xF8FF, 0x1F000...0x1FAFF:
      (.sign, scalar)
    case 0x966...0x96F, 0x9E6...0x9EF, 0xFF10...0xFF19: (.digit, scalar)
    case 0xFF21...0xFF3A: (.letter, scalar - 0xFF21 + 0x61)
    case 0xFF41...0xFF5A: (.letter, scalar - 0xFF41 + 0x61)
    case 0xFF01...0xFF0F, 0xFF1A...0xFF20, 0xFF3B...0xFF40, 0xFF5B...0xFF65, 0xFFE0...0xFFFD: (.sign, scalar)
    // Thai to Khmer, kana, Han, and Han beyond the first plane.
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      (.ideograph, scalar)
    default: (.letter, scalar)
    }
  }
}
