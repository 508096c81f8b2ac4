import Minwal

/// Which letters count as one when terms are looked up, which depends on the language of the text.
///
/// Everywhere kaf, yeh and heh are the same in their Arabic, Persian and Urdu forms. Where more would make different words
/// the same, it is done for the languages alone that cannot tell them apart: Arabic has both على and علي, Persian typed on
/// an Arabic keyboard has على for علی.
enum TermFolding: Sendable, CaseIterable {
  case general
  case persian
  case turkic

  /// What a language needs.
  init(_ language: Language) {
    switch language.rawValue {
    case "fa", "fas", "per", "prs", "pes", "ur", "urd", "pnb", "ckb", "ku", "kur", "ps", "pus", "pbt": self = .persian
    case "tr", "tur", "az", "aze", "azj", "crh", "gag": self = .turkic
    default: self = .general
    }
  }

  /// What a letter counts as, if that is not what ``LetterKind`` says.
  func letter(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x6A9, 0x6AA: 0x643
    case 0x6CC: 0x64A
    case 0x6C1: 0x647
    case 0x649, 0x6CD: self == .persian ? 0x64A : nil
    case 0x6C0, 0x6C2: self == .persian ? 0x647 : nil
    case 0x49: self == .turkic ? 0x131 : nil
    case 0x130: 0x69
    default: nil
    }
  }

  /// What a character that is not a letter counts as: apostrophes and hyphens are typed in many ways.
  @inline(__always)
  static func mark(_ scalar: UInt32) -> UInt32 {
    switch scalar {
    case 0x2018, 0x2019, 0x201B, 0x2BC, 0xB4, 0xFF07: 0x27
    case 0x2010, 0x2011: 0x2D
    default: scalar
    }
  }
}
