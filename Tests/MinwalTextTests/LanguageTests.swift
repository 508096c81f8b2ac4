import MinwalText
import Testing

/// Tags of languages, however they are written.
@Suite struct LanguageTests {
  @Test(
    arguments: [
      ("ar", "ar"), ("AR", "ar"), ("ar-eg", "ar-EG"), ("AR_EG", "ar-EG"), ("ZH-hant-tw", "zh-Hant-TW"), ("ARA", "ar"),
      ("iw", "he"), ("CKB", "ckb"), ("es-419", "es-419"), ("de-ch-1996", "de-CH-1996"), ("en-x-AB", "en-x-ab"),
      ("und", "und"),
    ])
  func areCanonical(_ written: String, _ tag: String) {
    #expect(Language(written).tag == tag)
    #expect(Language(Language(written).tag).tag == tag)
    #expect(Language(declared: written)?.tag == tag)
  }

  @Test(arguments: ["Arabic", "", "a", "العربية", "ar EG", "unknown"]) func namesAreNoTags(_ text: String) {
    #expect(Language(declared: text) == nil)
  }
}
