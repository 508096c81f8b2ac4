/// What a character is to anyone who looks for words and compares them; case and forms of alef make no difference.
///
/// Categories and lower case are Unicode's. What to make of digits and marks is left to the caller: a search for
/// spellings wants them otherwise than a count of words.
public enum LetterKind: Hashable, Sendable {
  /// A letter or a number other than a decimal digit: in lower case, and without hamza, madda or wasla if it is an
  /// alef.
  case letter(UInt32)
  /// A decimal digit of any script, by its value.
  case digit(UInt32)
  /// A mark above or below a letter: vowel signs, accents that are characters of their own.
  case mark
  /// What has no meaning of its own: tatweel, joiners, direction marks, enclosing marks.
  case ignored
  case space
  /// Punctuation, symbols, and what Unicode does not know.
  case other

  /// What a scalar is.
  public init(_ scalar: UInt32) {
    switch scalar {
    case 0x61...0x7A: self = .letter(scalar)
    case 0x41...0x5A: self = .letter(scalar + 0x20)
    case 0x30...0x39: self = .digit(scalar - 0x30)
    case 0x09...0x0D, 0x20: self = .space
    case 0...0x7F: self = .other
    case 0x622, 0x623, 0x625, 0x671: self = .letter(0x627)
    case 0x640: self = .ignored
    case 0x620...0x64A: self = .letter(scalar)
    default: self = Unicode.Scalar(scalar).map(Self.init(byCategory:)) ?? .other
    }
  }

  private init(byCategory scalar: Unicode.Scalar) {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter:
      let lower = properties.lowercaseMapping.unicodeScalars
      self = .letter(lower.count == 1 ? lower.first!.value : scalar.value)
    case .lowercaseLetter, .modifierLetter, .otherLetter, .letterNumber, .otherNumber, .spacingMark:
      self = .letter(scalar.value)
    case .decimalNumber: self = .digit(UInt32(properties.numericValue ?? 0))
    case .nonspacingMark: self = .mark
    case .enclosingMark, .format: self = .ignored
    case .spaceSeparator, .lineSeparator, .paragraphSeparator, .control: self = .space
    default: self = .other
    }
  }

  /// No scalar before this one stands alone.
  public static let firstStandingAlone: UInt32 = 0xE01

  /// Whether a scalar is of a script that puts no space between words: Chinese and Japanese characters, Thai, Lao,
  /// Burmese, Khmer.
  public static func standsAlone(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x30FF: true
    case 0x0E01...0x0E3A, 0x0E40...0x0E4E, 0x0E81...0x0EDF, 0x1000...0x103F, 0x1780...0x17D3: true
    case 0x20000...0x3FFFD, 0xF900...0xFAFF: true
    default: false
    }
  }
}
