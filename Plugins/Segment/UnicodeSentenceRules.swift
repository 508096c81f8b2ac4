import Minwal

/// The sentence rules of Unicode's UAX #29 (version 15.0, section 5), without any tailoring.
///
/// The rules allow a break only behind a terminator or a line break, so that everything between those may be skipped.
enum UnicodeSentenceRules {
  /// Where the sentence that contains `start` ends: the first boundary behind it, or the end of the text.
  static func boundary(after start: Int, in text: TextReader) -> Int {
    var position = start
    while let unit = text.unit(at: position) {
      position = unit.end
      if unit.kind.isLineBreak { return lineEnd(unit, in: text) }  // SB3, SB4
      if unit.kind.isTerminator, let boundary = boundary(at: unit, in: text) { return boundary }
    }
    return text.end
  }

  /// The boundary that a terminator makes, or `nil` if it makes none.
  static func boundary(at terminator: TextReader.Unit, in text: TextReader) -> Int? {
    var position = terminator.end
    let attached = text.unit(at: position)
    if terminator.kind == .fullStop, let attached {
      if attached.kind == .numeric { return nil }  // SB6
      if attached.kind == .upper, let before = text.unit(before: terminator.start),
        before.kind == .upper || before.kind == .lower
      {
        return nil  // SB7
      }
    }
    while let unit = text.unit(at: position), unit.kind == .close { position = unit.end }  // SB9
    position = text.skipSpaces(from: position)  // SB10
    guard let next = text.unit(at: position) else { return text.end }
    if next.kind.isLineBreak { return lineEnd(next, in: text) }  // SB9, SB10
    if next.kind == .continue || next.kind.isTerminator { return nil }  // SB8a
    if terminator.kind == .fullStop, isFollowedByLowerCase(from: position, in: text) { return nil }  // SB8
    return position  // SB11
  }

  /// Whether the first letter from `position` on is in lower case, with no line break or terminator before it.
  static func isFollowedByLowerCase(from position: Int, in text: TextReader) -> Bool {
    var position = position
    while let unit = text.unit(at: position) {
      switch unit.kind {
      case .lower: return true
      case .otherLetter, .upper, .cr, .lf, .sep, .fullStop, .terminator: return false
      default: position = unit.end
      }
    }
    return false
  }

  /// The place behind a line break, which may have two characters.
  static func lineEnd(_ unit: TextReader.Unit, in text: TextReader) -> Int {
    if unit.kind == .cr, let next = text.unit(at: unit.end), next.kind == .lf { return next.end }
    return unit.end
  }
}
