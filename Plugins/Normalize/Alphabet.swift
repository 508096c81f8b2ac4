import Minwal
import MinwalLanguage

/// The letters of a language in Arabic script that Arabic, or a neighbour's keyboard, codes otherwise: kaf, yeh and heh.
enum Alphabet: Sendable {
  case persian
  case urdu
  case kurdish
  case uyghur
  case pashto

  /// The alphabet of a language, if it is one of those whose letters are known.
  ///
  /// Sindhi is left out: it writes two kinds of kaf, and the Arabic yeh.
  init?(_ language: Language) {
    switch language.rawValue {
    // With Dari, and what is written in Persian letters beside Persian.
    case "fa", "fas", "per", "pes", "prs", "mzn", "glk", "lrc", "azb": self = .persian
    case "ur", "urd", "pnb", "skr": self = .urdu
    case "ckb", "ku", "kur", "sdh": self = .kurdish
    case "ug", "uig": self = .uyghur
    case "ps", "pus", "pbt": self = .pashto
    default: return nil
    }
  }

  /// Whether a text may be in one of these languages, by a look that costs next to nothing: Arabic has no letter from
  /// U+0680 on, of which each of them has several.
  static func isPossible(for text: Text) -> Bool {
    text.hasLeads(0xDA, within: 2 * LanguageDetector.sampleSize)
  }

  /// What letters become wherever they stand.
  ///
  /// - Persian: ISIRI 6219 has one yeh for ي and ى.
  /// - Urdu: heh goal for the Arabic heh too, and with it teh marbuta goal and heh goal with hamza.
  /// - Kurdish and Uyghur: what becomes of heh depends on its place (``LettersPass``). Uyghur keeps the Arabic kaf and yeh.
  var plainLetters: [(from: UInt32, to: UInt32)] {
    let kafs: [(from: UInt32, to: UInt32)] = [(0x643, 0x6A9), (0x6AA, 0x6A9)]
    let yehs: [(from: UInt32, to: UInt32)] = [(0x64A, 0x6CC), (0x649, 0x6CC)]
    return switch self {
    case .persian: kafs + yehs + [(0x6C1, 0x647)]
    case .urdu: kafs + yehs + [(0x647, 0x6C1), (0x629, 0x6C3), (0x6C0, 0x6C2)]
    case .kurdish: kafs + yehs
    case .uyghur: [(0x6A9, 0x643), (0x6AA, 0x643)]
    case .pashto: kafs
    }
  }
}
