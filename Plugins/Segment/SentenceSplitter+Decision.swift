import Minwal

extension SentenceSplitter {
  /// Decides whether a sentence ends with the marks that start with `first`.
  func step(atTerminator first: TextReader.Unit, sentence: Int, in text: TextReader) -> Step {
    var run = run(from: first, sentence: sentence, in: text)
    takeTrailers(&run, sentence: sentence, in: text)
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
    return ends && !isInsideBrackets(run, sentence: sentence, in: text)
      ? .end(at: run.end, next: next) : .goOn(run.end)
  }

  // MARK: No space behind the marks

  private func endsAttached(
    _ run: TerminatorRun, before next: TextReader.Unit, sentence: Int, in text: TextReader
  ) -> Bool {
    // "간다."라고: what Korean writes behind a quotation without a space is a particle.
    if run.closesQuote, Word.isHangul(next.scalar) { return false }
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
    opening.settleCase(behind: word)
    // "Ind. & Com.", "in ref. [12] above"
    if next.scalar == 0x26 || isReferenceInside(next, after: word, in: text) { return false }
    if next.kind == .continue { return opening.isDash && opening.kind != .lower }
    if continuesQuotation(run, before: next, sentence: sentence, in: text) { return false }
    if isAside(run, opening, sentence: sentence, in: text) { return false }
    if goesOnBehindBracket(run, opening, sentence: sentence, in: text) { return false }
    if run.isStrong { return endsStrongly(run, opening, after: word, sentence: sentence, in: text) }
    if run.dots > 1 {
      if run.dots > 3 { return opening.kind != .lower }
      return opening.kind != .lower && !(rules.ellipsisContinues && opening.kind == .otherLetter)
    }
    if opening.kind == .lower { return !run.hasCloser && endsBeforeLowerCase(word, opening, in: text) }
    return endsAfter(word, opening, rules.words[text, opening.word], run, in: text)
  }

  private func endsStrongly(
    _ run: TerminatorRun, _ opening: Opening, after word: Word, sentence: Int, in text: TextReader
  ) -> Bool {
    // "Yahoo! is", "Yahoo! Inc."
    if run.strongCount == 1, !run.hasCloser, text.unit(at: word.range.lowerBound)?.kind == .upper,
      rules.words[text, word.range].contains(.shouted)
    {
      return opening.kind != .lower && rules.words[text, opening.word].contains(.starter)
    }
    // "“Why?” she asked".
    guard opening.kind == .lower else { return true }
    if run.hasCloser || !rules.startsInLowerCase { return false }
    let isName = Word.isCapitalised(at: word.range.lowerBound, in: text) && word.range.lowerBound > sentence
    return !isName || run.strongCount > 1
  }

  /// Whether a full stop behind `word` ends a sentence though a small letter follows, as it does where people do not
  /// care for capitals.
  ///
  /// If the sentence itself begins small, or a small "i" follows, they do not, and most words end one. Else what is
  /// short and not known as a word is an abbreviation.
  private func endsBeforeLowerCase(_ word: Word, _ opening: Opening, in text: TextReader) -> Bool {
    guard rules.startsInLowerCase, word.isPlain else { return false }
    let traits = traits(of: word, in: text)
    let isWord = !traits.isDisjoint(with: [.ordinary, .starter])
    let isAbbreviation = isAbbreviation(word, in: text)
    if isSmallI(opening, in: text) || Opening(at: word.sentence, in: text).kind == .lower {
      // "no. really", "I love art. it is": no number follows.
      return !isAbbreviation || (isWord && traits.isDisjoint(with: [.inner, .final, .unit, .time, .closing]))
    }
    return !isAbbreviation && !word.isShortNumber && (isWord || word.length > 4 || word.hasDigits || !word.hasLower)
  }

  /// Whether the pronoun "I" follows without its capital.
  private func isSmallI(_ opening: Opening, in text: TextReader) -> Bool {
    guard rules.pronounI, let first = text.unit(at: opening.word.lowerBound), first.scalar == 0x69 else { return false }
    return text.unit(at: first.end)?.kind.isLetter != true
  }

  /// Whether a full stop behind `word` ends a sentence, when what follows is not in lower case.
  private func endsAfter(
    _ word: Word, _ opening: Opening, _ next: WordTable.Traits, _ run: TerminatorRun, in text: TextReader
  ) -> Bool {
    let goesOn = next.contains(.goesOn)
    let isStarter = next.contains(.starter) && !goesOn
    if run.hasCloser {
      // "Acme (of Acme Inc.) Tools"
      return run.closesQuote || isStarter || !isAbbreviation(word, in: text)
    }
    var traits = traits(of: word, in: text)
    // "и пр. Он", "на пр. Победы": spelled alike, told by the conjunction.
    if traits.isSuperset(of: [.inner, .closing]) {
      traits.remove(isBehindAnd(word, in: text) ? .inner : .closing)
    }
    let isBeforeNumber = opening.kind == .numeric
    if traits.contains(.unit), word.isAfterNumber(in: text) {
      return isStarter || (opening.kind == .otherLetter && !goesOn)
    }
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
    if isShortSyllable(word, in: text) || isShortenedBeforeDanda(word, in: text) { return false }
    if rules.hasOrdinals, word.isShortNumber || word.isRoman, opening.kind == .upper { return isStarter }
    if word.isVowelless, !word.isAfterNumber(in: text) { return isStarter || isBeforeNumber }
    return true
  }

  /// "PDF/A", "ס-ג-מ": a single letter tied to another word is no one's initial, but the second one in "J.-P." is.
  private func isTied(_ letter: Word, in text: TextReader) -> Bool {
    guard let mark = text.unit(before: letter.range.lowerBound), let before = text.unit(before: mark.start) else {
      return false
    }
    return (mark.scalar == 0x2D || mark.scalar == 0x2F || mark.scalar == 0x05BE) && before.kind.isLetter
  }

  /// "J. Smith" and "vitamin C. It": a single letter is someone's initial unless the next word is not a name.
  private func endsAfterInitial(_ word: Word, _ opening: Opening, isStarter: Bool, in text: TextReader) -> Bool {
    guard !isStarter else { return !word.isCaseless }
    // "מבחן F. מחזיר": no one's name begins in one script and goes on in another.
    if word.hasUpper, opening.kind == .otherLetter { return true }
    // "you and I. Did": the pronoun follows a word in lower case, as names do not.
    return rules.pronounI && word.isPronounI(in: text)
  }

  /// Whether the word before is "and", as a letter.
  private func isBehindAnd(_ word: Word, in text: TextReader) -> Bool {
    guard let space = text.unit(before: word.range.lowerBound), space.kind == .space,
      let letter = text.unit(before: space.start), rules.addingLetters.contains(letter.scalar)
    else { return false }
    return text.unit(before: letter.start)?.kind.isLetter != true
  }

  func isAbbreviation(
    _ word: Word, of kinds: WordTable.Traits = .abbreviation, in text: TextReader
  ) -> Bool {
    if word.isInitial || word.isDotted { return true }
    if isShortSyllable(word, in: text) { return true }
    return !traits(of: word, in: text).isDisjoint(with: kinds)
  }

  /// "जि.": a syllable of an Indic script that is none of the language's words.
  private func isShortSyllable(_ word: Word, in text: TextReader) -> Bool {
    word.length == 1 && word.hasIndicSign && rules.hasDanda && !word.hasDots
      && !rules.words[text, word.range].contains(.ordinary)
  }

  /// "बी. एड.": where sentences end with the danda, a full stop shortens a word.
  private func isShortenedBeforeDanda(_ word: Word, in text: TextReader) -> Bool {
    endsInDanda && word.length <= 4 && word.isIndic && !rules.words[text, word.range].contains(.ordinary)
  }

  /// "بي. بي. سي": names of letters. The last may end the sentence, and one of them is a word that begins others.
  private func isSpelledOut(_ word: Word, _ opening: Opening, in text: TextReader) -> Bool {
    guard rules.words[text, word.lastPartRange].contains(.letter) else { return false }
    let next = rules.words[text, opening.word]
    return next.contains(.letter) && (opening.isAbbreviated || !next.contains(.starter))
  }

  /// What is known of a word: as it stands, with the abbreviated words before it ("z. B."), or without a prefix.
  func traits(of word: Word, in text: TextReader) -> WordTable.Traits {
    var traits = rules.words[text, word.range]
    var start = word.range.lowerBound
    for _ in 0..<3 {
      guard let longer = word.extended(from: start, in: text) else { break }
      start = longer
      let more = rules.words[text, start..<word.range.upperBound]
      // "и т. д." closes, whatever "д." does.
      if more.contains(.closing) { traits.remove(.inner) }
      traits.formUnion(more)
    }
    if traits.isEmpty, let first = text.unit(at: word.range.lowerBound), rules.prefixes.contains(first.scalar) {
      traits = rules.words[text, first.end..<word.range.upperBound]
        .intersection([.inner, .beforeNumber])
    }
    if traits.isEmpty, word.length > 3, rules.words[text, word.tail..<word.range.upperBound].contains(.ending) {
      traits = [.final, .beforeNumber]
    }
    return traits
  }
}
