import Minwal
import MinwalLanguage

/// What the words of a language count for. Words that came lately are remembered.
///
/// Most words of a text come again and again, so they are found by their bytes, and only the others are read letter by
/// letter, looked up among the stop words and stemmed. What is remembered changes nothing but the time it takes.
struct Lexicon: Sendable {
  /// A word.
  struct Word: WordRunValue {
    /// A hash of its folded letters.
    let hash: UInt64
    /// A hash of its stem's letters, or ``stopWord``.
    let stem: UInt64

    /// Stands for the stem of a stop word and of a letter by itself. No stem has this hash.
    static let stopWord: UInt64 = 0

    /// Creates a word.
    init(hash: UInt64, stem: UInt64, hasLetter: Bool) {
      // One bit is given up for the letter: the smaller a word, the nearer to the processor lies what is remembered.
      self.hash = hash & ~1 | (hasLetter ? 1 : 0)
      self.stem = stem
    }

    init(words: SIMD2<UInt64>) { (hash, stem) = (words.x, words.y) }

    var words: SIMD2<UInt64> { SIMD2(hash, stem) }

    /// Whether it has a letter, and not digits alone.
    var hasLetter: Bool { hash & 1 != 0 }
  }

  /// A run that is being looked up, unless it is too long.
  private struct Run {
    let range: Range<Int>
    let lookUp: WordRunCache<Word>.LookUp?
  }

  private let profile: LanguageProfile
  /// Runs that are one word.
  private var known = WordRunCache<Word>(capacity: 1 << 16)
  private var reader = WordReader()

  /// Creates an empty lexicon.
  init(_ profile: LanguageProfile) { self.profile = profile }

  /// Appends the first words of a part of a text, up to `limit` of them.
  mutating func read(_ range: Range<Int>, of text: Text, limit: Int, into words: inout [Word]) {
    let bytes = text.buffer.paddedBytes
    let end = words.count + limit
    var position = range.lowerBound
    var runs = InlineArray<16, Run>(repeating: Run(range: 0..<0, lookUp: nil))
    while words.count < end {
      // What is known about a run is seldom near the processor, so look-ups begin some runs before they are needed.
      var count = 0
      while count < runs.count, let run = bytes.wordRun(from: position, to: range.upperBound) {
        runs[count] = Run(range: run.range, lookUp: run.key.map { known.lookUp($0) })
        position = run.next
        count += 1
      }
      for index in 0..<count {
        if let lookUp = runs[index].lookUp, let word = known[lookUp] {
          words.append(word)
        } else {
          readLetters(of: runs[index], in: text.span, into: &words)
        }
      }
      if count < runs.count { break }
    }
    if words.count > end { words.removeLast(words.count - end) }
  }

  private mutating func readLetters(of run: Run, in text: Span<UInt8>, into words: inout [Word]) {
    reader.read(run.range, of: text)
    for word in reader.words {
      let hash = TermTable.hash(reader.letters, word.letters)
      // A letter by itself is an initial, an elided article or a list marker.
      let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
      var stem = Word.stopWord
      if !isLetter && !profile.isStopWord(reader.letters, word.letters, hash) {
        let letters = profile.stemmer.stem(&reader.letters, word.letters)
        stem = TermTable.hash(reader.letters, letters)
      }
      words.append(Word(hash: hash, stem: stem, hasLetter: word.hasLetter))
    }
    if let digest = run.lookUp?.digest, reader.words.count == 1, let word = words.last { known.insert(digest, word) }
  }
}
