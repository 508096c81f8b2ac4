/// What a character is to a reader of words, and which letter it counts as.
///
/// Beyond what ``LetterKind`` takes for one, spellings of Arabic that writers use for each other (ya and alef maqsura,
/// ha and ta marbuta, Persian ya and kaf) become one, digits of any script become ASCII, and vowel signs do not count.
/// Characters of two bytes come from a table, as most text is made of them.
public final class LetterTable: Sendable {
  /// Ends a word.
  public static let separator: UInt32 = 0
  /// Is as if it were not there.
  public static let ignored: UInt32 = 1

  /// The one table that there is.
  public static let shared = LetterTable()

  /// What each character of up to two bytes counts as.
  let small: [UInt16]

  private init() {
    // Lower case of a few of these lies beyond; they stay as they are.
    small = (0..<0x800).map { UInt16(exactly: Self.fold($0)) ?? UInt16($0) }
  }

  /// The letter that a scalar counts as, or ``separator`` or ``ignored``.
  public func letter(_ scalar: UInt32) -> UInt32 {
    if scalar < 0x800 { return UInt32(small[Int(scalar)]) }
    return LetterKind.standsAlone(scalar) ? scalar : Self.fold(scalar)
  }

  private static func fold(_ scalar: UInt32) -> UInt32 {
    switch LetterKind(scalar) {
    case .letter(0x649), .letter(0x6CC): 0x64A
    case .letter(0x629): 0x647
    case .letter(0x6A9): 0x643
    case .letter(let letter): letter
    case .digit(let value): 0x30 + value
    // Vowels of Arabic and Hebrew and loose accents; in the scripts of India they are part of the spelling.
    case .mark: scalar < 0x900 || (0x1AB0...0x20FF).contains(scalar) ? ignored : scalar
    case .ignored: ignored
    case .space, .other: separator
    }
  }
}
