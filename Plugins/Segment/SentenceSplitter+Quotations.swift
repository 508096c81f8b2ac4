import Minwal

/// Quotations that end in a question or exclamation mark inside of a sentence.
///
/// Where scripts have capitals, these tell. Where they have none, the place of the quotation does: one behind a word is a
/// part of the sentence (a title, a slogan), one that begins it is its subject or what someone says, and one that a
/// colon or a comma introduces ends it. Words decide what is left: "so he answered" goes on, "but no one came" does not.
extension SentenceSplitter {
  /// Where a quotation stands in its sentence.
  private enum Place {
    /// At the start.
    case first
    /// The quotation has begun in a sentence before.
    case older
    /// Behind a colon, a comma or a verb of saying.
    case introduced
    /// Behind any other word.
    case embedded
  }

  /// Whether a sentence goes on behind a quotation that ends with marks such as `?”`.
  func goesOnBehindQuestion(
    _ run: TerminatorRun, before next: TextReader.Unit, sentence: Int, in text: TextReader
  ) -> Bool {
    guard run.isStrong, run.closesQuote, let closer = closer(of: run, in: text),
      let place = place(ofQuotationBefore: closer, run, sentence: sentence, in: text)
    else { return false }
    switch next.kind {
    case .upper: return (place == .first || place == .older) && namesSpeaker(from: next.start, in: text)
    case .numeric: return place == .embedded
    case .otherLetter: return goesOn(behind: place, at: next, in: text)
    default: return next.scalar == 0x28 && place != .introduced && Opening(at: next.end, in: text).kind == .otherLetter
    }
  }

  /// The quotation mark that closes behind a mark that asks or calls.
  private func closer(of run: TerminatorRun, in text: TextReader) -> TextReader.Unit? {
    var position = run.start
    var asks = false
    var closer: TextReader.Unit?
    while position < run.end, let unit = text.unit(at: position) {
      if isTerminator(unit) {
        // "«متى؟».": the sentence has a mark of its own.
        guard closer == nil else { return nil }
        asks = Quotes.asks(unit.scalar)
      } else if closer == nil, asks, Quotes.isQuote(unit.scalar) {
        closer = unit
      }
      position = unit.end
    }
    return closer
  }

  private func place(
    ofQuotationBefore closer: TextReader.Unit, _ run: TerminatorRun, sentence: Int, in text: TextReader
  ) -> Place? {
    guard let open = opener(of: closer, from: sentence, to: run.start, in: text) else {
      let isOlder = opener(of: closer, from: max(0, sentence - Quotes.reach), to: sentence, in: text) != nil
      return isOlder ? .older : nil
    }
    var position = open
    for _ in 0..<8 {
      guard let before = text.unit(before: position), before.start >= sentence else { return .first }
      position = before.start
      if before.kind == .space || Quotes.isOpeningBracket(before.scalar) { continue }
      switch before.kind {
      case .continue:
        // «من؟»، «متى؟»: a list of them is part of a sentence as one is.
        let last = text.unit(before: before.start)
        if let last, Quotes.isQuote(last.scalar) { return .embedded }
        return Opening.isDash(before.scalar) && isFirst(before.start, sentence: sentence, in: text)
          ? .first : .introduced
      case .lower, .upper, .otherLetter:
        return isSaying(Word(before: before.end, notBefore: sentence, in: text).range, in: text)
          ? .introduced : .embedded
      default: return Opening.isDash(before.scalar) || ListMarker.isBullet(before.scalar) ? .first : .embedded
      }
    }
    return .embedded
  }

  private func isFirst(_ position: Int, sentence: Int, in text: TextReader) -> Bool {
    guard let before = text.unit(before: position) else { return true }
    return before.start < sentence
  }

  /// Where the quotation begins that a mark closes.
  private func opener(of closer: TextReader.Unit, from start: Int, to end: Int, in text: TextReader) -> Int? {
    let partner = Quotes.partner(of: closer.scalar)
    let first = max(start, end - Quotes.reach)
    var end = end
    for _ in 0..<4 {
      guard let mark = text.last(of: partner, or: closer.scalar, from: first, to: end) else { return nil }
      end = mark.start
      // "isn't"
      if Quotes.isApostrophe(at: mark.start, in: text) { continue }
      let isSame = mark.scalar == closer.scalar && partner != closer.scalar
      return isSame && !Quotes.looksOpening(at: mark.start, in: text) ? nil : mark.start
    }
    return nil
  }

  // MARK: Scripts without capitals

  private func goesOn(behind place: Place, at next: TextReader.Unit, in text: TextReader) -> Bool {
    // A question in Japanese needs a particle to be part of a sentence, and those have been looked up.
    if rules.quotationsNeedParticle { return false }
    let word = Opening(at: next.start, in: text).word
    if rules.words[text, word].contains(.afterQuestion) { return true }
    let rest = withoutFirst(word, of: rules.addingLetters, in: text)
    if let rest {
      // "و«لا!»": another quotation.
      if rest.isEmpty { return text.unit(at: rest.lowerBound).map { Quotes.isQuote($0.scalar) } ?? false }
      return place == .embedded && !isSaying(rest, in: text)
    }
    if isSaying(word, in: text) { return true }
    let tied = withoutFirst(word, of: rules.tyingLetters, in: text)
    if let tied, isSaying(tied, in: text) { return true }
    let isOwn = beginsOwnSentence(at: next.start, word, in: text)
    switch place {
    case .embedded: return true
    case .introduced:
      return rules.words[text, word].contains(.goesOn) || (tied.map { $0.count > 4 } ?? false && !isOwn)
    case .first, .older:
      guard !isOwn else { return false }
      let clause = clause(from: next.start, in: text)
      if clause.denies { return false }
      return clause.says || (place == .first && clause.words < Self.longestClause)
    }
  }

  /// Whether a word begins another sentence; of scripts without spaces, the first one or two characters.
  private func beginsOwnSentence(at start: Int, _ word: Range<Int>, in text: TextReader) -> Bool {
    if rules.words[text, word].contains(.ownSentence) { return true }
    var end = start
    for _ in 0..<2 {
      guard let unit = text.unit(at: end), Word.isIdeographic(unit.scalar) else { return false }
      end = unit.end
      if rules.words[text, start..<end].contains(.ownSentence) { return true }
    }
    return false
  }

  /// What the words up to the next mark have.
  private struct Clause {
    var denies = false
    var says = false
    var words = 0
  }

  private func clause(from start: Int, in text: TextReader) -> Clause {
    var clause = Clause()
    var position = start
    while clause.words < Self.longestClause, let unit = text.unit(at: position), !unit.kind.isTerminator,
      !unit.kind.isLineBreak
    {
      guard unit.kind.isLetter else {
        position = unit.end
        continue
      }
      var end = unit.end
      while let more = text.unit(at: end), more.kind.isLetter, end - position < 60 { end = more.end }
      clause.words += 1
      if rules.words[text, position..<end].contains(.denial) { clause.denies = true }
      if isSaying(position..<end, in: text) { clause.says = true }
      position = end
    }
    return clause
  }

  /// How many words are looked at to see who speaks, and how many may follow that do not tell.
  private static let longestClause = 14

  /// Whether a word is a verb of saying, as the language's file has it or with the letters before and behind its stem
  /// that such verbs have: `يتساءلون` from `تساءل`.
  func isSaying(_ word: Range<Int>, in text: TextReader) -> Bool {
    guard !word.isEmpty, word.count <= 40 else { return false }
    if rules.words[text, word].contains(.afterQuote) { return true }
    var ends = [word.upperBound]
    for tail in rules.verbTails {
      if let end = text.without(tail, atEndOf: word) { ends.append(end) }
    }
    let stem = withoutFirst(word, of: rules.verbHeads, in: text)
    return ends.contains { end in
      if end > word.lowerBound, rules.words[text, word.lowerBound..<end].contains(.afterQuote) { return true }
      guard let start = stem?.lowerBound, end > start else { return false }
      return rules.words[text, start..<end].contains(.verbStem)
    }
  }

  /// A word without its first letter, if that is one of some.
  func withoutFirst(_ word: Range<Int>, of letters: [UInt32], in text: TextReader) -> Range<Int>? {
    guard !letters.isEmpty, let first = text.unit(at: word.lowerBound), letters.contains(first.scalar),
      first.end <= word.upperBound
    else { return nil }
    return first.end..<word.upperBound
  }

  // MARK: Scripts with capitals

  /// Whether a name and a verb of saying follow: "Smith asked", "Captain J. Moore, a sailor, then replied".
  private func namesSpeaker(from start: Int, in text: TextReader) -> Bool {
    var position = start
    var names = 0
    var others = 0
    for _ in 0..<8 {
      guard let first = text.unit(at: position), first.kind == .upper || first.kind == .lower else { return false }
      var end = first.end
      while let unit = text.unit(at: end), unit.kind.isLetter || unit.kind == .numeric || Self.isInName(unit.scalar) {
        end = unit.end
      }
      let traits = rules.words[text, position..<end]
      if first.kind == .lower {
        if names > 0, traits.contains(.afterQuote) { return true }
        others += 1
        if names == 0 || others > 2 || traits.contains(.denial) { return false }
      } else {
        let isI = rules.pronounI && first.scalar == 0x49 && end == first.end
        if names == 0, traits.contains(.starter), !isI { return false }
        names += 1
      }
      guard var mark = text.unit(at: end) else { return false }
      if mark.kind == .fullStop, first.kind == .upper, end == first.end || !traits.isDisjoint(with: .abbreviation) {
        guard let space = text.unit(at: mark.end) else { return false }
        mark = space
      }
      if mark.scalar == 0x2C {
        guard let behind = text.behindComma(from: mark.end), let space = text.unit(at: behind) else { return false }
        mark = space
      }
      guard mark.kind == .space else { return false }
      position = mark.end
    }
    return false
  }

  private static func isInName(_ scalar: UInt32) -> Bool { scalar == 0x27 || scalar == 0x2019 || scalar == 0x2D }
}

extension TextReader {
  /// Where a word would end without some letters at its end; `nil` if it has others there.
  fileprivate func without(_ tail: [UInt32], atEndOf word: Range<Int>) -> Int? {
    var end = word.upperBound
    for scalar in tail.reversed() {
      guard let unit = unit(before: end), unit.start > word.lowerBound, unit.scalar == scalar else { return nil }
      end = unit.start
    }
    return end
  }

  /// The place behind the next comma of an insertion such as ", a farmer,": not far, and with no other mark before it.
  fileprivate func behindComma(from start: Int) -> Int? {
    var position = start
    while position < start + 60, let unit = unit(at: position) {
      if unit.scalar == 0x2C { return unit.end }
      guard unit.kind.isLetter || unit.kind == .space || unit.kind == .numeric || unit.scalar == 0x2D else {
        return nil
      }
      position = unit.end
    }
    return nil
  }
}
