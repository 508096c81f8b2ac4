import Minwal
import MinwalLanguage

/// What Arabic writes together with the word behind it: a conjunction (و ف), a preposition (ب ل ك), the article.
struct ArabicPrefix {
  /// Where it ends.
  var end: Int
  /// Whether it is لل, in which the article has lost its alef.
  var hidesArticle = false

  private static let alef: UInt32 = 0x627
  private static let lam: UInt32 = 0x644

  /// A letter of a word, and where it begins.
  private struct Letter {
    var scalar: UInt32
    var start: Int
  }

  /// Whether a word begins with a letter that prefixes begin with: و ف ب ل ك ا, of which the last byte tells nearly all.
  static func mayHave(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard word.count >= 6 else { return false }
    return switch text.scalar(at: word.lowerBound).value {
    case 0x627, 0x628, 0x641, 0x643, 0x644, 0x648: true
    default: false
    }
  }

  /// The prefixes that a word may have, the shortest first. What is left has three letters, behind an article two: with
  /// fewer, most words would be taken for a prefix and something else.
  static func all(of text: Span<UInt8>, _ word: Range<Int>) -> [ArabicPrefix] {
    let letters = letters(of: text, word)
    var cuts: [Int: Bool] = [:]
    func cut(_ count: Int, rest: Int, hidesArticle: Bool = false) {
      if letters.count >= count + rest { cuts[count] = hidesArticle }
    }
    func isArticle(at index: Int) -> Bool {
      index + 1 < letters.count && letters[index].scalar == alef && letters[index + 1].scalar == lam
    }
    guard let first = letters.first else { return [] }
    var starts = [0]
    if first.scalar == 0x648 || first.scalar == 0x641 {
      starts.append(1)
      cut(1, rest: 3)
    }
    for start in starts where start < letters.count {
      if isArticle(at: start) { cut(start + 2, rest: 2) }
      switch letters[start].scalar {
      case 0x628, lam, 0x643:
        cut(start + 1, rest: 3)
        if isArticle(at: start + 1) { cut(start + 3, rest: 2) }
        if letters[start].scalar == lam, start + 1 < letters.count, letters[start + 1].scalar == lam {
          cut(start + 2, rest: 2, hidesArticle: true)
        }
      default: break
      }
    }
    return cuts.sorted { $0.key < $1.key }.map { ArabicPrefix(end: letters[$0.key].start, hidesArticle: $0.value) }
  }

  /// The letters of a word without the marks on them.
  private static func letters(of text: Span<UInt8>, _ word: Range<Int>) -> [Letter] {
    var letters: [Letter] = []
    var position = word.lowerBound
    while position < word.upperBound {
      let (scalar, length) = text.scalar(at: position)
      switch LetterKind(scalar) {
      case .letter(let letter): letters.append(Letter(scalar: letter, start: position))
      default: break
      }
      position += length
    }
    return letters
  }
}
