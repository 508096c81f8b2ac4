import Minwal

/// The words of some sentences as numbers, and which sentences share them. All flat arrays, filled again and again.
struct SentenceTerms: Sendable {
  /// A sentence.
  struct Sentence: Sendable {
    /// Its words in ``SentenceTerms/words``: without stop words, unless they are kept.
    var words: Range<Int>
    /// Its different terms in ``SentenceTerms/entries``.
    var entries: Range<Int>
    /// What was read: all of its words, stop words among them.
    var reading: Lexicon.Reading
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
    var sentences: Int32 = 0
    /// How often it occurs in all.
    var occurrences: Int32 = 0
    /// Where the sentence that had it last has it among the entries.
    var entry: Int32 = -1
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
  /// Words of the sentences in their order, as terms or ``stopWord``. Filled only where stop words are kept.
  private(set) var words: [Int32] = []
  /// The terms of the sentences, each sentence's in the order in which they first come.
  private(set) var entries: [Entry] = []
  private(set) var terms: [Term] = []
  /// Terms that the title has too, in its order.
  private(set) var titleTerms: [Int] = []

  private let keepsStopWords: Bool
  private var lexicon: Lexicon
  /// The words of the sentences as the lexicon has them, and others behind them that are left over.
  private var read: [Lexicon.Word] = []
  private var table = TermTable()
  /// What ``Lexicon/spelling(of:in:)`` says of each sentence, where it was asked for.
  private var spellings: [UInt64?] = []

  /// Creates an empty list for texts of a language.
  init(_ profile: LanguageProfile, keepsStopWords: Bool) {
    self.keepsStopWords = keepsStopWords
    lexicon = Lexicon(profile, keepsStopWords: keepsStopWords)
  }

  /// Reads a section of a text's sentences in place of those before.
  mutating func read(_ section: Range<Int>, of ranges: TextRanges, in text: Text) {
    sentences.removeAll(keepingCapacity: true)
    spellings.removeAll(keepingCapacity: true)
    var count = 0
    var room = 0
    for index in section { room += Lexicon.room(for: ranges[index], limit: Self.mostWords) }
    var read = takeRead(room)
    do {
      var words = read.mutableSpan
      for index in section {
        let first = count
        let reading = lexicon.read(ranges[index], of: text, limit: Self.mostWords, into: &words, &count)
        sentences.append(Sentence(words: first..<count, entries: 0..<0, reading: reading))
      }
    }
    self.read = read
    table.removeAll(capacity: count)
    words.resize(to: keepsStopWords ? count : 0, Self.stopWord)
    Self.count(read, count, &table, &sentences, &words, &terms, &entries)
  }

  /// Takes the memory for words out, so that it can be filled while the lexicon changes, with room for some.
  private mutating func takeRead(_ room: Int) -> [Lexicon.Word] {
    var words: [Lexicon.Word] = []
    swap(&words, &read)
    if words.count < room { words = Array(repeating: Lexicon.Word(word: 0), count: max(room, words.count * 2)) }
    return words
  }

  /// Counts the stems of the sentences as terms: a loop over all words, with nothing in it but local variables and spans.
  /// That a term is new cannot be foreseen, so that nothing branches on it.
  private static func count(
    _ read: [Lexicon.Word], _ count: Int, _ table: inout TermTable, _ sentences: inout [Sentence],
    _ words: inout [Int32], _ terms: inout [Term], _ entries: inout [Entry]
  ) {
    // No more than these, and less once it is known how many.
    terms.resize(to: count + 1, Term())
    entries.resize(to: count, Entry(term: 0, count: 0, before: 0))
    var entryCount = 0
    var termCount = table.count
    let mask = table.mask
    do {
      let read = read.span
      var slots = table.slots.mutableSpan
      var sentences = sentences.mutableSpan
      var words = words.mutableSpan
      var terms = terms.mutableSpan
      var entries = entries.mutableSpan
      let keepsWords = words.count > 0
      terms[0] = Term()
      for sentence in sentences.indices {
        let firstEntry = entryCount
        for position in sentences[sentence].words {
          let word = read[position]
          if word.isStopWord {
            if keepsWords { words[position] = stopWord }
            continue
          }
          let term = TermTable.insert(word.stem, into: &slots, mask, &termCount)
          if keepsWords { words[position] = Int32(truncatingIfNeeded: term) }
          var known = terms[term]
          known.occurrences &+= 1
          if known.entry >= firstEntry {
            entries[Int(known.entry)].count += 1
          } else {
            entries[entryCount] = Entry(term: Int32(truncatingIfNeeded: term), count: 1, before: known.sentences)
            known.sentences &+= 1
            known.entry = Int32(truncatingIfNeeded: entryCount)
            entryCount &+= 1
          }
          terms[term] = known
          // The one that is next to be new.
          terms[termCount] = Term()
        }
        sentences[sentence].entries = firstEntry..<entryCount
      }
    }
    table.count = termCount
    terms.removeLast(terms.count - termCount)
    entries.removeLast(entries.count - entryCount)
  }

  /// Reads the title without adding to the terms.
  mutating func matchTitle(_ title: Text) -> Lexicon.Reading {
    titleTerms.removeAll(keepingCapacity: true)
    var count = 0
    var read = takeRead(Lexicon.room(for: 0..<title.count, limit: Self.mostWords))
    var words = read.mutableSpan
    let reading = lexicon.read(0..<title.count, of: title, limit: Self.mostWords, into: &words, &count)
    self.read = read
    for index in 0..<count where titleTerms.count < Self.mostTitleTerms {
      let word = read[index]
      if word.isStopWord { continue }
      guard let term = table.find(word.stem), !terms[term].isInTitle else { continue }
      terms[term].isInTitle = true
      titleTerms.append(term)
    }
    return reading
  }

  /// Whether a sentence is the title again, but for punctuation, case and vowel signs.
  mutating func isTitle(
    _ sentence: Int, at range: Range<Int>, of text: Text, _ title: Text, _ heading: Lexicon.Reading
  ) -> Bool {
    let reading = sentences[sentence].reading
    // Words with the same stems may still differ.
    guard reading.words == heading.words, reading.fingerprint == heading.fingerprint else { return false }
    return text.span.extracting(range).elementsEqual(title.span)
      || lexicon.spelling(of: range, in: text) == lexicon.spelling(of: 0..<title.count, in: title)
  }

  /// Whether two sentences of the section that was read are the same, but for punctuation, case and vowel signs.
  mutating func areSame(_ a: Int, _ b: Int, _ section: Range<Int>, of ranges: TextRanges, in text: Text) -> Bool {
    guard sentences[a].reading.fingerprint == sentences[b].reading.fingerprint else { return false }
    if spellings.isEmpty { spellings = Array(repeating: nil, count: sentences.count) }
    for sentence in [a, b] where spellings[sentence] == nil {
      spellings[sentence] = lexicon.spelling(of: ranges[section.lowerBound + sentence], in: text)
    }
    return spellings[a] == spellings[b]
  }
}
