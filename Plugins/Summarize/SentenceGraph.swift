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

  /// How alike the two are that are most so; sums are not cut off at 1.
  private(set) var largest: Float = 0

  /// For each sentence the weights of the title's terms that it has, added up, if terms have weights.
  private(set) var titleShares: [Float] = []

  /// A sentence that has a term, and the term's weight there.
  private struct Posting {
    var sentence: Int32
    var weight: Float
  }

  /// One term's postings behind the other's; those of terms that one sentence has are not needed.
  private var postings: [Posting] = []
  /// Where the postings of each term begin.
  private var starts: [Int32] = []

  /// A term that a sentence shares with others: where its postings begin, and where this one lies.
  private struct SharedTerm {
    var start: Int32
    var place: Int32
    var weight: Float
  }

  /// The shared terms of a sentence.
  private var shared: [SharedTerm] = []
  private var lengths: [Float] = []

  /// How alike two sentences are.
  subscript(a: Int, b: Int) -> Float { similarities[a * stride + b] }

  /// Makes room for what filling the matrix needs.
  private mutating func prepare(_ terms: SentenceTerms) {
    count = terms.sentences.count
    stride = (count + 15) & ~15
    starts.resize(to: terms.terms.count, 0)
    var total: Int32 = 0
    var most = 0
    do {
      let terms = terms.terms.span
      var starts = starts.mutableSpan
      for term in terms.indices {
        starts[term] = total
        total += terms[term].sentences > 1 ? terms[term].sentences : 0
      }
    }
    for sentence in terms.sentences { most = max(most, sentence.entries.count) }
    if postings.count < total {
      postings = Array(repeating: Posting(sentence: 0, weight: 0), count: max(Int(total), postings.count * 2))
    }
    // One more, which may be written in vain.
    if shared.count <= most {
      shared = Array(repeating: SharedTerm(start: 0, place: 0, weight: 0), count: max(most, shared.count * 2) + 1)
    }
    similarities.removeAll(keepingCapacity: true)
    similarities.resize(to: count * stride, 0)
  }

  /// Fills the matrix with idf-modified cosines (Erkan and Radev 2004, equation 1), from 0 to 1.
  ///
  /// A term's idf is ln(sentences / sentences that have it): the document itself is the collection. As in the paper a
  /// sentence is fully like itself.
  mutating func fillCosines(_ terms: SentenceTerms, _ idf: [Float]) {
    prepare(terms)
    fillProducts(terms, idf)
    mirror()
    for sentence in 0..<count { similarities[sentence * stride + sentence] = 1 }
  }

  /// Fills the matrix with the number of common terms over the sum of the logarithms of both lengths (Mihalcea and
  /// Tarau 2004, section 4.1). The lengths are those of the sentences without stop words; no sentence is like itself.
  mutating func fillOverlaps(_ terms: SentenceTerms) {
    prepare(terms)
    fillProducts(terms, nil)
    lengths.removeAll(keepingCapacity: true)
    for sentence in terms.sentences {
      var length: Float = 0
      for entry in sentence.entries { length += terms.entries[entry].count }
      lengths.append(length > 1 ? Logarithm.natural(Int(length)) : 0)
    }
    for row in 0..<count {
      for column in 0..<row where similarities[row * stride + column] > 0 {
        let length = lengths[row] + lengths[column]
        let overlap = length > 0 ? similarities[row * stride + column] / length : 0
        similarities[row * stride + column] = overlap
      }
    }
    mirror()
  }

  /// Multiplies each two sentences over the terms that both have. A term of one sentence costs next to nothing.
  ///
  /// - Parameters:
  ///   - terms: The sentences' terms.
  ///   - idf: What terms weigh; a sentence's are scaled so that the sum of their squares is 1. Without it all weigh 1.
  private mutating func fillProducts(_ terms: SentenceTerms, _ idf: [Float]?) {
    Self.fillProducts(terms, idf, starts, stride: stride, &similarities, &postings, &shared, &titleShares)
  }

  /// The loop over all entries, with nothing in it but local variables and spans.
  private static func fillProducts(
    _ terms: SentenceTerms, _ idf: [Float]?, _ starts: [Int32], stride: Int, _ similarities: inout [Float],
    _ postings: inout [Posting], _ shared: inout [SharedTerm], _ titleShares: inout [Float]
  ) {
    let (weighs, weights, entries) = (idf != nil, idf ?? [], terms.entries)
    let (weightSpan, startSpan, entrySpan) = (weights.span, starts.span, entries.span)
    let (allTerms, sentences) = (terms.terms, terms.sentences)
    let termSpan = allTerms.span
    titleShares.resize(to: sentences.count, 0)
    var titleShares = titleShares.mutableSpan
    var similarities = similarities.mutableSpan
    var postings = postings.mutableSpan
    var shared = shared.mutableSpan
    for sentence in sentences.indices {
      var sum: Float = 0
      var titleShare: Float = 0
      var found = 0
      for entry in sentences[sentence].entries {
        let term = Int(entrySpan[entry].term)
        let weight = weighs ? entrySpan[entry].count * weightSpan[term] : 1
        sum += weight * weight
        shared[found] = SharedTerm(
          start: startSpan[term], place: startSpan[term] + entrySpan[entry].before, weight: weight)
        titleShare += weighs && termSpan[term].isInTitle ? weightSpan[term] : 0
        found += termSpan[term].sentences > 1 ? 1 : 0
      }
      titleShares[sentence] = titleShare
      let scale = !weighs ? 1 : sum > 0 ? 1 / sum.squareRoot() : 0
      let row = sentence * stride
      for index in 0..<found {
        let place = Int(shared[index].place)
        let weight = shared[index].weight * scale
        postings[place] = Posting(sentence: Int32(sentence), weight: weight)
        for position in Int(shared[index].start)..<place {
          similarities[row + Int(postings[position].sentence)] += weight * postings[position].weight
        }
      }
    }
  }

  /// Copies what is below the diagonal to where it is above, and notes the largest.
  private mutating func mirror() {
    let (count, stride) = (count, stride)
    var similarities = similarities.mutableSpan
    var largest: Float = 0
    for row in 0..<count {
      for column in 0..<row {
        let similarity = similarities[row * stride + column]
        similarities[column * stride + row] = similarity
        largest = similarity > largest ? similarity : largest
      }
    }
    self.largest = largest
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
