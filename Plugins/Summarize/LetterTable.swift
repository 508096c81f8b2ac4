/// What a character is to a reader of words, and which letter it counts as.
///
/// Letters lose their case; spellings of Arabic that writers use for each other (alef with and without hamza, ya and
/// alef maqsura, ha and ta marbuta, Persian ya and kaf) become one; digits of any script become ASCII; vowel signs and
/// tatweel do not count. Characters of two bytes come from a table, as most text is made of them.
final class LetterTable: Sendable {
  /// Ends a word.
  static let separator: UInt32 = 0
  /// Is as if it were not there.
  static let ignored: UInt32 = 1

  static let shared = LetterTable()

  /// What each character of up to two bytes counts as.
  let small: [UInt16]

  private init() {
    small = (0..<0x800).map { value in
      let folded = Unicode.Scalar(UInt32(value)).map(Self.fold) ?? Self.separator
      // Lower case of a few of these lies beyond; they stay as they are.
      return UInt16(exactly: folded) ?? UInt16(value)
    }
  }

  /// The letter that a scalar counts as, or ``separator`` or ``ignored``.
  func letter(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x800 { return UInt32(small[Int(scalar)]) }
    if Self.standsAlone(scalar) { return scalar }
    return Unicode.Scalar(scalar).map(Self.fold) ?? Self.separator
  }

  /// No letter before this one stands alone.
  static let firstStandingAlone: UInt32 = 0xE01

  /// Whether a letter is of a script that puts no space between words: Chinese and Japanese characters, Thai, Lao,
  /// Burmese, Khmer.
  static func standsAlone(_ letter: UInt32) -> Bool {
    switch letter {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF: true
    case 0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0EDF, 0x1000...0x103F, 0x1780...0x17D3: true
    case 0x20000...0x3FFFD, 0xF900...0xFAFF: true
    default: false
    }
  }

  private static func fold(_ scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case 0x622, 0x623, 0x625, 0x671: return 0x627
    case 0x649, 0x6CC: return 0x64A
    case 0x629: return 0x647
    case 0x6A9: return 0x643
    case 0x640: return ignored
    default: break
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .decimalNumber:
      return properties.numericType == .decimal ? 0x30 + UInt32(properties.numericValue ?? 0) : scalar.value
    case .nonspacingMark:
      // Vowels of Arabic and Hebrew and loose accents; in the scripts of India they are part of the spelling.
      return scalar.value < 0x900 || (0x1AB0...0x20FF).contains(scalar.value) ? ignored : scalar.value
    case .enclosingMark, .format:
      return ignored
    case .uppercaseLetter, .titlecaseLetter:
      let lower = properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first!.value : scalar.value
    case .lowercaseLetter, .modifierLetter, .otherLetter, .spacingMark, .letterNumber, .otherNumber:
      return scalar.value
    default:
      return separator
    }
  }
}
