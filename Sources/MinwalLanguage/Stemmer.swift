public import MinwalText

/// Cuts the commonest endings off words, so that a word's forms count as one term. Light on purpose: a summary needs
/// "the same thing is spoken of", not grammar.
///
/// Arabic follows Larkey, Ballesteros and Connell's light10 ("Light Stemming for Arabic Information Retrieval", 2007);
/// English is Harman's S-stemmer ("How effective is suffixing?", 1991); French, German and Spanish are in the manner of
/// Savoy's minimal stemmers ("Light stemming approaches for the French, Portuguese, German and Hungarian languages",
/// 2006). Words are letters as ``LetterTable`` folds them.
public enum Stemmer: Sendable {
  case arabic, english, french, german, spanish, none

  /// What a language needs; ``none`` if nothing is known of it.
  public init(_ language: Language) {
    switch language {
    case .arabic: self = .arabic
    case .english: self = .english
    case .french: self = .french
    case .german: self = .german
    case .spanish: self = .spanish
    default: self = .none
    }
  }

  /// The part of a word that is its stem; some stems replace the last letter. Words that are not in the language's
  /// script stay as they are.
  public func stem(_ letters: inout [UInt32], _ word: Range<Int>) -> Range<Int> {
    guard word.count > 2 else { return word }
    let start = word.lowerBound
    let isArabic = (0x620...0x6FF).contains(letters[start])
    switch self {
    case .arabic: return isArabic ? Self.arabic(letters, word) : word
    case .english: return isArabic ? word : start..<Self.english(&letters, start, word.upperBound)
    case .french: return isArabic ? word : start..<Self.french(&letters, start, word.upperBound)
    case .german: return isArabic ? word : start..<Self.german(&letters, start, word.upperBound)
    case .spanish: return isArabic ? word : start..<Self.spanish(&letters, start, word.upperBound)
    case .none: return word
    }
  }

  /// Without "and", prepositions with the article, and the article; then without endings.
  private static func arabic(_ letters: [UInt32], _ word: Range<Int>) -> Range<Int> {
    var start = word.lowerBound
    var end = word.upperBound
    if letters[start] == "و" && end - start > 3 { start += 1 }
    if end - start > 3, letters[start] == "ا" || letters[start] == "ل", letters[start + 1] == "ل" {
      start += 2
    } else if end - start > 4, letters[start + 1] == "ا", letters[start + 2] == "ل",
      letters[start] == "ب" || letters[start] == "ك" || letters[start] == "ف"
    {
      start += 3
    }
    func cut(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
      if end - start > 3 && letters[end - 2] == first && letters[end - 1] == second { end -= 2 }
    }
    // Each ending once, in this order, as long as two letters are left. Ta marbuta has become ha.
    cut("ه", "ا")
    cut("ا", "ن")
    cut("ا", "ت")
    cut("و", "ن")
    cut("ي", "ن")
    cut("ي", "ه")
    if end - start > 2, letters[end - 1] == "ه" { end -= 1 }
    if end - start > 2, letters[end - 1] == "ي" { end -= 1 }
    return start..<end
  }

  // The others return where the stem ends.

  private static func english(_ letters: inout [UInt32], _ start: Int, _ end: Int) -> Int {
    guard end - start > 3, letters[end - 1] == "s" else { return end }
    if letters[end - 2] == "e" && letters[end - 3] == "i" {
      guard end - start > 4, letters[end - 4] != "e", letters[end - 4] != "a" else { return end - 1 }
      letters[end - 3] = Unicode.Scalar.y.value
      return end - 2
    }
    return letters[end - 2] == "u" || letters[end - 2] == "s" ? end : end - 1
  }

  private static func french(_ letters: inout [UInt32], _ start: Int, _ end: Int) -> Int {
    guard end - start > 5 else { return end - start > 3 && letters[end - 1] == "s" ? end - 1 : end }
    if letters[end - 1] == "x" {
      if letters[end - 3] == "a" && letters[end - 2] == "u" { letters[end - 2] = Unicode.Scalar.l.value }
      return end - 1
    }
    var end = end
    if letters[end - 1] == "s" { end -= 1 }
    if letters[end - 1] == "r" { end -= 1 }
    if letters[end - 1] == "e" { end -= 1 }
    if letters[end - 1] == "é" { end -= 1 }
    return letters[end - 1] == letters[end - 2] ? end - 1 : end
  }

  private static func german(_ letters: inout [UInt32], _ start: Int, _ end: Int) -> Int {
    for index in start..<end {
      if letters[index] == "ä" { letters[index] = Unicode.Scalar.a.value }
      if letters[index] == "ö" { letters[index] = Unicode.Scalar.o.value }
      if letters[index] == "ü" { letters[index] = Unicode.Scalar.u.value }
    }
    let count = end - start
    let last = letters[end - 1]
    if count > 6, last == "n", letters[end - 2] == "e", letters[end - 3] == "n" { return end - 3 }
    if count > 5, letters[end - 2] == "e", last == "n" || last == "s" || last == "r" { return end - 2 }
    if count > 5, last == "e", letters[end - 2] == "s" { return end - 2 }
    return count > 4 && (last == "n" || last == "r" || last == "s" || last == "e") ? end - 1 : end
  }

  private static func spanish(_ letters: inout [UInt32], _ start: Int, _ end: Int) -> Int {
    guard end - start > 4 else { return end }
    func isVowel(_ letter: UInt32) -> Bool { letter == "o" || letter == "a" || letter == "e" }
    if isVowel(letters[end - 1]) { return end - 1 }
    guard letters[end - 1] == "s" else { return end }
    if letters[end - 2] == "e" && letters[end - 3] == "c" {
      letters[end - 3] = Unicode.Scalar.z.value
      return end - 2
    }
    return isVowel(letters[end - 2]) ? end - 2 : end - 1
  }
}

/// Lets letters be compared with what a person can read.
private func == (letter: UInt32, scalar: Unicode.Scalar) -> Bool { letter == scalar.value }
private func != (letter: UInt32, scalar: Unicode.Scalar) -> Bool { letter != scalar.value }

extension Unicode.Scalar {
  fileprivate static let a: Self = "a"
  fileprivate static let l: Self = "l"
  fileprivate static let o: Self = "o"
  fileprivate static let u: Self = "u"
  fileprivate static let y: Self = "y"
  fileprivate static let z: Self = "z"
}
