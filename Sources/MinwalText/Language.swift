/// A language, by its BCP 47 tag: `ar`, `pt-BR`, `zh-Hant`.
///
/// Rules and lists go by the primary subtag alone, and so does equality: `pt` and `pt-BR` are one language.
public struct Language: RawRepresentable, Sendable {
  /// The primary subtag, in lower case.
  public let rawValue: String
  /// The whole tag as it was given, with hyphens.
  public let tag: String

  /// Creates a language from a tag.
  public init(rawValue: String) {
    tag = String(rawValue.map { $0 == "_" ? "-" : $0 })
    self.rawValue = (tag.split(separator: "-").first ?? "").lowercased()
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
