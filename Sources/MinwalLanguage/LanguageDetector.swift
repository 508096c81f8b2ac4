public import MinwalText

/// Guesses a text's language by its script, and among languages that share one by letters or short words.
///
/// A hint for choosing rules and word lists: where it cannot tell, it says nothing. Nothing is allocated.
public enum LanguageDetector {
  /// How many bytes of letters are looked at, from the beginning of a text.
  public static let sampleSize = 4096

  /// How many bytes are looked through to find them.
  private static let reach = 16 * sampleSize

  /// The likeliest language of a text, judged by its beginning.
  ///
  /// - Parameter text: Valid UTF-8.
  /// - Returns: `nil` if the sample has no letters, or none that tell.
  public static func language(of text: Span<UInt8>) -> Language? {
    var scripts = ScriptCounts()
    var words = ShortWordCounts()
    var position = 0
    let end = min(text.count, reach)
    // A quarter of the sample tells for nearly every text.
    var size = sampleSize / 4
    while true {
      while position < end, scripts.total < size {
        let (scalar, length) = text.scalar(at: position)
        let script = Script(scalar)
        if let script { scripts.add(script, scalar, bytes: length) }
        words.add(scalar, isLetter: script == .latin)
        position += length
      }
      let isLast = position >= end || size == sampleSize
      if isLast || scripts.isClear {
        words.endWord()
        let language = scripts.leading.flatMap { $0 == .latin ? words.language : scripts.language(in: $0) }
        if isLast || language != nil { return language }
      }
      size = sampleSize
    }
  }
}

extension LanguageDetector {
  /// A script in which text is written, as far as it tells languages apart.
  enum Script: Int, CaseIterable {
    case latin, arabic, cyrillic, greek, hebrew, armenian, georgian, devanagari, han, kana, hangul
    case bengali, gurmukhi, gujarati, odia, tamil, telugu, kannada, malayalam, sinhala, thai, lao, tibetan, burmese
    case ethiopic, khmer

    /// Indic and neighbouring scripts, which have 128 code points each from U+0900 on.
    private static let rows: [Script] = [
      .devanagari, .bengali, .gurmukhi, .gujarati, .odia, .tamil, .telugu, .kannada, .malayalam, .sinhala, .thai, .lao,
      .tibetan, .tibetan, .burmese,
    ]

    /// The script of a letter, by the blocks of the Unicode Standard; `nil` for what is not a letter.
    init?(_ scalar: UInt32) {
      switch scalar {
      case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: self = .latin
      case ..<0x370: return nil
      case 0x620...0x64A, 0x66E...0x6D3, 0x6D5, 0x6FA...0x6FF, 0x750...0x77F, 0x8A0...0x8C9, 0xFB50...0xFDFB,
        0xFE70...0xFEFC:
        self = .arabic
      case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
      case 0x400...0x52F: self = .cyrillic
      case 0x531...0x587: self = .armenian
      case 0x5D0...0x5EA: self = .hebrew
      case 0x900...0x107F: self = Self.rows[Int(scalar - 0x900) >> 7]
      case 0x10A0...0x10FF: self = .georgian
      case 0x1100...0x11FF, 0xAC00...0xD7A3: self = .hangul
      case 0x1200...0x139F: self = .ethiopic
      case 0x1780...0x17D3: self = .khmer
      case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9D: self = .kana
      case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: self = .han
      default: return nil
      }
    }

    /// The language of a script that has one, or one that most of its texts are in.
    var language: Language? {
      switch self {
      case .latin: nil
      case .arabic: .arabic
      case .cyrillic: Language("ru")
      case .greek: Language("el")
      case .hebrew: .hebrew
      case .armenian: Language("hy")
      case .georgian: Language("ka")
      case .devanagari: .hindi
      case .han: .chinese
      case .kana: .japanese
      case .hangul: Language("ko")
      case .bengali: Language("bn")
      case .gurmukhi: Language("pa")
      case .gujarati: Language("gu")
      case .odia: Language("or")
      case .tamil: Language("ta")
      case .telugu: Language("te")
      case .kannada: Language("kn")
      case .malayalam: Language("ml")
      case .sinhala: Language("si")
      case .thai: Language("th")
      case .lao: Language("lo")
      case .tibetan: Language("bo")
      case .burmese: Language("my")
      case .ethiopic: Language("am")
      case .khmer: Language("km")
      }
    }
  }
}
