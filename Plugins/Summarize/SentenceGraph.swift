/// How alike each two of some sentences are, and which of them are central.
///
/// A dense symmetric matrix: callers bound the number of sentences. Sums are formed in one fixed order, so the same
/// sentences give the same bits on every machine.
struct SentenceGraph: Sendable {
  /// Row after row, each of ``stride`` numbers; those past ``count`` are 0.
  private(set) var similarities: [Float] = []
  /// How many sentences there are.
  private(set) var count = 0
  /// ``count``, rounded up to whole vectors.
  private var stride = 0

  /// The sentences that have a term, and its weights there; one term's postings behind the other's.
  private var postingSentences: [Int32] = []
  private var postingWeights: [Float] = []
  /// Where the postings of each term begin.
  private var starts: [Int32] = []
  private var lengths: [Float] = []

  /// How alike two sentences are.
  subscript(a: Int, b: Int) -> Float { similarities[a * stride + b] }

  /// Turns sentences with terms into terms with sentences, which filling the matrix needs.
  mutating func index(_ terms: SentenceTerms) {
    count = terms.sentences.count
    stride = (count + 15) & ~15
    starts.removeAll(keepingCapacity: true)
    var start: Int32 = 0
    for term in terms.terms {
      starts.append(start)
      start += term.sentences
    }
    postingSentences.resize(to: Int(start), 0)
    postingWeights.resize(to: Int(start), 0)
    let (count, starts, entries) = (count, starts, terms.entries)
    var postings = postingSentences.mutableSpan
    for sentence in 0..<count {
      for entry in terms.sentences[sentence].entries {
        postings[Self.place(of: entries[entry], starts)] = Int32(sentence)
      }
    }
  }

  /// Where the posting of an entry lies.
  @inline(__always)
  private static func place(of entry: SentenceTerms.Entry, _ starts: [Int32]) -> Int {
    Int(starts[Int(entry.term)] + entry.before)
  }

  /// Fills the matrix with idf-modified cosines (Erkan and Radev 2004, equation 1), from 0 to 1.
  ///
  /// A term's idf is ln(sentences / sentences that have it): the document itself is the collection. As in the paper a
  /// sentence is fully like itself.
  mutating func fillCosines(_ terms: SentenceTerms, _ idf: [Float]) {
    fillWeights(terms, idf)
    fillProducts(terms)
    for sentence in 0..<count { similarities[sentence * stride + sentence] = 1 }
  }

  /// Weighs each sentence's terms, so that the sum of their squares is 1.
  private mutating func fillWeights(_ terms: SentenceTerms, _ idf: [Float]) {
    let (starts, entries) = (starts, terms.entries)
    var weights = postingWeights.mutableSpan
    for sentence in terms.sentences {
      var sum: Float = 0
      for entry in sentence.entries {
        let weight = entries[entry].count * idf[Int(entries[entry].term)]
        weights[Self.place(of: entries[entry], starts)] = weight
        sum += weight * weight
      }
      let scale = sum > 0 ? 1 / sum.squareRoot() : 0
      for entry in sentence.entries { weights[Self.place(of: entries[entry], starts)] *= scale }
    }
  }

  /// Fills the matrix with the number of common terms over the sum of the logarithms of both lengths (Mihalcea and
  /// Tarau 2004, section 4.1). The lengths are those of the sentences without stop words; no sentence is like itself.
  mutating func fillOverlaps(_ terms: SentenceTerms) {
    for index in postingWeights.indices { postingWeights[index] = 1 }
    fillProducts(terms)
    lengths.removeAll(keepingCapacity: true)
    for sentence in terms.sentences {
      var length: Float = 0
      for entry in sentence.entries { length += terms.entries[entry].count }
      lengths.append(length > 1 ? Logarithm.natural(Int(length)) : 0)
    }
    let (count, stride, lengths) = (count, stride, lengths)
    var similarities = similarities.mutableSpan
    for row in 0..<count {
      for column in 0..<row where similarities[row * stride + column] > 0 {
        let length = lengths[row] + lengths[column]
        let overlap = length > 0 ? similarities[row * stride + column] / length : 0
        similarities[row * stride + column] = overlap
        similarities[column * stride + row] = overlap
      }
    }
  }

  /// Multiplies each two sentences over the terms that both have. A term of one sentence costs nothing.
  private mutating func fillProducts(_ terms: SentenceTerms) {
    similarities.removeAll(keepingCapacity: true)
    similarities.resize(to: count * stride, 0)
    let (count, stride, weights, sentences) = (count, stride, postingWeights, postingSentences)
    let (starts, entries) = (starts, terms.entries)
    var similarities = similarities.mutableSpan
    for sentence in 0..<count {
      let row = sentence * stride
      for entry in terms.sentences[sentence].entries {
        let start = starts[Int(entries[entry].term)]
        let place = start + entries[entry].before
        let weight = weights[Int(place)]
        for position in Int(start)..<Int(place) {
          similarities[row + Int(sentences[position])] += weight * weights[position]
        }
      }
    }
    for row in 0..<count {
      for column in 0..<row { similarities[column * stride + row] = similarities[row * stride + column] }
    }
  }

  // MARK: Centrality

  private var degrees: [Float] = []
  private var rank: [Float] = []
  private var next: [Float] = []
  private var shares: [Float] = []

  /// The stationary distribution of a walk over the sentences that follows similarities, and with probability
  /// `1 - damping` jumps anywhere: continuous LexRank or TextRank, by what the matrix holds.
  ///
  /// Power iteration until the ranks change by less than a ten-thousandth of them in all (100 rounds at most). They add
  /// up to 1. A sentence that is like no other passes its rank on to all.
  mutating func centralities(damping: Float, into result: inout [Float]) {
    result.removeAll(keepingCapacity: true)
    guard count > 0 else { return }
    let even = 1 / Float(count)
    shares.removeAll(keepingCapacity: true)
    shares.resize(to: count, 1)
    degrees.resize(to: stride, 0)
    Self.addRows(similarities, shares, onto: 0, into: &degrees)
    for row in 0..<count { degrees[row] = degrees[row] > 0 ? damping / degrees[row] : 0 }
    rank.removeAll(keepingCapacity: true)
    rank.resize(to: stride, even)
    next.resize(to: stride, 0)
    for _ in 0..<100 {
      var shared = (1 - damping) * even
      for row in 0..<count where degrees[row] == 0 { shared += damping * rank[row] * even }
      for row in 0..<count { shares[row] = rank[row] * degrees[row] }
      Self.addRows(similarities, shares, onto: shared, into: &next)
      var change: Float = 0
      for index in 0..<count { change += abs(next[index] - rank[index]) }
      swap(&rank, &next)
      if change < 1e-4 { break }
    }
    result.append(contentsOf: rank[..<count])
  }

  /// Adds up the rows, each times its share, onto a number, sixteen columns at a time; each column from the first row
  /// to the last.
  private static func addRows(_ matrix: [Float], _ shares: [Float], onto start: Float, into sums: inout [Float]) {
    let rows = matrix.span
    let numbers = unsafe rows.bytes
    let stride = sums.count
    for column in Swift.stride(from: 0, to: stride, by: 16) {
      var sum = SIMD16<Float>(repeating: start)
      var offset = column * 4
      for share in shares {
        // Any bits are a number, so that only the bounds matter, and those are checked.
        let row = unsafe numbers.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self)
        sum += SIMD16(repeating: share) * row
        offset += stride * 4
      }
      var result = sums.mutableSpan
      var bytes = unsafe result.mutableBytes
      bytes.storeBytes(of: sum, toByteOffset: column * 4, as: SIMD16<Float>.self)
    }
  }
}
