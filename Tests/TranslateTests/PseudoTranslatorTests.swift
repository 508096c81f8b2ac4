import Minwal
import MinwalTestSupport
import Testing

@testable import TranslatePlugin

@Suite struct PseudoTranslatorTests {
  @Test(
    arguments: [
      ("Open", "⟦Öþéñ ~~⟧"), ("", "⟦⟧"), ("مرحبا", "⟦مرحبا ~~⟧"), ("5", "⟦5 ~⟧"),
    ])
  func changesLetters(_ source: String, target: String) {
    #expect(PseudoTranslator.pseudo(source) == target)
  }

  @Test(
    arguments: [
      "{name}", "{{count}}", "${HOME}", "$HOME", "%s", "%1$d", "%-5.2f", "%(name)s", "%@", "<b>", "</b>", "<br/>",
      "&amp;", "&#160;", "https://example.org/a?b=c", "www.example.org", "someone@example.org", "1234",
      "{n, plural, one {# file} other {# files}}",
    ])
  func keepsWhatSoftwareReads(_ part: String) {
    #expect(PseudoTranslator.pseudo("see \(part) here").contains(" \(part) "))
    #expect(PseudoTranslator.pseudo(part).hasPrefix("⟦\(part) ~"))
  }

  @Test(arguments: ["{open", "<open", "&open", "$", "%", "50% of", "a < b", "AT&T", "{", "@", "%("])
  func treatsOtherSignsAsText(_ source: String) {
    #expect(PseudoTranslator.pseudo("ab " + source).hasPrefix("⟦åƀ "))
    #expect(!PseudoTranslator.pseudo(source).contains("open"))
  }

  @Test func isNoTranslation() throws {
    var units = [TranslationUnit(id: "1", source: "Open", from: .english, to: .arabic)]
    try PseudoTranslator().translate(&units)
    #expect(units[0].state == .initial)
    #expect(units[0].target != nil)
  }

  @Test func takesTimeInProportion() {
    for source in ["{", "(a", "<a", "&a", "%(", "((", "a@", "🙂"] {
      let length = PseudoTranslator.pseudo(String(repeating: source, count: 4_000)).utf8.count
      #expect(length > 4_000)
    }
  }
}
