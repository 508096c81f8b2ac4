public import Minwal

/// Replaces the terms of a glossary. What it leaves is no translation: a unit counts as translated only if one term is
/// all of it, white space aside.
public struct GlossaryTranslator: Translator {
  private let glossary: Glossary
  private var reader = TokenReader()

  /// Creates a translator.
  public init(_ glossary: Glossary) { self.glossary = glossary }

  public mutating func translate(_ units: inout [TranslationUnit]) throws {
    for index in units.indices where units[index].state == .initial { fill(&units[index]) }
  }

  private mutating func fill(_ unit: inout TranslationUnit) {
    let source = Text(unit.source)
    reader.read(source.span)
    var target = Text()
    var kept = 0
    var token = 0
    var isWhole = false
    while token < reader.tokens.count {
      guard let match = glossary.longestMatch(at: token, of: reader, in: source) else {
        token += 1
        continue
      }
      target.append(uncheckedUTF8: source.span.extracting(kept..<reader.tokens[token].range.lowerBound))
      target.append(match.target)
      kept = reader.tokens[match.end - 1].range.upperBound
      isWhole = token == 0 && match.end == reader.tokens.count
      token = match.end
    }
    guard kept > 0 else { return }
    target.append(uncheckedUTF8: source.span.extracting(kept..<source.count))
    unit.target = String(target)
    if isWhole { unit.state = .translated }
  }
}
