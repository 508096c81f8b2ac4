import Minwal

/// The word before a full stop: letters, digits and inner dots, at most ``limit`` characters of it.
struct Word {
  /// Longer words are no abbreviations.
  static let limit = 40

  private(set) var range: Range<Int>
  /// How many letters and digits it has.
  private(set) var length = 0
  private(set) var hasLetters = false
  private(set) var hasDigits = false
  private(set) var hasUpper = false
  private(set) var hasLower = false
  private(set) var hasOther = false
  private(set) var hasVowel = false
  private(set) var hasDots = false
  private(set) var endsInDigit = false
  /// Letters between two dots, at most.
  private(set) var longestPart = 0
  private(set) var isIdeographic = false
  /// Whether one of the letters stands for words: ﷺ.
  private(set) var isLigature = false
  /// Whether a letter of an Indic script carries a sign, as hardly any initial does: है, but not क.
  private(set) var hasIndicSign = false
  private(set) var isIndic = false
  /// Whether all letters are Roman digits.
  private var hasRomanOnly = true
  /// Where the part behind the last inner dot begins; meaningless if there is none.
  private var lastPart = 0
  /// Where the last three letters begin.
  private(set) var tail = 0
  /// Where the sentence begins.
  let sentence: Int

  /// Reads the word that ends at `end`, in a sentence that begins at `sentence`.
  init(before end: Int, notBefore sentence: Int, in text: TextReader) {
    var start = end
    var part = 0
    self.sentence = sentence
    range = end..<end
    scan: for _ in 0..<Self.limit {
      guard let unit = text.unit(before: start), unit.start >= sentence else { break }
      switch unit.kind {
      case .lower:
        hasLower = true
        hasLetters = true
      case .upper:
        hasUpper = true
        hasLetters = true
      case .otherLetter:
        hasOther = true
        hasLetters = true
        if Self.isIdeographic(unit.scalar) { isIdeographic = true }
        if (0xFDF0...0xFDFD).contains(unit.scalar) { isLigature = true }
        if WordTable.isIndic(unit.scalar) {
          isIndic = true
          if unit.end - unit.start > 3 { hasIndicSign = true }
        }
      case .numeric:
        hasDigits = true
        if length == 0 { endsInDigit = true }
      case .fullStop:
        // A dot in front, or two of them, are no part of a word.
        guard part > 0 else { break scan }
        if !hasDots { lastPart = unit.end }
        hasDots = true
        part = -1
      default:
        guard unit.scalar == 0xB0 || unit.scalar == 0xBA || Self.isInHebrewWord(unit, in: text) else { break scan }
      }
      if unit.kind.isLetter, Self.isVowel(unit.scalar) { hasVowel = true }
      part += 1
      if part > 0 { length += 1 }
      longestPart = max(longestPart, part)
      start = unit.start
      if length <= 3 { tail = start }
      hasRomanOnly = hasRomanOnly && Self.isRomanDigit(unit.scalar)
    }
    if let first = text.unit(at: start), first.kind == .fullStop, start < end { start = first.end }
    range = start..<end
  }

  /// The part behind the last inner dot, or all of it.
  var lastPartRange: Range<Int> { hasDots ? lastPart..<range.upperBound : range }

  /// A single letter of a script in which a letter is no word.
  var isInitial: Bool { length == 1 && !isLigature && hasLetters && !isIdeographic && !hasLower && !hasIndicSign }

  /// `U.S`, `a.m`, `ق.م`.
  var isDotted: Bool { hasDots && longestPart == 1 && hasLetters }

  /// `17`, `6`: a number that may be an ordinal.
  var isShortNumber: Bool { hasDigits && !hasLetters && !hasDots && length <= 2 }

  /// `XIV`, but not `C`.
  var isRoman: Bool { hasRomanOnly && length >= 2 }

  var isCaseless: Bool { hasOther && !hasLower && !hasUpper }

  /// `Std`, `Hrsg`: no word can be spoken without a vowel, but letters of capitals are names.
  var isVowelless: Bool { hasLower && !hasVowel && !hasDigits && !hasOther && length >= 2 }

  /// An ordinary word, as far as one can tell.
  var isPlain: Bool { !hasDots && (hasDigits || (length >= 2 && (hasVowel || hasOther || !hasLower))) }

  /// Whether a word may end a sentence when a capital follows without a space: not `U.S`, `D.III`, `System2`.
  var isFinished: Bool { !hasDots && (hasOther || hasDigits != hasLetters) && length >= 2 && (hasLower || !hasUpper) }

  /// Whether the word has a number in it, or the one before it is one.
  func isAfterNumber(in text: TextReader) -> Bool {
    var position = range.lowerBound
    if let unit = text.unit(before: position), unit.kind == .space { position = unit.start }
    guard let unit = text.unit(before: position), unit.start >= sentence else { return hasDigits }
    return unit.kind == .numeric || hasDigits
  }

  /// Whether more than an adverbial such as "At 5" stands before the word in its sentence: at least three words.
  func hasSentenceBefore(in text: TextReader) -> Bool {
    var position = range.lowerBound
    var spaces = 0
    for _ in 0..<64 {
      guard let unit = text.unit(before: position), unit.start >= sentence else { return spaces > 2 }
      if unit.kind == .space { spaces += 1 }
      position = unit.start
    }
    return true
  }

  /// The pronoun "I", told by the word before it, which is in lower case.
  func isPronounI(in text: TextReader) -> Bool {
    guard length == 1, text.unit(at: range.lowerBound)?.scalar == 0x49 else { return false }
    guard let space = text.unit(before: range.lowerBound), space.kind == .space, space.start > sentence else {
      return false
    }
    let before = Word(before: space.start, notBefore: sentence, in: text)
    return before.hasLower && !before.hasUpper
  }

  /// Where the word starts if a short abbreviated word before it is part of it: "z. B" from "B".
  func extended(from start: Int, in text: TextReader) -> Int? {
    guard let space = text.unit(before: start), space.kind == .space, space.start > sentence,
      let dot = text.unit(before: space.start), dot.kind == .fullStop, dot.start >= sentence
    else { return nil }
    let before = Word(before: dot.start, notBefore: sentence, in: text)
    return before.length > 0 && before.length <= 4 ? before.range.lowerBound : nil
  }

  // MARK: The words behind

  /// Whether a capital letter begins a word at `position`: "The", "A", but not "III" or "XMLHttp".
  static func isCapitalised(at position: Int, in text: TextReader) -> Bool {
    guard let first = text.unit(at: position), first.kind == .upper else { return false }
    guard let second = text.unit(at: first.end) else { return true }
    return second.kind == .lower || second.kind.isWhite || second.scalar == 0x27 || second.scalar == 0x2019
  }

  /// How many letters and digits a word has that starts at `position`, up to 2.
  static func length(at position: Int, in text: TextReader) -> Int {
    guard let first = text.unit(at: position), first.kind.isLetter || first.kind == .numeric else { return 0 }
    guard let second = text.unit(at: first.end), second.kind.isLetter || second.kind == .numeric else { return 1 }
    return 2
  }

  /// Whether the piece of text without spaces around a place looks like an address on the web or a path.
  static func isInAddress(around place: Int, sentence: Int, in text: TextReader) -> Bool {
    var position = place
    for _ in 0..<200 {
      guard let unit = text.unit(before: position), unit.start >= sentence, !unit.kind.isWhite else { break }
      // Only Western characters make addresses; others end them.
      if unit.kind == .otherLetter { break }
      if unit.scalar == 0x40 || unit.scalar == 0x2F || unit.scalar == 0x5C { return true }
      position = unit.start
    }
    if text.hasPrefix("www.", at: position) { return true }
    // "Example.Com"
    for domain: StaticString in [".Com", ".Net", ".Org"]
    where text.hasPrefix(domain, at: place) && text.unit(at: place + 4)?.kind.isLetter != true {
      return true
    }
    position = place
    var letters = 0
    for _ in 0..<200 {
      guard let unit = text.unit(at: position), !unit.kind.isWhite, unit.kind != .otherLetter else { break }
      if unit.scalar == 0x40 { return true }
      // "word.Word.com", "object.Call("
      if unit.scalar == 0x2E, letters > 0, text.unit(at: unit.end)?.kind == .lower { return true }
      if unit.scalar == 0x28, letters > 0 { return true }
      if unit.kind.isLetter { letters += 1 }
      position = unit.end
    }
    return false
  }

  /// The mark in ד"ר: U+05F4, or what keyboards give instead of it.
  private static func isInHebrewWord(_ mark: TextReader.Unit, in text: TextReader) -> Bool {
    let isMark =
      switch mark.scalar {
      case 0x22, 0x27, 0x201D, 0x2019, 0x05F3, 0x05F4: true
      default: false
      }
    guard isMark,
      let before = text.unit(before: mark.start), let after = text.unit(at: mark.end)
    else { return false }
    return (0x05D0...0x05EA).contains(before.scalar) && (0x05D0...0x05EA).contains(after.scalar)
  }

  static func isRomanDigit(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x43, 0x44, 0x49, 0x4C, 0x4D, 0x56, 0x58: true
    default: false
    }
  }

  static func isHangul(_ scalar: UInt32) -> Bool { (0xAC00...0xD7A3).contains(scalar) }

  static func isIdeographic(_ scalar: UInt32) -> Bool {
    (0x3040...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar) || (0xAC00...0xD7A3).contains(scalar)
      || (0x20000...0x3FFFF).contains(scalar)
  }

  /// Whether a letter of the Latin script is a vowel; letters with marks and of other scripts count as such.
  private static func isVowel(_ scalar: UInt32) -> Bool {
    guard scalar < 0x80 else { return true }
    switch UInt8(scalar | 0x20) {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
      UInt8(ascii: "y"):
      return true
    default: return false
    }
  }
}
