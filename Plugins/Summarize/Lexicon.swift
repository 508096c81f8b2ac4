import Minwal
import MinwalLanguage

/// What the words of a language count for. Words that came lately are remembered.
///
/// Most words of a text come again and again, so they are found by their bytes, and only the others are read letter by
/// letter, looked up among the stop words and stemmed. What is remembered changes nothing but the time it takes.
struct Lexicon: Sendable {
  /// A word: one number, so that as many as can be lie near the processor.
  struct Word: WordRunValue {
    let word: UInt64

    /// Creates a word from the number it was.
    init(word: UInt64) { self.word = word }

    /// Creates a word.
    ///
    /// - Parameters:
    ///   - hash: A hash of its stem's letters; of its own if it is a stop word or a letter by itself.
    ///   - isStopWord: Whether it is one of these.
    ///   - hasLetter: Whether it has a letter, and not digits alone.
    init(hash: UInt64, isStopWord: Bool, hasLetter: Bool) {
      word = max(4, hash & ~3) | (isStopWord ? 2 : 0) | (hasLetter ? 1 : 0)
    }

    /// Stands for its stem; never 0.
    var stem: UInt64 { word & ~3 }
    /// Whether it is a stop word or a letter by itself.
    var isStopWord: Bool { word & 2 != 0 }
    /// Whether it has a letter, and not digits alone.
    var hasLetter: Bool { word & 1 != 0 }
  }

  /// What was read of a part of a text.
  struct Reading: Sendable {
    /// How many words it has, stop words among them.
    var words = 0
    private var letters: UInt64 = 0
    /// The same for parts whose words have the same stems.
    var fingerprint: UInt64 = 0

    /// Whether a word has a letter.
    var hasLetter: Bool { letters & 1 != 0 }

    @inline(__always)
    mutating func add(_ word: Word) {
      words &+= 1
      letters |= word.word
      fingerprint = Self.extend(fingerprint, word.word)
    }

    @inline(__always)
    static func extend(_ fingerprint: UInt64, _ hash: UInt64) -> UInt64 {
      (fingerprint ^ hash) &* 0x9FB2_1C65_1E98_DF25 &+ 1
    }
  }

  private let profile: LanguageProfile
  /// Whether stop words are given too.
  private let keepsStopWords: Bool
  /// Runs that are one word.
  private var known = WordRunCache<Word>(capacity: 1 << 16)
  private var runs = WordRuns()
  private var reader = WordReader()

  /// Creates an empty lexicon.
  init(_ profile: LanguageProfile, keepsStopWords: Bool) {
    self.profile = profile
    self.keepsStopWords = keepsStopWords
  }

  /// How many words a part of a text may give at most, where no more than `limit` are asked for.
  static func room(for range: Range<Int>, limit: Int) -> Int { min(range.count, limit) + 1 }

  /// Reads the first words of a part of a text, up to `limit` of them.
  ///
  /// - Parameters:
  ///   - range: The part.
  ///   - text: The text.
  ///   - limit: The most words to read.
  ///   - words: Gets the words, from `count` on; there must be ``room(for:limit:)``.
  ///   - count: How many words there are.
  /// - Returns: What it has found.
  mutating func read(
    _ range: Range<Int>, of text: Text, limit: Int, into words: inout MutableSpan<Word>, _ count: inout Int
  ) -> Reading {
    let bytes = text.buffer.paddedBytes
    var reading = Reading()
    // Out of the way, so that it can be read while the lexicon changes.
    var runs = WordRuns.none
    swap(&runs, &self.runs)
    var position = range.lowerBound
    while position < range.upperBound, reading.words < limit {
      runs.find(in: position..<range.upperBound, of: bytes)
      position = runs.next
      var next = 0
      while next < runs.count, reading.words < limit {
        next = Self.takeKnown(known, runs, next, bytes, limit, keepsStopWords, &words, &count, &reading)
        if next < runs.count, reading.words < limit {
          readLetters(of: runs[next], in: text, limit, into: &words, &count, &reading)
          next += 1
        }
      }
    }
    swap(&runs, &self.runs)
    return reading
  }

  /// Takes words up to a run that is not known: the loop over nearly all words, with nothing in it but local variables.
  ///
  /// - Returns: The place of that run.
  private static func takeKnown(
    _ known: WordRunCache<Word>, _ runs: WordRuns, _ first: Int, _ bytes: RawSpan, _ limit: Int,
    _ keepsStopWords: Bool, _ words: inout MutableSpan<Word>, _ count: inout Int, _ reading: inout Reading
  ) -> Int {
    var result = reading
    var next = count
    var index = first
    let end = min(runs.count, first + limit - result.words)
    while index < end, let digest = WordRunDigest(runs[index], of: bytes), let word = known[digest] {
      words[next] = word
      next &+= keepsStopWords || !word.isStopWord ? 1 : 0
      result.add(word)
      index &+= 1
    }
    reading = result
    count = next
    return index
  }

  private mutating func readLetters(
    of run: Range<Int>, in text: Text, _ limit: Int, into words: inout MutableSpan<Word>, _ count: inout Int,
    _ reading: inout Reading
  ) {
    let digest = WordRunDigest(run, of: text.buffer.paddedBytes)
    if let digest, let word = reader.readWord(run, of: text.span) {
      let meaning = meaning(of: word)
      known.insert(digest, meaning)
      add(meaning, to: &words, &count, &reading)
      return
    }
    reader.read(run, of: text.span)
    let found = reader.words
    for word in found where reading.words < limit {
      let meaning = meaning(of: word)
      if let digest, found.count == 1 { known.insert(digest, meaning) }
      add(meaning, to: &words, &count, &reading)
    }
  }

  private func add(_ word: Word, to words: inout MutableSpan<Word>, _ count: inout Int, _ reading: inout Reading) {
    words[count] = word
    count += keepsStopWords || !word.isStopWord ? 1 : 0
    reading.add(word)
  }

  /// What a word counts for that the reader has read. Its letters may change.
  private mutating func meaning(of word: WordReader.Word) -> Word {
    let hash = TermTable.hash(reader.letters.span.extracting(word.letters))
    // A letter by itself is an initial, an elided article or a list marker.
    let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
    if isLetter || profile.isStopWord(reader.letters.span.extracting(word.letters), hash) {
      return Word(hash: hash, isStopWord: true, hasLetter: word.hasLetter)
    }
    let stem = profile.stemmer.stem(&reader.letters, word.letters)
    return Word(
      hash: TermTable.hash(reader.letters.span.extracting(stem)), isStopWord: false, hasLetter: word.hasLetter)
  }

  /// The same for parts of a text that have the same folded words: they differ in punctuation, case or vowel signs.
  mutating func spelling(of range: Range<Int>, in text: Text) -> UInt64 {
    reader.read(range, of: text.span)
    var fingerprint: UInt64 = 0
    for word in reader.words {
      fingerprint = Reading.extend(fingerprint, TermTable.hash(reader.letters.span.extracting(word.letters)))
    }
    return fingerprint
  }
}
