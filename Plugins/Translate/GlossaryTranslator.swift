public import Minwal

/// Replaces the terms of a glossary. What it leaves is not a translation: a unit counts as translated only if one term is
/// all of it, white space aside. What means something to software stays as it is.
public struct GlossaryTranslator: Translator {
  private let glossary: Glossary
  private var search: TermSearch
  /// The language of the last unit, and the terms for it.
  private var last: (language: Language, index: TermIndex)?
  private var buffer = Text()
  private var target = Text()

  /// Creates a translator.
  public init(_ glossary: Glossary, prefixes: TermPrefixes = .none) {
    self.glossary = glossary
    search = TermSearch(prefixes)
  }

  public mutating func translate(_ units: inout [TranslationUnit]) throws {
    for index in units.indices where units[index].state == .initial {
      try fill(&units[index], terms(for: units[index].sourceLanguage))
    }
  }

  private mutating func terms(for language: Language) throws -> TermIndex {
    if let last, last.language == language { return last.index }
    let index = try glossary.index(for: language)
    last = (language, index)
    return index
  }

  private mutating func fill(_ unit: inout TranslationUnit, _ terms: TermIndex) {
    buffer.clear()
    buffer.append(unit.source)
    let source = buffer
    target.clear()
    search.start(in: source, folding: terms.folding)
    var isWhole = false
    var position = 0
    var end = 0
    while let term = search.next(of: terms, in: source, from: &position) {
      isWhole = end == 0 && search.isWhole(term.range, of: source)
      target.append(uncheckedUTF8: source.span.extracting(end..<term.range.lowerBound))
      target.append(term.target)
      end = term.range.upperBound
    }
    guard end > 0 else { return }
    target.append(uncheckedUTF8: source.span.extracting(end..<source.count))
    unit.target = String(target)
    if isWhole { unit.state = .translated }
  }
}
