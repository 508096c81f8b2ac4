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

  /// A term of a sentence.
  struct Entry: Sendable {
    var term: Int32
    /// How often it occurs in the sentence.
    var count: Float
    /// How many sentences before have it.
    var before: Int32
  }

  /// What is known about a term.
  struct Term: Sendable {
    /// Its number in the lexicon.
    var stem: Int32
    /// In how many sentences it is.
    var sentences: Int32
    /// How often it occurs in all.
    var occurrences: Int32
    /// Where the sentence that had it last has it among the entries.
    var entry: Int32
    /// Whether the title has it too.
    var isInTitle = false
  }

  /// Stands for a stop word among ``words``.
  static let stopWord: Int32 = -1
  /// Words of a sentence past these are not read: a "sentence" that long is a table or a list, and what one costs stays
  /// bounded.
  static let mostWords = 1024
  /// More terms of a title than these do not count.
  private static let mostTitleTerms = 64

  private(set) var sentences: [Sentence] = []
  /// Words of the sentences in their order, as terms or ``stopWord``.
  private(set) var words: [Int32] = []
  /// The terms of the sentences, each sentence's in the order in which they first come.
  private(set) var entries: [Entry] = []
  private(set) var terms: [Term] = []
  /// Terms that the title has too, in its order.
  private(set) var titleTerms: [Int] = []

  private var lexicon: Lexicon
  /// The term of each stem of the lexicon, or -1.
  private var termOfStem: [Int32] = []

  /// Creates an empty list for texts of a language.
  init(_ profile: LanguageProfile) { lexicon = Lexicon(profile) }

  /// Reads a section of a text's sentences in place of those before.
  mutating func read(_ section: Range<Int>, of ranges: TextRanges, in text: Text) {
    removeAll()
    for index in section { readWords(ranges[index], of: text) }
    termOfStem.append(contentsOf: repeatElement(-1, count: lexicon.stemCount - termOfStem.count))
    countTerms()
  }

  private mutating func removeAll() {
    if lexicon.forgetIfFull() {
      termOfStem = []
    } else {
      for term in terms { termOfStem[Int(term.stem)] = -1 }
    }
    sentences.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
  }

  /// Adds a sentence and its words, which are still stems.
  private mutating func readWords(_ range: Range<Int>, of text: Text) {
    let first = words.count
    var hasLetter = false
    var fingerprint: UInt64 = 0
    forEachWord(of: range, in: text) { terms, word in
      Self.add(word.hash, to: &fingerprint)
      hasLetter = hasLetter || word.hasLetter
      terms.words.append(word.isStopWord ? Self.stopWord : word.stem)
    }
    sentences.append(
      Sentence(words: first..<words.count, entries: 0..<0, hasLetter: hasLetter, fingerprint: fingerprint))
  }

  /// Calls `body` with the first ``mostWords`` words of a part of a text.
  @inline(__always)
  private mutating func forEachWord(
    of range: Range<Int>, in text: Text, _ body: (inout Self, Lexicon.Word) -> Void
  ) {
    let bytes = text.buffer.paddedBytes
    var position = range.lowerBound
    var left = Self.mostWords
    while left > 0, let run = bytes.wordRun(from: position, to: range.upperBound) {
      position = run.next
      if let word = lexicon.remembered(run) {
        body(&self, word)
        left -= 1
      } else {
        lexicon.read(run, of: text.span)
        for word in lexicon.words.prefix(left) {
          body(&self, word)
          left -= 1
        }
      }
    }
  }

  /// Turns the stems of the sentences into terms and counts them.
  private mutating func countTerms() { Self.count(&sentences, &words, &termOfStem, &terms, &entries) }

  /// The loop over the words, with nothing in it but local variables and spans.
  private static func count(
    _ sentences: inout [Sentence], _ words: inout [Int32], _ termOfStem: inout [Int32], _ terms: inout [Term],
    _ entries: inout [Entry]
  ) {
    var words = words.mutableSpan
    var termOfStem = termOfStem.mutableSpan
    for sentence in sentences.indices {
      let firstEntry = entries.count
      for position in sentences[sentence].words where words[position] != stopWord {
        let stem = words[position]
        var term = termOfStem[Int(stem)]
        if term < 0 {
          term = Int32(terms.count)
          termOfStem[Int(stem)] = term
          terms.append(Term(stem: stem, sentences: 1, occurrences: 1, entry: Int32(entries.count)))
          entries.append(Entry(term: term, count: 1, before: 0))
        } else {
          var known = terms[Int(term)]
          known.occurrences += 1
          if known.entry >= firstEntry {
            entries[Int(known.entry)].count += 1
          } else {
            entries.append(Entry(term: term, count: 1, before: known.sentences))
            known.sentences += 1
            known.entry = Int32(entries.count - 1)
          }
          terms[Int(term)] = known
        }
        words[position] = term
      }
      sentences[sentence].entries = firstEntry..<entries.count
    }
  }

  /// Reads the title without adding to the terms.
  ///
  /// - Returns: How many words it has and their hash, to know it again among the sentences.
  mutating func matchTitle(_ title: Text) -> (words: Int, fingerprint: UInt64) {
    titleTerms.removeAll(keepingCapacity: true)
    var count = 0
    var fingerprint: UInt64 = 0
    forEachWord(of: 0..<title.count, in: title) { terms, word in
      Self.add(word.hash, to: &fingerprint)
      count += 1
      // The stop words of the title are no terms of the text either.
      let stem = Int(word.stem)
      let term = stem < terms.termOfStem.count ? Int(terms.termOfStem[stem]) : -1
      guard term >= 0, terms.titleTerms.count < Self.mostTitleTerms, !terms.terms[term].isInTitle else { return }
      terms.terms[term].isInTitle = true
      terms.titleTerms.append(term)
    }
    return (count, fingerprint)
  }

  /// The sum of the weights of the title's terms that a sentence has.
  func titleShare(of sentence: Int, _ weights: [Float]) -> Float {
    var sum: Float = 0
    for entry in sentences[sentence].entries {
      let term = Int(entries[entry].term)
      if terms[term].isInTitle { sum += weights[term] }
    }
    return sum
  }

  private static func add(_ hash: UInt64, to fingerprint: inout UInt64) {
    fingerprint = (fingerprint ^ hash) &* 0x9FB2_1C65_1E98_DF25 &+ 1
  }
}
