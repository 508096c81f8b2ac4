import Minwal

extension LineReader {
  /// Notes what a phrase says about a line.
  func mark(_ line: inout Line, _ match: PhrasePattern) {
    if !match.isExact { line.traits.insert(.isOpenPhrase) }
    switch match.section {
    case .anywhere: line.looks = .phrase
    case .apart: line.looks = .apartPhrase
    case .edges: line.looks = .edgePhrase
    case .list: line.looks = .listHeading
    case .end: line.looks = .endOfArticle
    case .sections: line.looks = isOff.contains(.sectionName) ? .plain : .section
    case .bylines: line.looks = isOff.contains(.byline) ? .plain : .byline
    case .keep: line.traits.insert(.isProtected)
    case .dateWords: break
    }
  }

  /// What a line looks like that is no phrase.
  func looks(of line: Span<UInt8>, _ folded: Span<UInt8>, _ shape: Folding.Shape) -> Line.Looks {
    if shape.count == 0 {
      // "...", "?!" are turns of a dialogue.
      return shape.ending == .call || shape.ending == .stop || isOff.contains(.separator) ? .plain : .separator
    }
    if !isOff.contains(.linkOnly), LineShapes.isLinks(line) { return .link }
    if !isOff.contains(.tagList), LineShapes.isTags(line) { return .tags }
    if shape.numbers > 0, shape.words <= 14 {
      if !shape.hasLetters, !shape.hasDateNumber {
        return isOff.contains(.numericLine) ? .plain : .number
      }
      if !isOff.contains(.dateLine), let words = table.dateWords(in: folded), words > 0 || shape.hasDateNumber {
        return .date
      }
      // A date among words that no pack has.
      if !isOff.contains(.dateLine), shape.hasFullDate, shape.words <= shape.numbers + 5, shape.ending != .stop {
        return .date
      }
    }
    if shape.dividers > 0, shape.longestPiece <= 4, shape.ending != .stop, shape.numbers == 0, !isOff.contains(.linkBar)
    {
      return .bar
    }
    return LineReader.isProse(words: shape.words, shape.ending, hasComma: shape.hasComma) ? .prose : .plain
  }
}
