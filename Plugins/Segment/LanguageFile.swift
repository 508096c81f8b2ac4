import CSegmentData
import Minwal

/// The files in `Languages`, which `Data/Languages.c` makes part of the program.
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
    let file = unsafe minwal_language_named(language.rawValue)
    guard let start = unsafe file.start else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: start, count: file.count))
  }
}
