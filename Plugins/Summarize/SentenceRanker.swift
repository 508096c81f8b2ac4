import Minwal

/// Scores sentences of one language by one of the methods. Keeps scratch memory from document to document.
struct SentenceRanker: Sendable {
  /// What became of a sentence.
  struct Rank: Sendable {
    /// Higher is better; comparable within a document.
    var score: Float
    /// Words, stop words among them.
    var words: Int
    var standing: Standing
  }

  /// Whether a sentence may be chosen.
  enum Standing: Sendable {
    case eligible
    /// Shorter than `min-words`: only if there are not enough others.
    case short
    /// No letters, or the title again: only if there is nothing else at all.
    case empty
    /// Too like a better one.
    case redundant
  }

  let method: Summarize.Method
  let redundancy: Float
  let minimumWords: Int

  private var terms: SentenceTerms
  private var graph = SentenceGraph()
  private var idf: [Float] = []
  /// What terms weigh by the number of sentences that have them.
  private var rarities: [Float] = []
  private var scores: [Float] = []
  private var order: [Int] = []

  /// Creates a ranker.
  init(_ profile: LanguageProfile, _ method: Summarize.Method, redundancy: Double, minimumWords: Int) {
    // Only clusters of words have them in between.
    terms = SentenceTerms(profile, keepsStopWords: method == .luhn)
    self.method = method
    self.redundancy = Float(redundancy)
    self.minimumWords = minimumWords
  }

  /// Ranks a section of a document's sentences: `ranks` gets an element for each. The cost is quadratic in the size of
  /// the section. `title` is empty if the document has none.
  mutating func rank(
    _ section: Range<Int>, of sentences: TextRanges, in text: Text, title: Text, into ranks: inout [Rank]
  ) {
    terms.read(section, of: sentences, in: text)
    let heading = terms.matchTitle(title)
    fillScores(from: section.lowerBound, of: sentences.count, hasTitle: heading.words > 0)
    let first = ranks.count
    for index in 0..<terms.sentences.count {
      let reading = terms.sentences[index].reading
      let isTitle = terms.isTitle(index, at: sentences[section.lowerBound + index], of: text, title, heading)
      let standing: Standing =
        !reading.hasLetter || isTitle ? .empty : reading.words < minimumWords ? .short : .eligible
      ranks.append(Rank(score: scores[index], words: reading.words, standing: standing))
    }
    if redundancy < 1 && mayBeRedundant() { passOver(&ranks, first, section, of: sentences, in: text) }
  }

  /// Whether any two sentences may be too like; hardly ever.
  private func mayBeRedundant() -> Bool {
    if graph.largest > redundancy { return true }
    let sentences = terms.sentences.span
    for a in sentences.indices {
      for b in 0..<a where sentences[a].reading.fingerprint == sentences[b].reading.fingerprint { return true }
    }
    return false
  }

  private mutating func fillScores(from start: Int, of total: Int, hasTitle: Bool) {
    let count = terms.sentences.count
    fillWeights()
    switch method {
    case .lead:
      scores.removeAll(keepingCapacity: true)
      for index in 0..<count { scores.append(-Float(start + index)) }
    case .luhn:
      scores.removeAll(keepingCapacity: true)
      let threshold = max(2, terms.words.count / 300)
      for index in 0..<count { scores.append(LuhnClusters.score(of: index, in: terms, threshold: threshold)) }
    case .textrank:
      graph.fillOverlaps(terms)
      graph.centralities(damping: 0.85, into: &scores)
      scaleToMean(&scores)
    case .lexrank:
      graph.fillCosines(terms, idf)
      graph.centralities(damping: 0.85, into: &scores)
      scaleToMean(&scores)
    case .blend:
      graph.fillCosines(terms, idf)
      graph.centralities(damping: 0.85, into: &scores)
      blend(from: start, of: total, hasTitle: hasTitle)
    }
    if redundancy < 1 && method != .lexrank && method != .blend { graph.fillCosines(terms, idf) }
  }

  /// The square of a sentence's place times what speaks for it, each from 0 to 1: its centrality, twice whether it says
  /// anything much (it has 20 words), and how much of the title's weight it has, if there is a title.
  private mutating func blend(from start: Int, of total: Int, hasTitle: Bool) {
    scaleToLargest(&scores)
    let titleWeight = terms.titleTerms.reduce(0) { $0 + idf[$1] }
    let counts = hasTitle && titleWeight > 0
    for index in scores.indices {
      let place = 1 - Float(start + index) / Float(total)
      var sum = scores[index] + 2 * min(1, Float(terms.sentences[index].reading.words) / 20)
      if counts { sum += graph.titleShares[index] / titleWeight }
      scores[index] = place * place * sum
    }
  }

  private mutating func fillWeights() {
    let all = max(1, terms.sentences.count)
    rarities.removeAll(keepingCapacity: true)
    for sentences in 0...all { rarities.append(Logarithm.natural(all) - Logarithm.natural(max(1, sentences))) }
    let (terms, rarities) = (terms.terms, rarities)
    let (termSpan, raritySpan) = (terms.span, rarities.span)
    idf.resize(to: terms.count, 0)
    var weights = idf.mutableSpan
    for term in weights.indices { weights[term] = raritySpan[Int(termSpan[term].sentences)] }
  }

  /// Makes centralities of sections of different sizes comparable: 1 is the section's mean.
  private func scaleToMean(_ values: inout [Float]) {
    for index in values.indices { values[index] *= Float(values.count) }
  }

  private func scaleToLargest(_ values: inout [Float]) {
    guard let largest = values.max(), largest > 0 else { return }
    for index in values.indices { values[index] /= largest }
  }

  /// Marks sentences that are more like a better one, itself not passed over, than the limit allows.
  private mutating func passOver(
    _ ranks: inout [Rank], _ first: Int, _ section: Range<Int>, of sentences: TextRanges, in text: Text
  ) {
    order.removeAll(keepingCapacity: true)
    order.append(contentsOf: 0..<terms.sentences.count)
    order.removeAll { ranks[first + $0].standing == .empty }
    order.sort { ranks[first + $0].isBetter(than: ranks[first + $1]) ?? ($0 < $1) }
    var kept = 0
    for position in order.indices {
      let sentence = order[position]
      var isRedundant = false
      for better in 0..<kept where !isRedundant {
        // The words too: a term that all sentences have weighs nothing, even if two of them have no other.
        isRedundant =
          graph[sentence, order[better]] > redundancy
          || terms.areSame(sentence, order[better], section, of: sentences, in: text)
      }
      if isRedundant {
        ranks[first + sentence].standing = .redundant
      } else {
        order[kept] = sentence
        kept += 1
      }
    }
  }
}

extension SentenceRanker.Rank {
  /// Whether a sentence is to be chosen before another; `nil` if only their places can decide.
  func isBetter(than other: Self) -> Bool? {
    if standing != other.standing { return standing == .eligible }
    return score == other.score ? nil : score > other.score
  }
}
