import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe

/// How mistakes in recipes are shown when the recipe is hostile, or has a password in it.
@Suite struct DiagnosticRendererTests {
  private func render(_ recipe: String) throws -> [String] {
    let check = RecipeCheck.check(
      Text(recipe), name: "r.yaml", folder: "", try Registry([]), CheckSettings(replacesInput: true))
    let renderer = DiagnosticRenderer(check)
    return check.diagnostics.map(renderer.render)
  }

  @Test(arguments: [
    ("minwal: 1\n\u{202E}\u{2066}x: 5\n", "  ⟨U+202E⟩⟨U+2066⟩x: 5\n  ^~~~~~~~~~~~~~~~~\n"),
    ("minwal: 1 # \u{200F}\nx: 5 # \u{61C}\u{2067}\n", "  x: 5 # ⟨U+061C⟩⟨U+2067⟩\n  ^\n"),
    (
      "{minwal: 1, \"\u{200E}\": 2, zzz: 1}",
      "  {minwal: 1, \"⟨U+200E⟩\": 2, zzz: 1}\n                             ^~~\n"
    ),
    ("{minwal: 1, zzz: 1,\t\u{85}about: x}", "  {minwal: 1, zzz: 1,⟨U+0009⟩"),
  ])
  func excerptsShowWhatTheyHide(_ recipe: String, _ excerpt: String) throws {
    let shown = try render(recipe)
    #expect(shown.contains { $0.contains(excerpt) }, "\(shown)")
  }

  @Test func caretsStandUnderTheirTokens() throws {
    for hidden in ["", "\u{202E}", "\u{2028}", "\u{9B}\u{200F}", "\u{7F}é"] {
      let all = try render("{minwal: 1, about: \"\(hidden)\", zzz: 1}")
      // A control is no YAML, and that is told instead.
      guard let shown = all.first(where: { $0.contains("'zzz'") }) else {
        #expect(all.contains { $0.contains("⟨U+") })
        continue
      }
      let lines = shown.split(separator: "\n")
      try #require(lines.count > 2)
      let token = lines[1].firstRange(of: "zzz").map { lines[1].distance(from: lines[1].startIndex, to: $0.lowerBound) }
      let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
      #expect(token != nil && token == caret, "\(shown)")
    }
  }

  @Test func passwordsOfAddressesAreHidden() throws {
    let shown = try render("{minwal: 1, url: \"https://me:pass-word@example.org/x\", zzz: 1}").joined()
    #expect(!shown.contains("pass-word") && shown.contains("https://************@example.org/x"))
    #expect(
      URLSecrets.hidden(in: "see http://a:b@c/d and https://e@f, x@y") == "see http://***@c/d and https://***@f, x@y")
    #expect(URLSecrets.hidden(in: "http://h/a@b mail@x.org") == "http://h/a@b mail@x.org")
  }
}
