public import Minwal

/// Replaces the terms of a glossary. What it leaves is no translation: a unit counts as translated only if one term is
/// all of it, white space aside.
public struct GlossaryTranslator: Translator {
  private let glossary: Glossary
  private var reader = TokenReader()
  private var buffer = Text()
  private var target = Text()

  /// Creates a translator.
  public init(_ glossary: Glossary) { self.glossary = glossary }

  public mutating func translate(_ units: inout [TranslationUnit]) throws {
    for index in units.indices where units[index].state == .initial { fill(&units[index]) }
  }

  private mutating func fill(_ unit: inout TranslationUnit) {
    buffer.clear()
    buffer.append(unit.source)
    let source = buffer
    target.clear()
    var terms: [Range<Int>] = []
    var position = 0
    while let token = TokenReader.skim(source.span, from: &position) {
      guard glossary.mayBeginTerm(token.hash), let term = term(at: token.start, of: source) else { continue }
      target.append(uncheckedUTF8: source.span.extracting((terms.last?.upperBound ?? 0)..<term.range.lowerBound))
      target.append(term.target)
      terms.append(term.range)
      position = term.range.upperBound
    }
    guard let last = terms.last else { return }
    target.append(uncheckedUTF8: source.span.extracting(last.upperBound..<source.count))
    unit.target = String(target)
    if terms.count == 1 && isWhole(last, of: source) { unit.state = .translated }
  }

  /// The longest term that begins with the token at a place, and what it is in the other language.
  private mutating func term(at start: Int, of source: Text) -> (range: Range<Int>, target: String)? {
    reader.start(at: start)
    guard let match = glossary.longestMatch(at: 0, of: &reader, in: source) else { return nil }
    return (start..<reader.tokens[match.end - 1].range.upperBound, match.target)
  }

  /// Whether there is no token before and none behind a term.
  private mutating func isWhole(_ term: Range<Int>, of source: Text) -> Bool {
    reader.start(at: 0)
    guard reader.next(in: source.span)?.range.lowerBound == term.lowerBound else { return false }
    reader.start(at: term.upperBound)
    return reader.next(in: source.span) == nil
  }
}
