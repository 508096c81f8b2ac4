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
  /// The words of the sentences as the lexicon has them.
  private var read: [Lexicon.Word] = []
  private var table = TermTable()

  /// Creates an empty list for texts of a language.
  init(_ profile: LanguageProfile) { lexicon = Lexicon(profile) }

  /// Reads a section of a text's sentences in place of those before.
  mutating func read(_ section: Range<Int>, of ranges: TextRanges, in text: Text) {
    sentences.removeAll(keepingCapacity: true)
    read.removeAll(keepingCapacity: true)
    for index in section { readWords(ranges[index], of: text) }
    table.removeAll(capacity: read.count)
    Self.count(read, &table, &sentences, &words, &terms, &entries)
  }

  private mutating func readWords(_ range: Range<Int>, of text: Text) {
    let first = read.count
    lexicon.read(range, of: text, limit: Self.mostWords, into: &read)
    let (hasLetter, fingerprint) = Self.summary(of: read[first...])
    sentences.append(
      Sentence(words: first..<read.count, entries: 0..<0, hasLetter: hasLetter, fingerprint: fingerprint))
  }

  private static func summary(of words: ArraySlice<Lexicon.Word>) -> (hasLetter: Bool, fingerprint: UInt64) {
    var hasLetter = false
    var fingerprint: UInt64 = 0
    for word in words {
      hasLetter = hasLetter || word.hasLetter
      fingerprint = (fingerprint ^ word.hash) &* 0x9FB2_1C65_1E98_DF25 &+ 1
    }
    return (hasLetter, fingerprint)
  }

  /// Counts the stems of the sentences as terms: a loop over all words, with nothing in it but local variables and spans.
  private static func count(
    _ read: [Lexicon.Word], _ table: inout TermTable, _ sentences: inout [Sentence], _ words: inout [Int32],
    _ terms: inout [Term], _ entries: inout [Entry]
  ) {
    // No more than these, and less once it is known how many.
    words.resize(to: read.count, stopWord)
    terms.resize(to: read.count, Term(sentences: 0, occurrences: 0, entry: 0))
    entries.resize(to: read.count, Entry(term: 0, count: 0, before: 0))
    var entryCount = 0
    do {
      let read = read.span
      var sentences = sentences.mutableSpan
      var words = words.mutableSpan
      var terms = terms.mutableSpan
      var entries = entries.mutableSpan
      for sentence in sentences.indices {
        let firstEntry = entryCount
        for position in sentences[sentence].words {
          let stem = read[position].stem
          if stem == Lexicon.Word.stopWord {
            words[position] = stopWord
            continue
          }
          let known = table.count
          let term = table.insert(stem)
          words[position] = Int32(term)
          if term == known {
            terms[term] = Term(sentences: 0, occurrences: 0, entry: -1)
          } else if terms[term].entry >= firstEntry {
            terms[term].occurrences += 1
            entries[Int(terms[term].entry)].count += 1
            continue
          }
          entries[entryCount] = Entry(term: Int32(term), count: 1, before: terms[term].sentences)
          terms[term].sentences += 1
          terms[term].occurrences += 1
          terms[term].entry = Int32(entryCount)
          entryCount += 1
        }
        sentences[sentence].entries = firstEntry..<entryCount
      }
    }
    terms.removeLast(terms.count - table.count)
    entries.removeLast(entries.count - entryCount)
  }

  /// Reads the title without adding to the terms.
  ///
  /// - Returns: How many words it has and their hash, to know it again among the sentences.
  mutating func matchTitle(_ title: Text) -> (words: Int, fingerprint: UInt64) {
    titleTerms.removeAll(keepingCapacity: true)
    read.removeAll(keepingCapacity: true)
    lexicon.read(0..<title.count, of: title, limit: Self.mostWords, into: &read)
    for word in read where word.stem != Lexicon.Word.stopWord && titleTerms.count < Self.mostTitleTerms {
      guard let term = table.find(word.stem), !terms[term].isInTitle else { continue }
      terms[term].isInTitle = true
      titleTerms.append(term)
    }
    return (read.count, Self.summary(of: read[...]).fingerprint)
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
}
