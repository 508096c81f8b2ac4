import Minwal

/// Finds the words of a sentence, one after the other, as folded letters.
///
/// A word is a run of letters, marks and digits of any script. Scripts without spaces give overlapping pairs of
/// characters, the usual stand-in for their words.
struct WordReader: Sendable {
  /// Letters of a word past these do not count: nothing that long is a word, and memory stays bounded.
  static let longestWord = 64

  /// The word that was read last; whoever reads may change it.
  var word: [UInt32] = []
  /// Whether the word is a pair of characters of a script without spaces.
  private(set) var isPair = false
  /// Whether the word has a letter, and not digits alone.
  private(set) var hasLetter = false

  private let letters = LetterTable.shared
  private var position = 0
  private var end = 0
  /// The character before, if it was of a script without spaces.
  private var previous: UInt32 = 0
  private var pairedPrevious = false

  /// Starts to read a part of a text.
  mutating func start(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
    previous = 0
    pairedPrevious = false
  }

  /// Reads the next word into ``word``.
  ///
  /// - Returns: Whether there was one.
  mutating func next(in text: Span<UInt8>) -> Bool {
    word.removeAll(keepingCapacity: true)
    isPair = false
    hasLetter = false
    while position < end {
      let (scalar, length) = text.scalar(at: position)
      let letter = letters.letter(scalar)
      if letter >= 0xE01 && LetterTable.standsAlone(letter) {
        if !word.isEmpty { return true }
        position += length
        if let pair = pair(endingIn: letter) { return pair }
        continue
      }
      if letter == LetterTable.separator {
        if !word.isEmpty {
          position += length
          return true
        }
        if takeSingle() { return true }
      } else if letter != LetterTable.ignored {
        if word.isEmpty && takeSingle() { return true }
        if word.count < Self.longestWord { word.append(letter) }
        if letter > 0x39 || letter < 0x30 { hasLetter = true }
      }
      position += length
    }
    return !word.isEmpty || takeSingle()
  }

  /// Makes a pair of the character before and this one; the first of a run waits for the second.
  private mutating func pair(endingIn letter: UInt32) -> Bool? {
    let first = previous
    previous = letter
    guard first != 0 else {
      pairedPrevious = false
      return nil
    }
    pairedPrevious = true
    word.append(first)
    word.append(letter)
    isPair = true
    hasLetter = true
    return true
  }

  /// Ends a run of characters without spaces: one that stood by itself is a word.
  private mutating func takeSingle() -> Bool {
    let waits = previous != 0 && !pairedPrevious
    let letter = previous
    previous = 0
    guard waits else { return false }
    word.append(letter)
    isPair = true
    hasLetter = true
    return true
  }
}
