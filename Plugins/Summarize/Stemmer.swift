import Minwal

/// Cuts the commonest endings off words, so that a word's forms count as one term. Light on purpose: a summary needs
/// "the same thing is spoken of", not grammar.
///
/// Arabic follows Larkey, Ballesteros and Connell's light10 ("Light Stemming for Arabic Information Retrieval", 2007);
/// English is Harman's S-stemmer ("How effective is suffixing?", 1991); French, German and Spanish are in the manner of
/// Savoy's minimal stemmers ("Light stemming approaches for the French, Portuguese, German and Hungarian languages",
/// 2006). Words are letters as ``LetterTable`` folds them.
enum Stemmer: Sendable {
  case arabic, english, french, german, spanish, none

  init(_ language: Language) {
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
  func stem(_ word: inout [UInt32]) -> Range<Int> {
    let all = 0..<word.count
    guard let first = word.first, word.count > 2 else { return all }
    let isArabic = (0x620...0x6FF).contains(first)
    switch self {
    case .arabic: return isArabic ? arabic(word) : all
    case .english: return isArabic ? all : 0..<english(&word)
    case .french: return isArabic ? all : 0..<french(&word)
    case .german: return isArabic ? all : 0..<german(&word)
    case .spanish: return isArabic ? all : 0..<spanish(&word)
    case .none: return all
    }
  }

  private static let waw: UInt32 = 0x648
  private static let alef: UInt32 = 0x627
  private static let lam: UInt32 = 0x644
  private static let noon: UInt32 = 0x646
  private static let ha: UInt32 = 0x647
  private static let ya: UInt32 = 0x64A

  /// Without "and", prepositions with the article, and the article; then without endings.
  private func arabic(_ word: [UInt32]) -> Range<Int> {
    var start = 0
    var end = word.count
    if word[0] == Self.waw && end > 3 { start = 1 }
    if end - start > 3, word[start] == Self.alef, word[start + 1] == Self.lam {
      start += 2
    } else if end - start > 3, word[start] == Self.lam, word[start + 1] == Self.lam {
      start += 2
    } else if end - start > 4, word[start + 1] == Self.alef, word[start + 2] == Self.lam,
      word[start] == 0x628 || word[start] == 0x643 || word[start] == 0x641
    {
      start += 3
    }
    // Each suffix once, in this order, as long as two letters are left. Ta marbuta has become ha.
    for (first, second) in Self.arabicSuffixes
    where end - start > 3 && word[end - 2] == first && word[end - 1] == second {
      end -= 2
    }
    if end - start > 2, word[end - 1] == Self.ha { end -= 1 }
    if end - start > 2, word[end - 1] == Self.ya { end -= 1 }
    return start..<end
  }

  /// ها ان ات ون ين يه
  private static let arabicSuffixes: [(UInt32, UInt32)] = [
    (ha, alef), (alef, noon), (alef, 0x62A), (waw, noon), (ya, noon), (ya, ha),
  ]

  private func english(_ word: inout [UInt32]) -> Int {
    let count = word.count
    guard count > 3, word[count - 1] == "s" else { return count }
    let before = word[count - 2]
    if before == "e" && word[count - 3] == "i" {
      if count > 4 && word[count - 4] != "e" && word[count - 4] != "a" {
        word[count - 3] = Unicode.Scalar.y.value
        return count - 2
      }
      return count - 1
    }
    return before == "u" || before == "s" ? count : count - 1
  }

  private func french(_ word: inout [UInt32]) -> Int {
    var count = word.count
    guard count > 5 else { return count > 3 && word[count - 1] == "s" ? count - 1 : count }
    if word[count - 1] == "x" {
      if word[count - 3] == "a" && word[count - 2] == "u" {
        word[count - 2] = Unicode.Scalar.l.value
        return count - 1
      }
      return count - 1
    }
    for ending in ["s", "r", "e", "é"] as [Unicode.Scalar] where word[count - 1] == ending { count -= 1 }
    if word[count - 1] == word[count - 2] { count -= 1 }
    return count
  }

  private func german(_ word: inout [UInt32]) -> Int {
    for index in word.indices {
      if word[index] == "ä" { word[index] = Unicode.Scalar.a.value }
      if word[index] == "ö" { word[index] = Unicode.Scalar.o.value }
      if word[index] == "ü" { word[index] = Unicode.Scalar.u.value }
    }
    let count = word.count
    let last = word[count - 1]
    if count > 6 && last == "n" && word[count - 2] == "e" && word[count - 3] == "n" { return count - 3 }
    if count > 5, word[count - 2] == "e" && (last == "n" || last == "s" || last == "r") { return count - 2 }
    if count > 5, last == "e" && word[count - 2] == "s" { return count - 2 }
    return count > 4 && (last == "n" || last == "r" || last == "s" || last == "e") ? count - 1 : count
  }

  private func spanish(_ word: inout [UInt32]) -> Int {
    let count = word.count
    guard count > 4 else { return count }
    func isEnding(_ letter: UInt32) -> Bool { letter == "o" || letter == "a" || letter == "e" }
    if isEnding(word[count - 1]) { return count - 1 }
    guard word[count - 1] == "s" else { return count }
    if word[count - 2] == "e" && word[count - 3] == "c" {
      word[count - 3] = Unicode.Scalar.z.value
      return count - 2
    }
    return isEnding(word[count - 2]) ? count - 2 : count - 1
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
