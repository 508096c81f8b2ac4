import Minwal

/// Quotations and brackets, which belong to the sentence around them.
extension SentenceSplitter {
  /// Whether the sentence around a quotation goes on behind it, or the quotation itself does.
  func continuesQuotation(
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
      let isCapital = next.kind == .upper
      if !isCapital, rules.words[text, Opening(at: next.start, in: text).word].contains(.afterQuote) { return true }
      if goesOnBehindQuestion(run, before: next, sentence: sentence, in: text) { return true }
    }
    for pair in rules.holdingQuotes where isInside(pair, run, sentence: sentence, in: text) { return true }
    return false
  }

  /// Whether the nearest marks of a pair are its opening one before and its closing one behind, not too far apart and
  /// in one sentence and paragraph.
  private func isInside(
    _ pair: LanguageRules.Pair, _ run: TerminatorRun, sentence: Int, in text: TextReader
  ) -> Bool {
    let first = max(sentence, run.end - pair.reach)
    guard let mark = text.last(of: pair.open, or: pair.close, from: first, to: run.end), mark.scalar == pair.open
    else { return false }
    if pair.open == pair.close {
      guard Quotes.looksOpening(at: mark.start, in: text) else { return false }
    } else if isReversed(openingAt: mark.start, closing: pair.close, in: text) {
      return false
    }
    let limit = min(text.end, mark.start + pair.reach)
    var position = run.end
    while position < limit {
      let (scalar, length) = text.text.scalar(at: position)
      if scalar == pair.close {
        guard pair.open == pair.close else { return Side(of: position, in: text) != .opening }
        return !Quotes.looksOpening(at: position, in: text)
      }
      if scalar == pair.open || scalar == 0x0A { return false }
      position += length
    }
    return false
  }

  // MARK: Brackets

  /// "the game (!) was", "so (...) weiter"; and in scripts without capitals "هذا (أليس كذلك؟) هو": the bracket opened
  /// inside the sentence, which goes on.
  func isAside(_ run: TerminatorRun, _ opening: Opening, sentence: Int, in text: TextReader) -> Bool {
    guard run.hasCloser, !run.closesQuote, text.unit(before: run.end)?.scalar == 0x29 else { return false }
    if text.unit(before: run.start)?.scalar == 0x28 { return run.dots != 1 }
    guard run.isStrong, opening.kind == .otherLetter, text.unit(at: sentence)?.scalar != 0x28 else { return false }
    return Quotes.contains(0x28, from: sentence, to: run.start, in: text)
  }

  /// Whether marks stand inside brackets that are part of a sentence: "it (see below. It is short.) was".
  ///
  /// Brackets are if they open behind a word of the sentence, if no mark stands on either side of the closing one, or if
  /// what follows goes on in lower case, with a comma or the like. Else they hold sentences of their own.
  func isInsideBrackets(_ run: TerminatorRun, sentence: Int, in text: TextReader) -> Bool {
    let reached = max(sentence, run.end - Self.longestBracket)..<run.end
    let mayHaveBracket = text.text.extracting(reached).firstIndex(of: UInt8(ascii: "(")) != nil
    if mayHaveBracket, isInside(0x28, 0x29, run, sentence: sentence, in: text) { return true }
    return run.isSelfContained && isInside(0xFF08, 0xFF09, run, sentence: sentence, in: text)
  }

  private func isInside(
    _ open: UInt32, _ close: UInt32, _ run: TerminatorRun, sentence: Int, in text: TextReader
  ) -> Bool {
    guard let start = openBracket(open, close, before: run.end, sentence: sentence, in: text),
      !isReversed(openingAt: start, closing: close, in: text),
      let end = closingBracket(open, close, from: run.end, to: start + Self.longestBracket, in: text),
      Side(of: end, in: text) != .opening
    else { return false }
    // With spaces on both sides, nothing tells which way it looks: then only a short pair is believed.
    if Side(of: start, in: text) == .unclear, end - start > Self.longestUnclear { return false }
    if isBehindWord(start, sentence: sentence, in: text) { return true }
    guard let last = text.unit(before: end), let bracket = text.unit(at: end) else { return false }
    let position = text.skipSpaces(from: bracket.end)
    let follower = text.unit(at: position)
    if !isTerminator(last), !Quotes.isClosing(last.scalar) { return follower.map { !isTerminator($0) } ?? true }
    guard let follower else { return false }
    let opening = Opening(at: position, in: text)
    if follower.kind == .continue { return !opening.isDash }
    return opening.kind == .lower || goesOn(opening, behindBracketAt: start, sentence: sentence, in: text)
  }

  /// "he left (it was late.) में": a word that continues the sentence that the bracket is part of.
  func goesOnBehindBracket(
    _ run: TerminatorRun, _ opening: Opening, sentence: Int, in text: TextReader
  ) -> Bool {
    guard run.hasCloser, opening.kind == .otherLetter, let bracket = text.unit(before: run.end),
      bracket.scalar == 0x29, rules.words[text, opening.word].contains(.goesOn),
      let start = openBracket(0x28, 0x29, before: bracket.start, sentence: sentence, in: text)
    else { return false }
    return goesOn(opening, behindBracketAt: start, sentence: sentence, in: text)
  }

  /// Between sentences, a bracket is one of them; but with none before it in its paragraph, it is part of what follows.
  private func goesOn(
    _ opening: Opening, behindBracketAt start: Int, sentence: Int, in text: TextReader
  ) -> Bool {
    guard opening.kind == .otherLetter, rules.words[text, opening.word].contains(.goesOn) else { return false }
    if isBehindWord(start, sentence: sentence, in: text) { return true }
    var position = sentence
    for _ in 0..<8 {
      guard let before = text.unit(before: position), !before.kind.isLineBreak else { return true }
      guard before.kind == .space else { return false }
      position = before.start
    }
    return false
  }

  /// The bracket that is open at `end`, at most ``longestBracket`` bytes before it.
  private func openBracket(
    _ open: UInt32, _ close: UInt32, before end: Int, sentence: Int, in text: TextReader
  ) -> Int? {
    let first = max(sentence, end - Self.longestBracket)
    var end = end
    var depth = 0
    for _ in 0..<Self.mostBrackets {
      guard let mark = text.last(of: open, or: close, from: first, to: end) else { return nil }
      end = mark.start
      if isMouth(mark.start, in: text) { continue }
      if mark.scalar == close {
        depth += 1
      } else if depth > 0 {
        depth -= 1
      } else {
        return mark.start
      }
    }
    return nil
  }

  /// The bracket that closes one that is open at `start`, in the same line.
  private func closingBracket(
    _ open: UInt32, _ close: UInt32, from start: Int, to limit: Int, in text: TextReader
  ) -> Int? {
    let limit = min(text.end, limit)
    var position = start
    var depth = 0
    while position < limit {
      let (scalar, length) = text.text.scalar(at: position)
      if scalar == 0x0A || scalar == 0x0D { return nil }
      if scalar == open || scalar == close, !isMouth(position, in: text) {
        if scalar == close, depth == 0 { return position }
        depth += scalar == open ? 1 : -1
      }
      position += length
    }
    return nil
  }

  /// Whether a bracket is part of an emoticon: `:( `, `;-)`.
  private func isMouth(_ bracket: Int, in text: TextReader) -> Bool {
    guard var part = text.unit(before: bracket), let mouth = text.unit(at: bracket) else { return false }
    if Quotes.isOpeningBracket(mouth.scalar), text.unit(at: mouth.end)?.kind.isWhite != true { return false }
    if part.scalar == 0x2D, let eyes = text.unit(before: part.start) { part = eyes }
    return part.scalar == 0x3A || part.scalar == 0x3B
  }

  /// Whether a letter is among the last characters before a place in a sentence.
  private func isBehindWord(_ place: Int, sentence: Int, in text: TextReader) -> Bool {
    var position = place
    for _ in 0..<16 {
      guard let unit = text.unit(before: position), unit.start >= sentence else { return false }
      if unit.kind.isLetter { return true }
      position = unit.start
    }
    return true
  }

  /// How far apart brackets may be to be looked at, in bytes. It bounds the work at each candidate.
  private static let longestBracket = 400
  /// The same for brackets with spaces on both sides.
  private static let longestUnclear = 100
  /// How many brackets are looked at to find the one that is open.
  private static let mostBrackets = 8
}
