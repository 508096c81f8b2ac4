import Minwal

extension LineReader {
  /// Notes what a phrase says about a line.
  func mark(_ line: inout Line, _ match: PhrasePattern) {
    if !match.isExact || match.section == .calls { line.traits.insert(.isOpenPhrase) }
    switch match.section {
    case .anywhere, .calls: line.looks = .phrase
    case .apart: line.looks = .apartPhrase
    case .edges: line.looks = .edgePhrase
    case .list: line.looks = .listHeading
    case .end: line.looks = .endOfArticle
    case .sections: line.looks = isOff.contains(.sectionName) ? .plain : .section
    case .bylines: line.looks = isOff.contains(.byline) ? .plain : .byline
    case .keep: line.traits.insert(.isProtected)
    case .labels: line.looks = match.isExact ? .listHeading : .labelled
    case .callWords, .ownWords, .dateWords: break
    }
  }

  /// Whether a line is a label with a link behind it: `Read also: another headline`.
  func isLabelled(_ folded: Span<UInt8>, _ shape: Folding.Shape) -> Bool {
    shape.label > 0 && shape.label < folded.count
      && table.isLabel(folded.extracting(0..<shape.label), hasColon: shape.labelHasColon)
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
      if !isOff.contains(.dateLine), shape.hasYear, isDate(shape) { return .date }
      // A date among words that no pack has.
      if !isOff.contains(.dateLine), shape.hasFullDate, shape.words <= shape.numbers + 5, shape.ending != .stop {
        return .date
      }
    }
    if shape.hasCopyright, shape.words <= 20, !isOff.contains(.copyright), beginsWithCopyright(folded, shape) {
      return .copyright
    }
    if shape.dividers > 0, shape.longestPiece <= 4, shape.ending != .stop, shape.numbers == 0, !isOff.contains(.linkBar)
    {
      return .bar
    }
    return LineReader.isProse(words: shape.words, shape.ending, hasComma: shape.hasComma) ? .prose : .plain
  }

  /// Whether a line with a year is a date in a language without a pack: a day, a month and a year, or a time beside it.
  private func isDate(_ shape: Folding.Shape) -> Bool {
    guard shape.ending != .stop, !shape.isMarked else { return false }
    let words = shape.words - shape.numbers
    return shape.numbers == 2 && words <= 1 || shape.numbers > 2 && shape.hasDateNumber && words <= shape.numbers + 2
  }

  /// Whether a line begins with the sign ©, or has it and does not end as sentences do.
  private func beginsWithCopyright(_ folded: Span<UInt8>, _ shape: Folding.Shape) -> Bool {
    shape.ending == .open || folded[0] == UInt8(ascii: "c") && PhraseTable.isBoundary(folded[min(1, folded.count - 1)])
  }
}
