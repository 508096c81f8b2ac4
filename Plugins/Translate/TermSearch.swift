public import Minwal

/// What may stand before a term within a word.
public enum TermPrefixes: String, OptionChoice {
  case none
  case arabic

  public var help: String {
    switch self {
    case .none: "Terms begin where words begin."
    case .arabic: "Arabic terms are found after و ف ب ل ك ال too, which stay: والمصرف has مصرف."
    }
  }
}

/// Finds the terms of a glossary in a text, from front to back.
struct TermSearch {
  /// A term that was found.
  struct Term {
    var range: Range<Int>
    var target: String
  }

  private let prefixes: TermPrefixes
  private var reader = TokenReader(.general)
  /// What no term may touch; looked for when the first term may be there.
  private var protected: [Range<Int>]?
  /// The first protected range that ends behind the last place that was asked for.
  private var nextProtected = 0

  init(_ prefixes: TermPrefixes) { self.prefixes = prefixes }

  /// Goes to the beginning of a text.
  mutating func start(in source: Text, folding: TermFolding) {
    if reader.folding != folding { reader = TokenReader(folding) }
    protected = nil
    nextProtected = 0
  }

  /// The next term at or after a token, which becomes the end of what was looked at.
  mutating func next(of terms: TermIndex, in source: Text, from position: inout Int) -> Term? {
    let table = TokenReader.smallRoles(terms.folding)
    while let token = TokenReader.skim(source.span, from: &position, table.span, terms.folding) {
      let mayBegin = terms.mayBeginTerm(token.hash)
      guard mayBegin || prefixes == .arabic else { continue }
      let word = token.start..<position
      guard var found = term(of: terms, in: source, word, source.count, mayBegin) else { continue }
      // Only now, since most words that a term may begin with begin none.
      switch place(word.lowerBound, in: source) {
      case .inside(let end):
        position = end
        continue
      case .before(let limit) where limit < found.range.upperBound:
        guard let shorter = term(of: terms, in: source, word, limit, mayBegin) else { continue }
        found = shorter
      case .before: break
      }
      position = found.range.upperBound
      return found
    }
    return nil
  }

  /// The longest term that begins with a word, or within it behind a prefix, and ends before a limit.
  private mutating func term(
    of terms: TermIndex, in source: Text, _ word: Range<Int>, _ limit: Int, _ mayBegin: Bool
  ) -> Term? {
    if mayBegin, let term = term(of: terms, in: source, word.lowerBound..<limit) { return term }
    guard prefixes == .arabic, ArabicPrefix.mayHave(source.span, word), word.upperBound <= limit else { return nil }
    return prefixed(of: terms, in: source, word, limit)
  }

  /// Whether there is no token before and none behind a term.
  mutating func isWhole(_ term: Range<Int>, of source: Text) -> Bool {
    reader.start(at: 0)
    guard reader.next(in: source.span)?.range.lowerBound == term.lowerBound else { return false }
    reader.start(at: term.upperBound)
    return reader.next(in: source.span) == nil
  }

  /// Where a place is among what is protected.
  private enum Place {
    /// Within, up to an offset.
    case inside(Int)
    /// Outside, and the next protected part begins at an offset.
    case before(Int)
  }

  private mutating func place(_ position: Int, in source: Text) -> Place {
    let ranges = protected ?? ProtectedText.ranges(in: source)
    protected = ranges
    while nextProtected < ranges.count, ranges[nextProtected].upperBound <= position { nextProtected += 1 }
    guard nextProtected < ranges.count else { return .before(source.count) }
    let range = ranges[nextProtected]
    return range.lowerBound <= position ? .inside(range.upperBound) : .before(range.lowerBound)
  }

  /// The longest term that begins where a range does and ends within it.
  private mutating func term(of terms: TermIndex, in source: Text, _ range: Range<Int>) -> Term? {
    reader.start(at: range.lowerBound)
    guard let match = terms.longestMatch(at: 0, of: &reader, in: source, limit: range.upperBound) else { return nil }
    return Term(range: range.lowerBound..<reader.tokens[match.end - 1].range.upperBound, target: match.target)
  }

  /// The longest term behind the shortest Arabic prefix of a word.
  private mutating func prefixed(of terms: TermIndex, in source: Text, _ word: Range<Int>, _ limit: Int) -> Term? {
    for prefix in ArabicPrefix.all(of: source.span, word) {
      if let term = term(of: terms, in: source, prefix.end..<limit) { return term }
      if prefix.hidesArticle, let term = articled(of: terms, in: source, prefix.end..<limit) { return term }
    }
    return nil
  }

  /// A term with an article of which only the lam is written, as in للمصرف.
  private mutating func articled(of terms: TermIndex, in source: Text, _ range: Range<Int>) -> Term? {
    var end = min(range.upperBound, range.lowerBound + Self.longestArticled)
    while !source.span.isCharacterBoundary(end) { end -= 1 }
    var text = Text("ال")
    let added = text.count
    text.append(uncheckedUTF8: source.span.extracting(range.lowerBound..<end))
    reader.start(at: 0)
    guard let match = terms.longestMatch(at: 0, of: &reader, in: text, limit: text.count) else { return nil }
    let termEnd = reader.tokens[match.end - 1].range.upperBound - added + range.lowerBound
    // At a cut the word may go on.
    guard termEnd < end || end == range.upperBound else { return nil }
    return Term(range: range.lowerBound..<termEnd, target: match.target)
  }

  /// No term behind an article that is half written is longer, in bytes.
  private static let longestArticled = 512
}
