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
