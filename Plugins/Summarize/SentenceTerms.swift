import Minwal

/// The words of some sentences as numbers, and which sentences share them. All flat arrays, filled again and again.
struct SentenceTerms: Sendable {
  /// A sentence.
  struct Sentence: Sendable {
    /// Its words, stop words among them, in ``SentenceTerms/words``.
    var words: Range<Int>
    /// Its different terms in ``SentenceTerms/entries``.
    var entries: Range<Int>
    var hasLetter: Bool
    /// A hash of the folded words: the same for sentences that differ in punctuation, case or vowel signs.
    var fingerprint: UInt64
  }

  /// A term of a sentence, and how often it occurs in it.
  struct Entry: Sendable {
    var term: Int32
    var count: Float
  }

  /// What is known about a term.
  struct Term: Sendable {
    /// In how many sentences it is.
    var sentences = 0
    /// How often it occurs in all.
    var occurrences = 0
    /// Where the sentence that had it last has it among the entries.
    var entry = -1
  }

  /// Stands for a stop word among ``words``.
  static let stopWord: Int32 = -1
  /// More terms of a title than these do not count.
  private static let mostTitleTerms = 64

  private(set) var sentences: [Sentence] = []
  /// Words of the sentences in their order, as terms or ``stopWord``.
  private(set) var words: [Int32] = []
  /// The terms of the sentences, each sentence's in the order in which they first come.
  private(set) var entries: [Entry] = []
  private(set) var terms: [Term] = []
  /// Terms that the title has too.
  private(set) var titleTerms: [Int] = []

  private var table = TermTable()
  private var reader = WordReader()

  mutating func removeAll() {
    sentences.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    titleTerms.removeAll(keepingCapacity: true)
    table.removeAll()
  }

  /// Reads a sentence.
  mutating func append(_ range: Range<Int>, of text: Span<UInt8>, _ profile: LanguageProfile) {
    reader.read(range, of: text)
    var sentence = Sentence(
      words: words.count..<words.count, entries: entries.count..<entries.count, hasLetter: false, fingerprint: 0)
    for index in reader.words.indices {
      let word = reader.words[index]
      let hash = TermTable.hash(reader.letters, word.letters)
      Self.add(hash, to: &sentence.fingerprint)
      if word.hasLetter { sentence.hasLetter = true }
      // A letter by itself is an initial, an elided article or a list marker.
      let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
      if isLetter || profile.isStopWord(reader.letters, word.letters, hash) {
        words.append(Self.stopWord)
        continue
      }
      let stem = profile.stemmer.stem(&reader.letters, word.letters)
      let term = table.insert(reader.letters, stem, TermTable.hash(reader.letters, stem))
      words.append(Int32(term))
      count(term, sentence.entries.lowerBound)
    }
    sentence.words = sentence.words.lowerBound..<words.count
    sentence.entries = sentence.entries.lowerBound..<entries.count
    sentences.append(sentence)
  }

  private mutating func count(_ term: Int, _ firstEntry: Int) {
    if term == terms.count { terms.append(Term()) }
    terms[term].occurrences += 1
    let entry = terms[term].entry
    if entry >= firstEntry {
      entries[entry].count += 1
    } else {
      terms[term].entry = entries.count
      terms[term].sentences += 1
      entries.append(Entry(term: Int32(term), count: 1))
    }
  }

  /// Reads the title without adding to the terms.
  ///
  /// - Returns: How many words it has and their hash, to know it again among the sentences.
  mutating func matchTitle(_ title: Span<UInt8>, _ profile: LanguageProfile) -> (words: Int, fingerprint: UInt64) {
    titleTerms.removeAll(keepingCapacity: true)
    reader.read(0..<title.count, of: title)
    var fingerprint: UInt64 = 0
    for word in reader.words {
      Self.add(TermTable.hash(reader.letters, word.letters), to: &fingerprint)
      let stem = profile.stemmer.stem(&reader.letters, word.letters)
      // The stop words of the title are no terms of the text either.
      let term = table.find(reader.letters, stem, TermTable.hash(reader.letters, stem))
      guard let term, titleTerms.count < Self.mostTitleTerms, !titleTerms.contains(term) else { continue }
      titleTerms.append(term)
    }
    return (reader.words.count, fingerprint)
  }

  /// The sum of the weights of the title's terms that a sentence has.
  func titleShare(of sentence: Int, _ weights: [Float]) -> Float {
    var sum: Float = 0
    for entry in sentences[sentence].entries {
      let term = Int(entries[entry].term)
      if titleTerms.contains(term) { sum += weights[term] }
    }
    return sum
  }

  private static func add(_ hash: UInt64, to fingerprint: inout UInt64) {
    fingerprint = (fingerprint ^ hash) &* 0x9FB2_1C65_1E98_DF25 &+ 1
  }
}
