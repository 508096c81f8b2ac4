import Minwal

/// What the words of a language count for. Words that came lately are remembered.
///
/// Most words of a text come again and again, so they are found by their bytes, and only the others are read letter by
/// letter, looked up among the stop words and stemmed. What is remembered changes nothing but the time it takes.
struct Lexicon: Sendable {
  /// A word.
  struct Word: Sendable {
    /// A hash of its folded letters.
    var hash: UInt64
    /// The number of its stem, from 0.
    var stem: Int32
    /// Whether it is a stop word or a letter by itself.
    var isStopWord: Bool
    /// Whether it has a letter, and not digits alone.
    var hasLetter: Bool
  }

  /// Stems past these are forgotten between texts.
  private static let mostStems = 1 << 14

  /// The words of the last run that was not a single word that is remembered.
  private(set) var words: [Word] = []

  private let profile: LanguageProfile
  /// Runs that are one word.
  private var runs = WordRunCache(
    capacity: 1 << 14, filler: Word(hash: 0, stem: 0, isStopWord: false, hasLetter: false))
  private var stems = TermTable()
  private var reader = WordReader()

  /// Creates an empty lexicon.
  init(_ profile: LanguageProfile) { self.profile = profile }

  /// How many stems there are.
  var stemCount: Int { stems.count }

  /// Forgets everything if there are many stems. Their numbers start over.
  ///
  /// - Returns: Whether it did.
  mutating func forgetIfFull() -> Bool {
    guard stems.count > Self.mostStems else { return false }
    self = Lexicon(profile)
    return true
  }

  /// The word that a run is, if it is remembered.
  @inline(__always)
  func remembered(_ run: WordRun) -> Word? { run.key.flatMap { runs[$0] } }

  /// Reads a run into ``words``.
  mutating func read(_ run: WordRun, of text: Span<UInt8>) {
    words.removeAll(keepingCapacity: true)
    reader.read(run.range, of: text)
    for word in reader.words {
      let hash = TermTable.hash(reader.letters, word.letters)
      // A letter by itself is an initial, an elided article or a list marker.
      let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
      let isStopWord = isLetter || profile.isStopWord(reader.letters, word.letters, hash)
      let stem = profile.stemmer.stem(&reader.letters, word.letters)
      let number = stems.insert(reader.letters, stem, TermTable.hash(reader.letters, stem))
      words.append(Word(hash: hash, stem: Int32(number), isStopWord: isStopWord, hasLetter: word.hasLetter))
    }
    if let key = run.key, words.count == 1 { runs.insert(key, words[0]) }
  }
}
