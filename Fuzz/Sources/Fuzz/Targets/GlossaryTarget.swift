import Minwal

@testable import TranslatePlugin

/// Glossary files, and texts with their terms in them: a byte 0xFF separates the two.
struct GlossaryTarget: FuzzTarget {
  func test(_ input: inout FuzzInput) {
    let texts = input.texts
    let glossary: Glossary
    do {
      glossary = try Glossary(csv: texts[0], file: "fuzz.csv")
    } catch {
      guard let diagnostics = error as? Diagnostics else { fatalError("\(error)") }
      expect(!diagnostics.all.isEmpty, "there is no reason")
      return
    }
    var units = texts.dropFirst().map {
      TranslationUnit(id: "1", source: String($0), from: Language("ar"), to: Language("en"))
    }
    var translator = GlossaryTranslator(glossary)
    do { try translator.translate(&units) } catch { fatalError("\(error)") }
    for unit in units {
      expect(unit.target != nil || unit.state == .initial, "a unit without a target is translated")
    }
  }
}
