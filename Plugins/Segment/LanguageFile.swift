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

  /// The languages that have a file.
  static let languages: [Language] = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hy", "id", "it", "ja", "kk", "ko",
    "mr", "nl", "pl", "pt", "ru", "sk", "sv", "tr", "uk", "ur", "zh",
  ].map { Language($0) }

  private static func contents(of language: Language) -> [UInt8]? {
    switch language.rawValue {
    case "ar": PackageResources.ar_txt
    case "bg": PackageResources.bg_txt
    case "cs": PackageResources.cs_txt
    case "da": PackageResources.da_txt
    case "de": PackageResources.de_txt
    case "el": PackageResources.el_txt
    case "en": PackageResources.en_txt
    case "es": PackageResources.es_txt
    case "fa": PackageResources.fa_txt
    case "fr": PackageResources.fr_txt
    case "he": PackageResources.he_txt
    case "hi": PackageResources.hi_txt
    case "hy": PackageResources.hy_txt
    case "id": PackageResources.id_txt
    case "it": PackageResources.it_txt
    case "ja": PackageResources.ja_txt
    case "kk": PackageResources.kk_txt
    case "ko": PackageResources.ko_txt
    case "mr": PackageResources.mr_txt
    case "nl": PackageResources.nl_txt
    case "pl": PackageResources.pl_txt
    case "pt": PackageResources.pt_txt
    case "ru": PackageResources.ru_txt
    case "sk": PackageResources.sk_txt
    case "sv": PackageResources.sv_txt
    case "tr": PackageResources.tr_txt
    case "uk": PackageResources.uk_txt
    case "ur": PackageResources.ur_txt
    case "zh": PackageResources.zh_txt
    default: nil
    }
  }
}
