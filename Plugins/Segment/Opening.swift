import Minwal

/// How what may be the next sentence begins.
struct Opening {
  /// The kind of the first letter or digit, or of the first character if a few have passed without any.
  private(set) var kind: SentenceBreakClass = .other
  /// Byte range of the first word.
  private(set) var word = 0..<0
  /// Whether a dash comes first, with a space or a word behind it.
  private(set) var isDash = false
  /// Whether the first word is a number of Roman digits.
  private(set) var isRoman = false

  /// Whether a full stop is behind the first word.
  private(set) var isAbbreviated = false
  /// Whether the first word is a single letter with a full stop: the next part of "z. B.", or an initial.
  private(set) var isInitial = false
  /// Whether a small letter comes first and a capital second: `iPhone`, `mRNA`.
  private var isSmallName = false

  init(at start: Int, in text: TextReader) {
    var position = start
    let first = text.unit(at: start)
    isDash = first.map { Self.isDash($0.scalar) } ?? false
    // Quotes, brackets, dashes, inverted marks, dots of an ellipsis: what may stand before a first word.
    for _ in 0..<12 {
      guard let unit = text.unit(at: position), !unit.kind.isLetter, unit.kind != .numeric, !unit.kind.isLineBreak
      else { break }
      position = unit.end
    }
    guard let unit = text.unit(at: position) else { return }
    kind = unit.kind
    // "...and then": what begins with an ellipsis begins a sentence.
    if kind == .lower, let first, first.kind == .fullStop { kind = .other }
    isSmallName = kind == .lower && text.unit(at: unit.end)?.kind == .upper
    var end = position
    isRoman = true
    for _ in 0..<Word.limit {
      guard let unit = text.unit(at: end), unit.kind.isLetter || unit.kind == .numeric || unit.scalar == 0x27 else {
        break
      }
      isRoman = isRoman && Word.isRomanDigit(unit.scalar)
      end = unit.end
    }
    word = position..<end
    // An address has no case.
    if text.hasPrefix("http", at: position) || text.hasPrefix("www.", at: position) { kind = .other }
    isRoman = isRoman && !word.isEmpty
    isAbbreviated = text.unit(at: end)?.scalar == 0x2E
    isInitial = isAbbreviated && unit.kind.isLetter && end == unit.end
  }

  static func isDash(_ scalar: UInt32) -> Bool { scalar == 0x2D || (0x2012...0x2015).contains(scalar) }

  /// Takes a small first letter for what it is behind a word: one without case if that is of a script without capitals,
  /// and in a name such as `iPhone`, which begins sentences like other names, a capital.
  mutating func settleCase(behind word: Word) {
    guard kind == .lower else { return }
    if word.isCaseless { kind = .otherLetter } else if isSmallName { kind = .upper }
  }
}

extension TextReader {
  /// Whether the text has some ASCII characters at `position`.
  func hasPrefix(_ prefix: StaticString, at position: Int) -> Bool {
    let count = prefix.utf8CodeUnitCount
    guard position + count <= text.count else { return false }
    for index in 0..<count where unsafe text[position + index] != prefix.utf8Start[index] { return false }
    return true
  }
}
