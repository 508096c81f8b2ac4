public import Minwal

/// Replaces the terms of a glossary. What it leaves is no translation: a unit counts as translated only if one term is
/// all of it, white space aside.
public struct GlossaryTranslator: Translator {
  private let glossary: Glossary
  private var reader = TokenReader()
  /// Whether a term begins in a run of bytes. Few runs have one, and the others need not be read letter by letter.
  private var runs = WordRunCache(capacity: 1 << 13, filler: false)
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
    if glossary.hasTermsOutsideRuns {
      replaceTerms(beginningIn: 0..<source.count, of: source, &terms)
    } else {
      let bytes = source.buffer.paddedBytes
      var position = 0
      while let run = bytes.wordRun(from: position, to: source.count) {
        position = run.next
        guard mayBeginTerm(run, of: source) else { continue }
        replaceTerms(beginningIn: run.range, of: source, &terms)
        // A term may end behind the run, or in the middle of another.
        position = max(run.range.upperBound, terms.last?.upperBound ?? 0)
      }
    }
    guard let last = terms.last else { return }
    target.append(uncheckedUTF8: source.span.extracting(last.upperBound..<source.count))
    unit.target = String(target)
    if terms.count == 1 && isWhole(last, of: source) { unit.state = .translated }
  }

  private mutating func mayBeginTerm(_ run: WordRun, of source: Text) -> Bool {
    guard let key = run.key else { return true }
    if let known = runs[key] { return known }
    var isFound = false
    reader.start(at: run.range.lowerBound)
    while !isFound, let token = reader.next(in: source.span), token.range.lowerBound < run.range.upperBound {
      isFound = glossary.beginsTerm(token)
    }
    runs.insert(key, isFound)
    return isFound
  }

  /// Writes the source up to the last term that begins in a part of it, with terms replaced. A token may begin where
  /// the part does.
  private mutating func replaceTerms(beginningIn part: Range<Int>, of source: Text, _ terms: inout [Range<Int>]) {
    reader.start(at: part.lowerBound)
    var token = 0
    while reader.hasToken(token, in: source.span), reader.tokens[token].range.lowerBound < part.upperBound {
      guard let match = glossary.longestMatch(at: token, of: &reader, in: source) else {
        token += 1
        continue
      }
      let range = reader.tokens[token].range.lowerBound..<reader.tokens[match.end - 1].range.upperBound
      target.append(uncheckedUTF8: source.span.extracting((terms.last?.upperBound ?? 0)..<range.lowerBound))
      target.append(match.target)
      terms.append(range)
      token = match.end
    }
  }

  /// Whether there is no token before and none behind a term.
  private mutating func isWhole(_ term: Range<Int>, of source: Text) -> Bool {
    reader.start(at: 0)
    guard reader.next(in: source.span)?.range.lowerBound == term.lowerBound else { return false }
    reader.start(at: term.upperBound)
    return reader.next(in: source.span) == nil
  }
}
