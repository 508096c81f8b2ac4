import Minwal

/// Lines that have been run together: what used to be a line of its own is a sentence of its own.
///
/// Only what hardly occurs inside a sentence counts: the date and time of an e-mail's head, a ruler, an address or an
/// emoticon with a capital letter behind it, a list of web addresses.
extension SentenceSplitter {
  /// What happens at a character that belongs to such a line; `nil` if it belongs to none.
  func lostLineBreak(at unit: TextReader.Unit, sentence: Int, in text: TextReader) -> Step? {
    switch unit.scalar {
    case 0x3A: webAddress(at: unit, sentence: sentence, in: text) ?? stamp(at: unit, sentence: sentence, in: text)
    case 0x2A, 0x3D, 0x5F: ruler(at: unit, sentence: sentence, in: text)
    case 0x29: emoticon(at: unit, sentence: sentence, in: text)
    case 0x40: mailAddress(at: unit, in: text)
    default: nil
    }
  }

  /// `Jane Roe 03/27/2001 09:11 AM Hello`: the colon of a time behind a date.
  private func stamp(at colon: TextReader.Unit, sentence: Int, in text: TextReader) -> Step? {
    guard let start = dateStart(beforeTime: colon.start, in: text), start >= sentence else { return nil }
    if start > sentence, let space = text.unit(before: start), space.kind == .space {
      // "arrived on 03/27/2001 09:11": the sentence goes on.
      let before = Word(before: space.start, notBefore: sentence, in: text)
      let isPartOfSentence = before.length > 0 && !before.hasUpper
      if !isPartOfSentence { return .end(at: space.start, next: start) }
    }
    var end = colon.start
    while let unit = text.unit(at: end), unit.kind == .numeric || unit.scalar == 0x3A { end = unit.end }
    var hasHalf = false
    for half: StaticString in [" AM", " PM"] where text.hasPrefix(half, at: end) {
      end += 3
      hasHalf = true
      break
    }
    let next = text.skipSpaces(from: end)
    guard next > end, let follower = text.unit(at: next), follower.kind.isLetter else { return nil }
    return follower.kind == .upper || (hasHalf && start == sentence) ? .end(at: end, next: next) : nil
  }

  /// The start of a date such as `3/27/2001` before the hour that ends at `end`.
  private func dateStart(beforeTime end: Int, in text: TextReader) -> Int? {
    func digits(before position: Int, atMost limit: Int) -> Int? {
      var start = position
      for _ in 0..<limit {
        guard let unit = text.unit(before: start), unit.kind == .numeric else { break }
        start = unit.start
      }
      return start < position ? start : nil
    }
    guard var position = digits(before: end, atMost: 2), let space = text.unit(before: position), space.kind == .space
    else { return nil }
    position = space.start
    for part in 0..<3 {
      guard let start = digits(before: position, atMost: 4) else { return nil }
      position = start
      guard part < 2 else { break }
      guard let slash = text.unit(before: start), slash.scalar == 0x2F || slash.scalar == 0x2D else { return nil }
      position = slash.start
    }
    return position
  }

  /// `=====`, `***`, `__________`.
  private func ruler(at first: TextReader.Unit, sentence: Int, in text: TextReader) -> Step? {
    var end = first.end
    var length = 1
    while let unit = text.unit(at: end), unit.scalar == first.scalar {
      end = unit.end
      length += 1
    }
    // A few underscores are a gap to fill in; two stars are emphasis.
    let shortest = first.scalar == 0x5F ? 10 : first.scalar == 0x3D ? 4 : 3
    guard length >= shortest else { return .goOn(end) }
    if let before = text.unit(before: first.start), !before.kind.isWhite { return .goOn(end) }
    guard first.start == sentence else { return .end(at: first.start, next: first.start) }
    guard let next = text.unit(at: end), next.kind == .space else { return .goOn(end) }
    return .end(at: end, next: next.end)
  }

  /// `We loved it :-) Thank you`
  private func emoticon(at mouth: TextReader.Unit, sentence: Int, in text: TextReader) -> Step? {
    guard var part = text.unit(before: mouth.start) else { return nil }
    if part.scalar == 0x2D, let eyes = text.unit(before: part.start) { part = eyes }
    guard part.scalar == 0x3A || part.scalar == 0x3B, part.start > sentence,
      text.unit(before: part.start)?.kind == .space
    else { return nil }
    let next = text.skipSpaces(from: mouth.end)
    guard next > mouth.end, text.unit(at: next)?.kind == .upper else { return nil }
    return .end(at: mouth.end, next: next)
  }

  /// `jane@example.org Thank you`: the sign in an address with a capital letter behind it.
  private func mailAddress(at sign: TextReader.Unit, in text: TextReader) -> Step? {
    var end = sign.end
    var last = sign
    for _ in 0..<Self.longestAddress {
      guard let unit = text.unit(at: end), !unit.kind.isWhite, unit.scalar != 0x40 else { break }
      last = unit
      end = unit.end
    }
    guard last.kind.isLetter || last.scalar == 0x3E else { return nil }
    let next = text.skipSpaces(from: end)
    return next > end && Word.isCapitalised(at: next, in: text) ? .end(at: end, next: next) : nil
  }

  /// `http://a.example/1 http://a.example/2`: the colon of an address with another before it.
  private func webAddress(at colon: TextReader.Unit, sentence: Int, in text: TextReader) -> Step? {
    guard text.hasPrefix("://", at: colon.start) else { return nil }
    let start = chunkStart(before: colon.start, notBefore: sentence, in: text)
    guard isWebAddress(at: start, in: text), start > sentence, let space = text.unit(before: start) else { return nil }
    let other = chunkStart(before: space.start, notBefore: sentence, in: text)
    return isWebAddress(at: other, in: text) ? .end(at: space.start, next: colon.end) : nil
  }

  private static let longestAddress = 200

  private func isWebAddress(at position: Int, in text: TextReader) -> Bool {
    text.hasPrefix("http://", at: position) || text.hasPrefix("https://", at: position)
  }

  /// Where the piece of text without spaces that ends at `end` starts, or a place inside it if it is very long.
  private func chunkStart(before end: Int, notBefore sentence: Int, in text: TextReader) -> Int {
    var start = end
    for _ in 0..<Self.longestAddress {
      guard let unit = text.unit(before: start), unit.start >= sentence, !unit.kind.isWhite else { break }
      start = unit.start
    }
    return start
  }
}
