import Minwal

/// What the words of a language count for, remembered from document to document.
///
/// The same words come again and again, so nearly every one is found by its bytes, and only new ones are read letter by
/// letter, looked up among the stop words and stemmed. What is remembered changes nothing but the time it takes.
struct Lexicon: Sendable {
  /// A word.
  struct Word: Sendable {
    /// A hash of its folded letters.
    var hash: UInt64
    /// The number of its stem, from 0.
    var stem: Int32
    /// The same, or ``SentenceTerms/stopWord`` if it is a stop word or a letter by itself.
    var term: Int32
    /// Whether it has a letter, and not digits alone.
    var hasLetter: Bool
  }

  /// Words and stems past these are forgotten between texts.
  private static let mostWords = 1 << 16
  private static let mostStems = 1 << 15

  /// Words that were read. Those of the last ``read(_:of:)`` are among them.
  private(set) var words: [Word] = []

  private let profile: LanguageProfile
  private var runs = WordRunTable<Range<Int32>>()
  /// How many of ``words`` belong to `runs`; behind them are those of the last run that was too long.
  private var settled = 0
  private var stems = TermTable()
  private var reader = WordReader()

  /// Creates an empty lexicon.
  init(_ profile: LanguageProfile) { self.profile = profile }

  /// How many stems there are.
  var stemCount: Int { stems.count }

  /// Forgets everything if that is much. The numbers of stems start over.
  ///
  /// - Returns: Whether it did.
  mutating func forgetIfFull() -> Bool {
    guard words.count > Self.mostWords || stems.count > Self.mostStems else { return false }
    runs = WordRunTable()
    words = []
    settled = 0
    stems = TermTable()
    return true
  }

  /// The words of a run, as positions in ``words``.
  @inline(__always)
  mutating func read(_ run: WordRun, of text: Span<UInt8>) -> Range<Int32> {
    if let key = run.key, let known = runs[key] { return known }
    return readNew(run, of: text)
  }

  private mutating func readNew(_ run: WordRun, of text: Span<UInt8>) -> Range<Int32> {
    words.removeLast(words.count - settled)
    reader.read(run.range, of: text)
    for word in reader.words {
      let hash = TermTable.hash(reader.letters, word.letters)
      // A letter by itself is an initial, an elided article or a list marker.
      let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
      let isStopWord = isLetter || profile.isStopWord(reader.letters, word.letters, hash)
      let stem = profile.stemmer.stem(&reader.letters, word.letters)
      let number = Int32(stems.insert(reader.letters, stem, TermTable.hash(reader.letters, stem)))
      let term = isStopWord ? SentenceTerms.stopWord : number
      words.append(Word(hash: hash, stem: number, term: term, hasLetter: word.hasLetter))
    }
    let range = Int32(settled)..<Int32(words.count)
    if let key = run.key {
      runs.insert(key, range)
      settled = words.count
    }
    return range
  }
}
