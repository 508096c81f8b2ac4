import Minwal

/// The marks that may end a sentence at one place, and what stands around them: `?!”`, `. . .`, `.»`.
struct TerminatorRun {
  /// Where the first mark starts.
  let start: Int
  /// Behind the last mark and the quotes and brackets that close with it: where the sentence would end.
  var end: Int
  /// How many full stops there are; an ellipsis counts as three.
  var dots = 0
  /// Whether a mark is there that ends nothing but sentences: `?`, `!`, `。`.
  var isStrong = false
  /// How many such marks.
  var strongCount = 0
  /// Whether the last mark needs no space behind it: `。`, `।`.
  var isSelfContained = false
  /// Whether quotes or brackets close behind the marks.
  var hasCloser = false
  var closesQuote = false
  /// Whether the last of them closes the title of a work, which is part of a sentence whatever marks it has: 《…！》.
  var closesTitle = false
  /// How many of the closing marks have a space before them. Two is plenty, and bounds the work.
  var distantClosers = 0
}

extension SentenceSplitter {
  /// Reads the marks that start with `first`, in the sentence that starts at `sentence`.
  func run(from first: TextReader.Unit, sentence: Int, in text: TextReader) -> TerminatorRun {
    var run = TerminatorRun(start: first.start, end: first.end)
    note(first, in: &run)
    while let unit = text.unit(at: run.end) {
      if isTerminator(unit) {
        note(unit, in: &run)
        run.closesTitle = false
        run.end = unit.end
      } else if let end = closerEnd(at: unit, sentence: sentence, run: run, in: text) {
        run.hasCloser = true
        if Quotes.isQuote(unit.scalar) { run.closesQuote = true }
        run.closesTitle = unit.scalar == 0x300B || unit.scalar == 0x3009
        run.end = end
      } else if unit.kind == .space, let end = distantEnd(after: run.end, sentence: sentence, run: &run, in: text) {
        run.end = end
      } else {
        break
      }
    }
    return run
  }

  private func note(_ unit: TextReader.Unit, in run: inout TerminatorRun) {
    // Urdu's full stop stands behind abbreviations too.
    if unit.kind == .fullStop || unit.scalar == 0x2026 || unit.scalar == 0x06D4 {
      run.dots += unit.scalar == 0x2026 ? 3 : 1
      run.isSelfContained = unit.scalar == 0xFF0E
    } else {
      run.isStrong = true
      run.strongCount += 1
      run.isSelfContained = !Self.needsSpace(unit.scalar)
    }
  }

  /// Whether a mark is one that keyboards have, which also stands in web addresses, names and code.
  private static func needsSpace(_ scalar: UInt32) -> Bool {
    scalar < 0x80 || (0x0600...0x06FF).contains(scalar) || (0x2000...0x206F).contains(scalar)
  }

  /// Where a quote or bracket ends that closes directly behind the marks; `nil` if `unit` is none.
  private func closerEnd(
    at unit: TextReader.Unit, sentence: Int, run: TerminatorRun, in text: TextReader
  ) -> Int? {
    let next = text.unit(at: unit.end)
    if unit.scalar == 0x5B { return footnoteEnd(at: unit, isAttached: true, in: text) }
    if unit.scalar == 0x2A || unit.scalar == 0x5F {
      // Emphasis in marked-up text: *Really?* Yes.
      var position = unit.end
      while let more = text.unit(at: position), more.scalar == unit.scalar { position = more.end }
      guard let follower = text.unit(at: position) else { return position }
      return follower.kind.isWhite ? position : nil
    }
    guard unit.kind == .close else { return nil }
    if Quotes.isOpeningBracket(unit.scalar) {
      // Typed by eye from the right, the closing one looks like this: "برویم.(".
      let isLast = next.map(\.kind.isWhite) ?? true
      return unit.scalar == 0x28 && isLast && Quotes.contains(0x29, from: sentence, to: run.start, in: text)
        ? unit.end : nil
    }
    guard let next, next.kind.isLetter || next.kind == .numeric else { return unit.end }
    // A letter follows: the space is missing either behind a closing mark or before an opening one.
    if Quotes.isOpening(unit.scalar) { return nil }
    if Quotes.isStraight(unit.scalar) {
      return Quotes.isOpen(unit.scalar, from: sentence, to: run.start, in: text) ? unit.end : nil
    }
    return unit.scalar == 0xBB && !Quotes.contains(0xAB, from: sentence, to: run.start, in: text) ? nil : unit.end
  }

  /// Where marks end that spaces separate from those before: ". . .", " ?", ". »".
  private func distantEnd(
    after position: Int, sentence: Int, run: inout TerminatorRun, in text: TextReader
  ) -> Int? {
    let start = text.skipSpaces(from: position)
    guard let unit = text.unit(at: start) else { return nil }
    let next = text.unit(at: unit.end)
    let isBeforeWord = next.map { $0.kind.isLetter || $0.kind == .numeric } ?? false
    if isTerminator(unit) {
      var last = unit
      while let more = text.unit(at: last.end), isTerminator(more) { last = more }
      // ".NET" and "...well" belong to what follows.
      if unit.kind == .fullStop || unit.scalar == 0x2026, let word = text.unit(at: last.end),
        word.kind.isLetter || word.kind == .numeric
      {
        return nil
      }
      note(unit, in: &run)
      return unit.end
    }
    guard !isBeforeWord, run.distantClosers < 2, Quotes.isQuote(unit.scalar) || unit.scalar == 0x29 else { return nil }
    // With spaces on both sides, a straight mark closes: an opening one would touch its word.
    guard Quotes.isStraight(unit.scalar) || Quotes.isClosing(unit.scalar) else { return nil }
    // "رفت. ) ع (": a bracket with nothing to close opens, typed by eye from the right.
    if unit.scalar == 0x29, !Quotes.contains(0x28, from: sentence, to: position, in: text) { return nil }
    run.hasCloser = true
    run.distantClosers += 1
    if Quotes.isQuote(unit.scalar) { run.closesQuote = true }
    return unit.end
  }

  /// Where a reference ends: `[12]`, `[3, 4]`, `[5–7]`, `[a]`, `[note 2]`; if nothing is between it and a mark, also a
  /// remark: `[citation needed]`.
  func footnoteEnd(at open: TextReader.Unit, isAttached: Bool = false, in text: TextReader) -> Int? {
    var position = open.end
    var (letters, digits) = (0, 0)
    for _ in 0..<(isAttached ? 30 : 20) {
      guard let unit = text.unit(at: position) else { return nil }
      if unit.scalar == 0x5D {
        // "[text](address)" is a link.
        let isLink = text.unit(at: unit.end)?.scalar == 0x28
        return !isLink && (digits > 0 || letters == 1 || (isAttached && letters > 1)) ? unit.end : nil
      }
      switch unit.kind {
      case .numeric: digits += 1
      case .lower, .upper, .otherLetter:
        // Words come before the number.
        guard digits == 0 else { return nil }
        letters += 1
      default:
        let joins = unit.scalar == 0x2C || unit.scalar == 0x2D || unit.scalar == 0x2013 || unit.scalar == 0x060C
        guard position > open.end, unit.kind == .space || joins else { return nil }
      }
      position = unit.end
    }
    return nil
  }
}
