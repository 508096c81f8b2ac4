/// How alike each two of some sentences are, and which of them are central.
///
/// A dense symmetric matrix: callers bound the number of sentences. Sums are formed in one fixed order, so the same
/// sentences give the same bits on every machine.
struct SentenceGraph: Sendable {
  /// Row after row.
  private(set) var similarities: [Float] = []
  /// How many sentences there are.
  private(set) var count = 0

  /// The sentences that have a term, and its weights there; one term's postings behind the other's.
  private var postingSentences: [Int32] = []
  private var postingWeights: [Float] = []
  /// Where the postings of each term begin, and where they end.
  private var starts: [Int] = []
  private var ends: [Int] = []
  /// For each entry of the terms, where its posting lies.
  private var places: [Int] = []
  private var scratch: [Float] = []

  /// How alike two sentences are.
  subscript(a: Int, b: Int) -> Float { similarities[a * count + b] }

  /// Turns sentences with terms into terms with sentences, which filling the matrix needs.
  mutating func index(_ terms: SentenceTerms) {
    count = terms.sentences.count
    starts.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var start = 0
    for term in terms.terms {
      starts.append(start)
      ends.append(start)
      start += term.sentences
    }
    Self.resize(&postingSentences, start, 0)
    Self.resize(&postingWeights, start, 0)
    places.removeAll(keepingCapacity: true)
    for sentence in 0..<count {
      for entry in terms.sentences[sentence].entries {
        let term = Int(terms.entries[entry].term)
        let place = ends[term]
        ends[term] = place + 1
        postingSentences[place] = Int32(sentence)
        places.append(place)
      }
    }
  }

  /// Fills the matrix with idf-modified cosines (Erkan and Radev 2004, equation 1), from 0 to 1.
  ///
  /// A term's idf is ln(sentences / sentences that have it): the document itself is the collection. As in the paper a
  /// sentence is fully like itself.
  mutating func fillCosines(_ terms: SentenceTerms, _ idf: [Float]) {
    for sentence in terms.sentences {
      var sum: Float = 0
      for entry in sentence.entries {
        let weight = terms.entries[entry].count * idf[Int(terms.entries[entry].term)]
        sum += weight * weight
      }
      let scale = sum > 0 ? 1 / sum.squareRoot() : 0
      for entry in sentence.entries {
        postingWeights[places[entry]] = terms.entries[entry].count * idf[Int(terms.entries[entry].term)] * scale
      }
    }
    fillProducts(terms)
    for sentence in 0..<count { similarities[sentence * count + sentence] = 1 }
  }

  /// Fills the matrix with the number of common terms over the sum of the logarithms of both lengths (Mihalcea and Tarau
  /// 2004, section 4.1). The lengths are those of the sentences without stop words; no sentence is like itself.
  mutating func fillOverlaps(_ terms: SentenceTerms) {
    for index in postingWeights.indices { postingWeights[index] = 1 }
    fillProducts(terms)
    scratch.removeAll(keepingCapacity: true)
    for sentence in terms.sentences {
      var length: Float = 0
      for entry in sentence.entries { length += terms.entries[entry].count }
      scratch.append(length > 1 ? Logarithm.natural(Int(length)) : 0)
    }
    for row in 0..<count {
      let length = scratch[row]
      for column in 0..<row where similarities[row * count + column] > 0 {
        let lengths = length + scratch[column]
        let overlap = lengths > 0 ? similarities[row * count + column] / lengths : 0
        similarities[row * count + column] = overlap
        similarities[column * count + row] = overlap
      }
      similarities[row * count + row] = 0
    }
  }

  /// Multiplies each two sentences over the terms that both have. A term of one sentence costs nothing.
  private mutating func fillProducts(_ terms: SentenceTerms) {
    Self.resize(&similarities, 0, 0)
    Self.resize(&similarities, count * count, 0)
    for sentence in 0..<count {
      let row = sentence * count
      for entry in terms.sentences[sentence].entries {
        let place = places[entry]
        let weight = postingWeights[place]
        for position in starts[Int(terms.entries[entry].term)]..<place {
          similarities[row + Int(postingSentences[position])] += weight * postingWeights[position]
        }
      }
    }
    for row in 0..<count {
      for column in 0..<row { similarities[column * count + row] = similarities[row * count + column] }
    }
  }

  private static func resize<Element>(_ array: inout [Element], _ count: Int, _ value: Element) {
    if count < array.count {
      array.removeLast(array.count - count)
    } else {
      array.append(contentsOf: repeatElement(value, count: count - array.count))
    }
  }

  // MARK: Centrality

  private var degrees: [Float] = []
  private var rank: [Float] = []
  private var next: [Float] = []

  /// The stationary distribution of a walk over the sentences that follows similarities, and with probability
  /// `1 - damping` jumps anywhere: continuous LexRank or TextRank, by what the matrix holds.
  ///
  /// Power iteration until the ranks change by less than a ten-thousandth of them in all (100 rounds at most). They add
  /// up to 1. A sentence that is like no other passes its rank on to all.
  mutating func centralities(damping: Float, into result: inout [Float]) {
    result.removeAll(keepingCapacity: true)
    guard count > 0 else { return }
    let even = 1 / Float(count)
    degrees.removeAll(keepingCapacity: true)
    for row in 0..<count {
      var sum: Float = 0
      for column in 0..<count { sum += similarities[row * count + column] }
      degrees.append(sum > 0 ? damping / sum : 0)
    }
    Self.resize(&rank, 0, 0)
    Self.resize(&rank, count, even)
    for _ in 0..<100 {
      var shared = (1 - damping) * even
      for row in 0..<count where degrees[row] == 0 { shared += damping * rank[row] * even }
      Self.resize(&next, 0, 0)
      Self.resize(&next, count, shared)
      for row in 0..<count where degrees[row] > 0 {
        let share = rank[row] * degrees[row]
        let start = row * count
        for column in 0..<count { next[column] += share * similarities[start + column] }
      }
      var change: Float = 0
      for index in 0..<count { change += abs(next[index] - rank[index]) }
      swap(&rank, &next)
      if change < 1e-4 { break }
    }
    result.append(contentsOf: rank)
  }
}

/// Logarithms that have the same bits on every machine, which the C library's do not promise.
enum Logarithm {
  /// The natural logarithm of a whole number from 1 up.
  static func natural(_ number: Int) -> Float {
    let exponent = Int.bitWidth - 1 - number.leadingZeroBitCount
    // number = 2^exponent * mantissa, with the mantissa from 1 to 2; ln m = 2 artanh((m - 1) / (m + 1)).
    let mantissa = Double(number) / Double(1 << exponent)
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 25.0, by: 2.0) {
      sum += term / odd
      term *= square
    }
    return Float(Double(exponent) * 0.693_147_180_559_945_3 + 2 * sum)
  }
}
