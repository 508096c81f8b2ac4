import Minwal

/// The files in `Languages`, which are compiled into the module.
enum LanguageFile {
  /// The rules of a language; Unicode's alone if there is no file for it.
  static func rules(for language: Language) -> LanguageRules {
    guard let contents = contents(of: language) else { return LanguageRules() }
    // A test reads every file, so that a malformed one never gets here.
    return LanguageRules.parse(String(decoding: contents, as: UTF8.self)).rules ?? LanguageRules()
  }

  /// The files, by the names of their languages.
  @Sendable static func resources() -> [StageResource] {
    languages.compactMap { language in
      contents(of: language).map { StageResource(language.rawValue, "Abbreviations and rules of '\(language)'.", $0) }
    }
  }

  static let languages: [Language] = ["ar", "de", "en", "es", "fr", "ja", "zh"].map { Language($0) }

  private static func contents(of language: Language) -> [UInt8]? {
    switch language.rawValue {
    case "ar": PackageResources.ar_txt
    case "de": PackageResources.de_txt
    case "en": PackageResources.en_txt
    case "es": PackageResources.es_txt
    case "fr": PackageResources.fr_txt
    case "ja": PackageResources.ja_txt
    case "zh": PackageResources.zh_txt
    default: nil
    }
  }
}
