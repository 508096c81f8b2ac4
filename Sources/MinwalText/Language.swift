/// A language, by its BCP 47 primary subtag in lower case: `ar`, `en`, `zh`.
public struct Language: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  /// Creates a language from a tag; script, region and variants (`-Latn-EG`) are dropped.
  public init(rawValue: String) {
    let primary = rawValue.split(whereSeparator: { $0 == "-" || $0 == "_" }).first ?? ""
    self.rawValue = primary.lowercased()
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

extension Language: CustomStringConvertible {
  public var description: String { rawValue }
}
