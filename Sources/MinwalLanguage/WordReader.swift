import MinwalText

/// Finds the words of a sentence, as folded letters.
///
/// A word is a run of letters, marks and digits of any script. Scripts without spaces give overlapping pairs of
/// characters, the usual stand-in for their words.
public struct WordReader: Sendable {
  /// A word.
  public struct Word: Sendable {
    /// Its letters in ``WordReader/letters``.
    public var letters: Range<Int>
    /// Whether it has a letter, and not digits alone.
    public var hasLetter: Bool
    /// Whether it is made of characters of a script without spaces.
    public var isPair: Bool
  }

  /// Words past these are not read: a "sentence" that long is a table or a list, and what one costs stays bounded.
  public static let mostWords = 1024
  /// Letters of a word past these do not count: nothing that long is a word.
  public static let longestWord = 64

  /// The words that were read last.
  public private(set) var words: [Word] = []
  /// Their letters, one word's behind the other's. The reader may change them.
  public var letters: [UInt32] = []

  private let table = LetterTable.shared
  private let small = LetterTable.shared.small

  /// Creates a reader that has read nothing.
  public init() {}

  /// Reads a part of a text.
  public mutating func read(_ range: Range<Int>, of text: Span<UInt8>) {
    // A byte gives one letter at most, and a character of three bytes or more gives two.
    let needed = min(range.count, (Self.mostWords + 1) * Self.longestWord) + 2
    if letters.count < needed { letters = [UInt32](repeating: 0, count: needed) }
    words.removeAll(keepingCapacity: true)
    Self.read(text.extracting(range), table, &letters, &words)
  }

  /// Reads a part of a text that is one word of characters of one and two bytes, as nearly all are in most alphabets. It is
  /// not among ``words``, and its letters are the first ones.
  ///
  /// - Returns: The word, or `nil` if the part is anything else: ``read(_:of:)`` reads it.
  public mutating func readWord(_ range: Range<Int>, of text: Span<UInt8>) -> Word? {
    guard range.count <= Self.longestWord else { return nil }
    if letters.count < Self.longestWord { letters = [UInt32](repeating: 0, count: Self.longestWord) }
    return Self.readWord(text.extracting(range), small, &letters)
  }

  /// The loop over the characters of a word, as above.
  private static func readWord(_ text: Span<UInt8>, _ smallTable: [UInt16], _ letters: inout [UInt32]) -> Word? {
    let small = smallTable.span
    var letters = letters.mutableSpan
    var position = 0
    var end = 0
    var hasLetter = false
    while position < text.count {
      let byte = text[position]
      let letter: UInt32
      if byte < 0x80 {
        letter = UInt32(small[Int(byte)])
        position += 1
      } else {
        guard byte < 0xE0, position + 1 < text.count else { return nil }
        letter = UInt32(small[Int(byte & 0x1F) << 6 | Int(text[position + 1] & 0x3F)])
        position += 2
      }
      if letter == LetterTable.ignored { continue }
      guard letter != LetterTable.separator else { return nil }
      letters[end] = letter
      end += 1
      hasLetter = hasLetter || letter > 0x39
    }
    return end > 0 ? Word(letters: 0..<end, hasLetter: hasLetter, isPair: false) : nil
  }

  /// The loop over the characters, with nothing in it but local variables and spans.
  private static func read(
    _ text: Span<UInt8>, _ table: LetterTable, _ letters: inout [UInt32], _ words: inout [Word]
  ) {
    let lowTable = table.small
    let small = lowTable.span
    var letters = letters.mutableSpan
    var position = 0
    var start = 0
    var end = 0
    var hasLetter = false
    // The character before, if it was of a script without spaces, and whether it is part of a pair yet.
    var previous: UInt32 = 0
    var isPaired = false
    while position < text.count {
      // Nearly all text is of characters of one and two bytes, so these are decoded here.
      let byte = text[position]
      let letter: UInt32
      if byte < 0x80 {
        letter = UInt32(small[Int(byte)])
        position += 1
      } else if byte < 0xE0 {
        letter = UInt32(small[Int(byte & 0x1F) << 6 | Int(text[position + 1] & 0x3F)])
        position += 2
      } else {
        let scalar = text.scalar(at: position)
        letter = table.letter(scalar.value)
        position += scalar.length
      }
      if letter == LetterTable.ignored { continue }
      let standsAlone = letter >= LetterKind.firstStandingAlone && LetterKind.standsAlone(letter)
      if letter != LetterTable.separator && !standsAlone && previous == 0 {
        if end - start < longestWord {
          letters[end] = letter
          end += 1
          hasLetter = hasLetter || letter > 0x39
        }
        continue
      }
      if end > start {
        words.append(Word(letters: start..<end, hasLetter: hasLetter, isPair: false))
        start = end
        hasLetter = false
      } else if previous != 0 && (standsAlone || !isPaired) {
        // Two in a row are a pair; one that ends a run alone is a word by itself.
        letters[end] = previous
        end += 1
        if standsAlone {
          letters[end] = letter
          end += 1
        }
        words.append(Word(letters: start..<end, hasLetter: true, isPair: true))
        start = end
        isPaired = standsAlone
      }
      if words.count >= mostWords { return }
      if standsAlone {
        if previous == 0 { isPaired = false }
        previous = letter
      } else {
        previous = 0
        if letter != LetterTable.separator {
          letters[end] = letter
          end += 1
          hasLetter = letter > 0x39
        }
      }
    }
    if end > start {
      words.append(Word(letters: start..<end, hasLetter: hasLetter, isPair: false))
    } else if previous != 0 && !isPaired {
      letters[end] = previous
      words.append(Word(letters: start..<(end + 1), hasLetter: true, isPair: true))
    }
  }
}
