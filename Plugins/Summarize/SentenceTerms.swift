import Minwal

/// The words of some sentences as numbers, and which sentences share them. All flat arrays, filled again and again.
struct SentenceTerms: Sendable {
  /// Stands for a stop word among ``words``.
  static let stopWord: Int32 = -1

  /// Words of the sentences in their order, as terms or ``stopWord``.
  private(set) var words: [Int32] = []
  /// Where each sentence begins in ``words``; one more than sentences.
  private(set) var wordStarts: [Int] = [0]
  /// Whether each sentence has a letter.
  private(set) var hasLetters: [Bool] = []
  /// A hash of each sentence's folded words: the same for sentences that differ in punctuation, case or vowel signs.
  private(set) var fingerprints: [UInt64] = []

  /// The different terms of each sentence, and how often they occur in it.
  private(set) var terms: [Int32] = []
  private(set) var counts: [Float] = []
  /// Where each sentence begins in ``terms``; one more than sentences.
  private(set) var termStarts: [Int] = [0]
  /// In how many sentences each term is.
  private(set) var sentencesWithTerm: [Int32] = []
  /// How often each term occurs in all.
  private(set) var occurrences: [Int32] = []

  /// Terms that the title has too.
  private(set) var titleTerms: [Int] = []

  private var table = TermTable()
  private var reader = WordReader()
  /// For each term, where the sentence being read has it in ``terms``.
  private var slots: [Int] = []

  /// How many sentences were read.
  var count: Int { hasLetters.count }
  /// How many different terms there are.
  var termCount: Int { sentencesWithTerm.count }

  /// How many words a sentence has, stop words among them.
  func wordCount(_ sentence: Int) -> Int { wordStarts[sentence + 1] - wordStarts[sentence] }

  mutating func removeAll() {
    words.removeAll(keepingCapacity: true)
    wordStarts.removeAll(keepingCapacity: true)
    wordStarts.append(0)
    hasLetters.removeAll(keepingCapacity: true)
    fingerprints.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    counts.removeAll(keepingCapacity: true)
    termStarts.removeAll(keepingCapacity: true)
    termStarts.append(0)
    sentencesWithTerm.removeAll(keepingCapacity: true)
    occurrences.removeAll(keepingCapacity: true)
    slots.removeAll(keepingCapacity: true)
    table.removeAll()
  }

  /// Reads a sentence.
  mutating func append(_ range: Range<Int>, of text: Span<UInt8>, _ profile: LanguageProfile) {
    reader.read(range, of: text)
    var hasLetter = false
    var fingerprint: UInt64 = 0
    let firstTerm = terms.count
    for word in reader.words {
      hasLetter = hasLetter || word.hasLetter
      Self.add(TermTable.hash(reader.letters, word.letters), to: &fingerprint)
      // A letter by itself is an initial, an elided article or a list marker.
      let isLetter = word.letters.count == 1 && word.hasLetter && !word.isPair
      if isLetter || profile.isStopWord(reader.letters, word.letters) {
        words.append(Self.stopWord)
        continue
      }
      let stem = profile.stemmer.stem(&reader.letters, word.letters)
      let term = table.insert(reader.letters, stem)
      words.append(Int32(term))
      count(term, firstTerm)
    }
    wordStarts.append(words.count)
    termStarts.append(terms.count)
    hasLetters.append(hasLetter)
    fingerprints.append(fingerprint)
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
      guard let term = table.find(reader.letters, stem), !titleTerms.contains(term) else { continue }
      titleTerms.append(term)
    }
    return (reader.words.count, fingerprint)
  }

  /// The sum of the weights of the title's terms that a sentence has.
  func titleShare(of sentence: Int, _ weights: [Float]) -> Float {
    var sum: Float = 0
    for slot in termStarts[sentence]..<termStarts[sentence + 1] {
      let term = Int(terms[slot])
      if titleTerms.contains(term) { sum += weights[term] }
    }
    return sum
  }

  private static func add(_ hash: UInt64, to fingerprint: inout UInt64) {
    fingerprint = (fingerprint ^ hash) &* 0x9FB2_1C65_1E98_DF25 &+ 1
  }

  private mutating func count(_ term: Int, _ firstTerm: Int) {
    if term == sentencesWithTerm.count {
      sentencesWithTerm.append(0)
      occurrences.append(0)
      slots.append(-1)
    }
    occurrences[term] += 1
    let slot = slots[term]
    if slot >= firstTerm {
      counts[slot] += 1
      return
    }
    slots[term] = terms.count
    terms.append(Int32(term))
    counts.append(1)
    sentencesWithTerm[term] += 1
  }
}
