import Minwal

/// Numbers at the head of a part, whose full stop ends no sentence: `2.3. Delivery`, `IV. Results`, `### 1. Title`,
/// `Chapter 3. The Storm`, `المادة 5.`
extension SentenceSplitter {
  /// Whether all that stands between the start of a sentence and a full stop numbers what follows in the line.
  func isHeadingNumber(before dot: TextReader.Unit, sentence start: Int, in text: TextReader) -> Bool {
    guard dot.start - start <= Self.longestNumber, dot.kind == .fullStop || dot.scalar == 0x06D4 else { return false }
    let title = text.skipSpaces(from: dot.end)
    guard title > dot.end, let next = text.unit(at: title), !next.kind.isLineBreak else { return false }
    let first = Self.skipSigns(from: start, to: dot.start, in: text)
    guard first < dot.start else { return false }
    if isNumberPath(first..<dot.start, alone: first > start, in: text) { return true }
    guard let word = firstWord(from: first, to: dot.start, in: text) else { return false }
    let traits = rules.words[text, word]
    let isLine = isLineStart(start, in: text)
    if word.upperBound == dot.start { return isLine && traits.contains(.numbering) }
    guard let number = number(behind: word, to: dot.start, in: text) else { return false }
    let isNumber = isNumberPath(number, alone: true, in: text)
    guard isNumber || isNumberInWords(number, in: text) else { return false }
    if traits.contains(.heading) { return true }
    guard isLine, isNumber else { return false }
    if text.unit(at: word.upperBound)?.kind == .fullStop { return traits.contains(.beforeNumber) }
    return text.unit(at: word.lowerBound)?.kind != .lower && isTitle(from: title, in: text)
  }

  /// The longest number with its word, in bytes: what a sentence has behind it is not looked at.
  private static let longestNumber = 64

  /// The place behind what may stand before a number: `###`, `§`, a dash, bullets.
  private static func skipSigns(from start: Int, to end: Int, in text: TextReader) -> Int {
    var position = start
    for _ in 0..<10 {
      guard position < end, let unit = text.unit(at: position) else { break }
      switch unit.scalar {
      case 0x23, 0x2A, 0x2D, 0x3E, 0xA7, 0x2013, 0x2014, 0x2116: break
      default: if unit.kind != .space && !ListMarker.isBullet(unit.scalar) { return position }
      }
      position = unit.end
    }
    return position
  }

  /// Whether a range holds numbers of up to three digits, Roman ones or single letters, with dots between them.
  ///
  /// `alone` says that one number is enough, or one letter: behind a word or signs.
  private func isNumberPath(_ range: Range<Int>, alone: Bool, in text: TextReader) -> Bool {
    // "المادة (5)."
    if let open = text.unit(at: range.lowerBound), open.scalar == 0x28, alone,
      let close = text.unit(before: range.upperBound), close.scalar == 0x29, open.end < close.start
    {
      return isNumberPath(open.end..<close.start, alone: true, in: text)
    }
    var position = range.lowerBound
    var parts = 0
    var hasNumber = false
    while position < range.upperBound {
      let part = position
      var (digits, letters) = (0, 0)
      var isRoman = true
      while position < range.upperBound, let unit = text.unit(at: position), unit.kind != .fullStop {
        if unit.kind == .numeric { digits += 1 } else if unit.kind.isLetter { letters += 1 } else { return false }
        isRoman = isRoman && Self.isRomanDigit(unit.scalar)
        position = unit.end
      }
      let isLongRoman = isRoman && letters >= 2 && letters <= 7 && digits == 0
      guard position > part, isLongRoman || (digits <= 3 && letters == 0) || (digits <= 2 && letters == 1) else {
        return false
      }
      hasNumber = hasNumber || digits > 0 || isLongRoman || alone
      parts += 1
      guard parts <= 6 else { return false }
      if position < range.upperBound { position += 1 }
    }
    if text.unit(before: range.upperBound)?.kind == .fullStop { return false }
    return hasNumber && (parts > 1 || alone || text.unit(at: range.lowerBound)?.kind != .numeric)
  }

  /// A digit of small Roman numbers, in either case.
  private static func isRomanDigit(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x49, 0x4C, 0x56, 0x58, 0x69, 0x76, 0x78: true
    default: false
    }
  }

  /// "Three", "الخامسة والعشرون"
  private func isNumberInWords(_ range: Range<Int>, in text: TextReader) -> Bool {
    var position = range.lowerBound
    for _ in 0..<3 {
      guard let word = firstWord(from: position, to: range.upperBound, in: text) else { return false }
      let plain = withoutFirst(word, of: rules.addingLetters, in: text) ?? word
      let traits = rules.words[text, word].union(rules.words[text, plain])
      guard traits.contains(.counting) else { return false }
      if word.upperBound == range.upperBound { return true }
      position = text.skipSpaces(from: word.upperBound)
    }
    return false
  }

  private func firstWord(from start: Int, to end: Int, in text: TextReader) -> Range<Int>? {
    var position = start
    while position < end, let unit = text.unit(at: position), unit.kind.isLetter { position = unit.end }
    return position > start ? start..<position : nil
  }

  /// What stands between a word and a full stop: behind a blank, and the dot of an abbreviation.
  private func number(behind word: Range<Int>, to end: Int, in text: TextReader) -> Range<Int>? {
    var start = word.upperBound
    if let dot = text.unit(at: start), dot.kind == .fullStop { start = dot.end }
    let number = text.skipSpaces(from: start)
    return number > start && number < end ? number..<end : nil
  }

  private func isLineStart(_ start: Int, in text: TextReader) -> Bool {
    var position = start
    for _ in 0..<16 {
      guard let before = text.unit(before: position), !before.kind.isLineBreak else { return true }
      guard before.kind == .space else { return false }
      position = before.start
    }
    return false
  }

  /// Whether the rest of a line is short and has no mark that ends sentences, as titles have.
  private func isTitle(from start: Int, in text: TextReader) -> Bool {
    var position = start
    while let unit = text.unit(at: position), !unit.kind.isLineBreak {
      if isTerminator(unit) || position - start > 100 { return false }
      position = unit.end
    }
    return true
  }
}
