import Minwal

extension SentenceSplitter {
  /// Decides whether a sentence ends with the marks that start with `first`.
  func step(atTerminator first: TextReader.Unit, sentence: Int, in text: TextReader) -> Step {
    let run = run(from: first, sentence: sentence, in: text)
    var next = text.skipSpaces(from: run.end)
    if let follower = text.unit(at: next), follower.kind.isLineBreak {
      // The line break decides if it can; else it is a space like any other.
      if case .end(_, let after) = step(at: next, sentence: sentence, in: text) {
        return .end(at: run.end, next: after)
      }
      next = text.skipWhite(from: next)
    }
    guard let follower = text.unit(at: next) else { return .end(at: run.end, next: next) }
    let ends =
      next == run.end
      ? endsAttached(run, before: follower, sentence: sentence, in: text)
      : endsApart(run, before: follower, sentence: sentence, in: text)
    return ends ? .end(at: run.end, next: next) : .goOn(run.end)
  }

  // MARK: No space behind the marks

  private func endsAttached(
    _ run: TerminatorRun, before next: TextReader.Unit, sentence: Int, in text: TextReader
  ) -> Bool {
    if run.isSelfContained || (run.hasCloser && run.isStrong && next.kind == .otherLetter) {
      // "３．２": the wide full stop is a decimal point too.
      if !run.isStrong && next.kind == .numeric { return false }
      return next.kind != .continue && !continuesQuotation(run, before: next, sentence: sentence, in: text)
    }
    // "انتهى.وقال": the space got lost if words of some length are on both sides, and no address is around.
    if run.dots > 1 && !run.isStrong && next.kind != .upper { return false }
    let word = Word(before: run.start, notBefore: sentence, in: text)
    if !run.isStrong && isAbbreviation(word, in: text) { return false }
    if !run.isStrong && isSpelledOut(word, Opening(at: next.start, in: text), in: text) { return false }
    var position = next.start
    if let quote = text.unit(at: position), Quotes.isOpening(quote.scalar) || Quotes.isStraight(quote.scalar) {
      position = quote.end
    }
    guard let first = text.unit(at: position) else { return false }
    let couldBegin =
      switch first.kind {
      case .upper: (word.isFinished || run.hasCloser) && Word.isCapitalised(at: position, in: text)
      case .otherLetter:
        (word.length >= 2 || word.isIdeographic || run.hasCloser || !word.hasLetters)
          && (word.isIdeographic || Word.length(at: position, in: text) >= 2)
      case .numeric: word.isCaseless && !word.endsInDigit && !word.isIdeographic && word.length >= 3
      default: false
      }
    return couldBegin && !Word.isInAddress(around: run.start, sentence: sentence, in: text)
  }

  // MARK: A space behind the marks

  private func endsApart(
    _ run: TerminatorRun, before next: TextReader.Unit, sentence: Int, in text: TextReader
  ) -> Bool {
    var opening = Opening(at: next.start, in: text)
    let word = Word(before: run.start, notBefore: sentence, in: text)
    // "انتهى. iPhone": behind letters without case, a small one says nothing.
    if opening.kind == .lower, word.isCaseless { opening.forgetCase() }
    if next.kind == .continue { return opening.isDash && opening.kind != .lower }
    if continuesQuotation(run, before: next, sentence: sentence, in: text) { return false }
    if isAside(run, opening, sentence: sentence, in: text) { return false }
    if run.isStrong { return endsStrongly(run, opening, after: word, sentence: sentence, in: text) }
    if run.dots > 1 {
      if run.dots > 3 { return opening.kind != .lower }
      return opening.kind != .lower && !(rules.ellipsisContinues && opening.kind == .otherLetter)
    }
    if opening.kind == .lower {
      guard !run.hasCloser, rules.startsInLowerCase else { return false }
      // "no. really": no number follows, so that "No." is none.
      return word.isPlain
        && !isAbbreviation(word, of: WordTable.Traits.abbreviation.subtracting(.beforeNumber), in: text)
    }
    return endsAfter(word, opening, rules.words[text, opening.word], run, in: text)
  }

  /// "the game (!) was", "so (...) weiter"; and in scripts without capitals "هذا (أليس كذلك؟) هو": the bracket opened
  /// inside the sentence, which goes on.
  private func isAside(_ run: TerminatorRun, _ opening: Opening, sentence: Int, in text: TextReader) -> Bool {
    guard run.hasCloser, !run.closesQuote, text.unit(before: run.end)?.scalar == 0x29 else { return false }
    if text.unit(before: run.start)?.scalar == 0x28 { return run.dots != 1 }
    guard run.isStrong, opening.kind == .otherLetter, text.unit(at: sentence)?.scalar != 0x28 else { return false }
    return Quotes.contains(0x28, from: sentence, to: run.start, in: text)
  }

  private func endsStrongly(
    _ run: TerminatorRun, _ opening: Opening, after word: Word, sentence: Int, in text: TextReader
  ) -> Bool {
    // "Yahoo! in", "“Why?” she asked".
    guard opening.kind == .lower else { return true }
    if run.hasCloser || !rules.startsInLowerCase { return false }
    let isName = Word.isCapitalised(at: word.range.lowerBound, in: text) && word.range.lowerBound > sentence
    return !isName || run.strongCount > 1
  }

  /// Whether a full stop behind `word` ends a sentence, when what follows is not in lower case.
  private func endsAfter(
    _ word: Word, _ opening: Opening, _ next: WordTable.Traits, _ run: TerminatorRun, in text: TextReader
  ) -> Bool {
    let isStarter = next.contains(.starter)
    if run.hasCloser {
      // "Acme (of Acme Inc.) Tools"
      return run.closesQuote || isStarter || !isAbbreviation(word, in: text)
    }
    let traits = traits(of: word, in: text)
    let isBeforeNumber = opening.kind == .numeric
    if traits.contains(.unit), word.isAfterNumber(in: text) { return isStarter || opening.kind == .otherLetter }
    if traits.contains(.closing) { return !isBeforeNumber }
    if traits.contains(.inner) || (word.isInitial && word.hasUpper && opening.isInitial) { return false }
    if traits.contains(.beforeNumber), isBeforeNumber || opening.isRoman { return false }
    if traits.contains(.time) { return !next.contains(.afterTime) && word.hasSentenceBefore(in: text) }
    if traits.contains(.final) {
      return isStarter || (opening.kind == .otherLetter && !isBeforeNumber)
    }
    if word.length == 1, word.hasLetters, opening.isInitial { return false }
    if isSpelledOut(word, opening, in: text) { return false }
    if word.isInitial, !isTied(word, in: text) {
      return endsAfterInitial(word, opening, isStarter: isStarter, in: text)
    }
    if word.isDotted { return isStarter }
    if rules.hasOrdinals, word.isShortNumber || word.isRoman, opening.kind == .upper { return isStarter }
    if word.isVowelless, !word.isAfterNumber(in: text) { return isStarter || isBeforeNumber }
    return true
  }

  /// "PDF/A", "ס-ג-מ": a single letter tied to another word is nobody's initial, but the second one in "J.-P." is.
  private func isTied(_ letter: Word, in text: TextReader) -> Bool {
    guard let mark = text.unit(before: letter.range.lowerBound), let before = text.unit(before: mark.start) else {
      return false
    }
    return (mark.scalar == 0x2D || mark.scalar == 0x2F || mark.scalar == 0x05BE) && before.kind.isLetter
  }

  /// "J. Smith" and "vitamin C. It": a single letter is somebody's initial unless the next word is no name.
  private func endsAfterInitial(_ word: Word, _ opening: Opening, isStarter: Bool, in text: TextReader) -> Bool {
    guard !isStarter else { return !word.isCaseless }
    // "מבחן F. מחזיר": nobody's name begins in one script and goes on in another.
    if word.hasUpper, opening.kind == .otherLetter { return true }
    // "you and I. Did": the pronoun follows a word in lower case, as names do not.
    return rules.pronounI && word.isPronounI(in: text)
  }

  private func isAbbreviation(
    _ word: Word, of kinds: WordTable.Traits = .abbreviation, in text: TextReader
  ) -> Bool {
    if word.isInitial || word.isDotted { return true }
    return !traits(of: word, in: text).isDisjoint(with: kinds)
  }

  /// "بي. بي. سي": names of letters. The last may end the sentence, and one of them is a word that begins others.
  private func isSpelledOut(_ word: Word, _ opening: Opening, in text: TextReader) -> Bool {
    guard rules.words[text, word.lastPartRange].contains(.letter) else { return false }
    let next = rules.words[text, opening.word]
    return next.contains(.letter) && (opening.isAbbreviated || !next.contains(.starter))
  }

  /// What is known of a word: as it stands, with the abbreviated words before it ("z. B."), or without a prefix.
  private func traits(of word: Word, in text: TextReader) -> WordTable.Traits {
    var traits = rules.words[text, word.range]
    var start = word.range.lowerBound
    for _ in 0..<3 {
      guard let longer = word.extended(from: start, in: text) else { break }
      start = longer
      traits.formUnion(rules.words[text, start..<word.range.upperBound])
    }
    if traits.isEmpty, let first = text.unit(at: word.range.lowerBound), rules.prefixes.contains(first.scalar) {
      traits = rules.words[text, first.end..<word.range.upperBound].intersection(.inner)
    }
    if traits.isEmpty, word.length > 3, rules.words[text, word.tail..<word.range.upperBound].contains(.ending) {
      traits = [.final, .beforeNumber]
    }
    return traits
  }

  // MARK: Quotations

  /// Whether the sentence around a quotation goes on behind it, or the quotation itself does.
  private func continuesQuotation(
    _ run: TerminatorRun, before next: TextReader.Unit, sentence: Int, in text: TextReader
  ) -> Bool {
    if run.closesTitle { return true }
    if run.closesQuote {
      // Scripts without spaces: the words to look up are the first one, two or three characters.
      var end = next.start
      for _ in 0..<3 {
        guard let unit = text.unit(at: end), unit.kind == .otherLetter else { break }
        end = unit.end
        if rules.words[text, next.start..<end].contains(.afterQuote) { return true }
      }
      if rules.words[text, Opening(at: next.start, in: text).word].contains(.afterQuote) { return true }
    }
    for pair in rules.holdingQuotes where isInside(pair, run, sentence: sentence, in: text) { return true }
    return false
  }

  /// Whether the nearest marks of a pair are its opening one before and its closing one behind, not too far apart and
  /// in one sentence and paragraph.
  private func isInside(
    _ pair: LanguageRules.Pair, _ run: TerminatorRun, sentence: Int, in text: TextReader
  ) -> Bool {
    var position = run.end
    let first = max(sentence, position - pair.reach)
    // Most sentences have no quotation marks, and sixteen bytes at once tell so.
    guard text.text.extracting(first..<position).firstIndex(of: pair.lastByteOfOpening) != nil else { return false }
    while true {
      guard position > first else { return false }
      let (scalar, length) = text.text.scalar(before: position)
      position -= length
      if scalar == pair.open { break }
      if scalar == pair.close { return false }
    }
    if pair.open == pair.close, !Quotes.looksOpening(at: position, in: text) { return false }
    let limit = min(text.end, position + pair.reach)
    position = run.end
    while position < limit {
      let (scalar, length) = text.text.scalar(at: position)
      if scalar == pair.close { return pair.open != pair.close || !Quotes.looksOpening(at: position, in: text) }
      if scalar == pair.open || scalar == 0x0A { return false }
      position += length
    }
    return false
  }
}
