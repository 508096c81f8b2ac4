/// A language, by its BCP 47 tag: `ar`, `pt-BR`, `zh-Hant`.
///
/// Rules and lists go by the primary subtag alone, and so does equality: `pt` and `pt-BR` are one language.
public struct Language: RawRepresentable, Sendable {
  /// The primary subtag, in lower case.
  public let rawValue: String
  /// The whole tag in canonical form (RFC 5646, 2.1.1): with hyphens, `ar-EG` and `zh-Hant` whatever the case was, and two
  /// letters where a language has them.
  public let tag: String

  /// Creates a language from a tag.
  public init(rawValue: String) {
    // Most are two small letters.
    if rawValue.utf8.count == 2, rawValue.utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }),
      rawValue != "iw", rawValue != "in"
    {
      (tag, self.rawValue) = (rawValue, rawValue)
      return
    }
    var subtags = rawValue.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }.map { $0.lowercased() }
    subtags[0] = Self.shorter[subtags[0]] ?? subtags[0]
    self.rawValue = subtags[0]
    var isAfterSingleton = false
    for index in subtags.indices.dropFirst() where !isAfterSingleton {
      let subtag = subtags[index]
      isAfterSingleton = subtag.utf8.count == 1
      let isLetters = subtag.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      if subtag.utf8.count == 2 { subtags[index] = subtag.uppercased() }
      if subtag.utf8.count == 4, isLetters { subtags[index] = subtag.prefix(1).uppercased() + subtag.dropFirst() }
    }
    tag = subtags.joined(separator: "-")
  }

  /// The tags of languages that are also called by three letters (ISO 639-2), or by two that are no longer used.
  private static let shorter: [String: String] = [
    "ara": "ar", "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "fas": "fa", "per": "fa",
    "urd": "ur", "heb": "he", "hin": "hi", "zho": "zh", "chi": "zh", "jpn": "ja", "rus": "ru", "tur": "tr", "ita": "it",
    "por": "pt", "nld": "nl", "dut": "nl", "pol": "pl", "ukr": "uk", "kor": "ko", "ben": "bn", "ind": "id", "pus": "ps",
    "kur": "ku", "uig": "ug", "amh": "am", "swe": "sv", "dan": "da", "ces": "cs", "cze": "cs", "ron": "ro", "rum": "ro",
    "iw": "he", "in": "id",
  ]

  /// The language that a document says it is in; `nil` if what it says is no tag, so that it is found out by the text.
  public init?(declared text: String) {
    guard Self.isTag(text) else { return nil }
    self.init(rawValue: text)
  }

  /// Creates a language from a tag.
  public init(_ tag: String) { self.init(rawValue: tag) }

  /// Whether a text has the form of a tag: two or three letters, and behind them groups of up to eight letters and
  /// digits.
  public static func isTag(_ text: String) -> Bool {
    func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
    func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    let groups = text.utf8.split(omittingEmptySubsequences: false) {
      [UInt8(ascii: "-"), UInt8(ascii: "_")].contains($0)
    }
    return (2...3).contains(groups[0].count) && groups[0].allSatisfy(isLetter)
      && groups.dropFirst().allSatisfy { group in
        (1...8).contains(group.count) && group.allSatisfy { isLetter($0) || isDigit($0) }
      }
  }

  public static let arabic = Language("ar")
  public static let persian = Language("fa")
  public static let urdu = Language("ur")
  public static let hebrew = Language("he")
  public static let english = Language("en")
  public static let french = Language("fr")
  public static let german = Language("de")
  public static let spanish = Language("es")
  public static let chinese = Language("zh")
  public static let japanese = Language("ja")
  public static let hindi = Language("hi")
  /// No particular language: what Unicode's rules say for all.
  public static let undetermined = Language("und")
}

extension Language: Hashable {
  public static func == (a: Language, b: Language) -> Bool { a.rawValue == b.rawValue }
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension Language: CustomStringConvertible {
  public var description: String { tag }
}
