import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import SummarizePlugin

/// Each sentence's terms, the way a textbook would write it.
private struct Reference {
  var counts: [[String: Double]]

  init(_ sentences: [String]) {
    counts = sentences.map { sentence in
      var counts: [String: Double] = [:]
      for word in sentence.split(separator: " ") { counts[String(word), default: 0] += 1 }
      return counts
    }
  }

  func idf(_ word: String) -> Double { log(Double(counts.count) / Double(counts.filter { $0[word] != nil }.count)) }

  func cosine(_ a: Int, _ b: Int) -> Double {
    if a == b { return 1 }
    func length(_ sentence: [String: Double]) -> Double {
      sentence.reduce(0) { $0 + pow($1.value * idf($1.key), 2) }.squareRoot()
    }
    let product = counts[a].reduce(0) { $0 + $1.value * (counts[b][$1.key] ?? 0) * pow(idf($1.key), 2) }
    let lengths = length(counts[a]) * length(counts[b])
    return lengths > 0 ? product / lengths : 0
  }

  func overlap(_ a: Int, _ b: Int) -> Double {
    if a == b { return 0 }
    let lengths = [a, b].map { log(counts[$0].values.reduce(0, +)) }.reduce(0, +)
    return lengths > 0 ? Double(Set(counts[a].keys).intersection(counts[b].keys).count) / lengths : 0
  }
}

@Suite struct SentenceGraphTests {
  private static func sentences(_ seed: UInt64) -> [String] {
    var random = SeededGenerator(seed)
    return (0..<(1 + random.below(12))).map { _ in
      (0..<(1 + random.below(9))).map { _ in "word\(Unicode.Scalar(UInt8(97 + random.below(15))))" }
        .joined(separator: " ")
    }
  }

  private static func terms(_ sentences: [String]) -> SentenceTerms {
    let none: [UInt8] = []
    var text = Text()
    var ranges = TextRanges()
    for sentence in sentences {
      ranges.append(text.count..<(text.count + sentence.utf8.count))
      text.append(sentence + " ")
    }
    var terms = SentenceTerms(LanguageProfile(.undetermined, stopWords: none.span), keepsStopWords: true)
    terms.read(0..<ranges.count, of: ranges, in: text)
    return terms
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func likenessesAreThoseOfThePapers(_ seed: UInt64) {
    let sentences = Self.sentences(seed)
    let terms = Self.terms(sentences)
    let reference = Reference(sentences)
    var graph = SentenceGraph()
    let idf = terms.terms.map { log(Float(sentences.count) / Float($0.sentences)) }
    graph.fillOverlaps(terms)
    for a in sentences.indices {
      for b in sentences.indices { #expect(abs(Double(graph[a, b]) - reference.overlap(a, b)) < 1e-5) }
    }
    graph.fillCosines(terms, idf)
    for a in sentences.indices {
      for b in sentences.indices { #expect(abs(Double(graph[a, b]) - reference.cosine(a, b)) < 1e-4) }
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func centralitiesAreStationary(_ seed: UInt64) {
    let terms = Self.terms(Self.sentences(seed))
    var graph = SentenceGraph()
    graph.fillOverlaps(terms)
    var ranks: [Float] = []
    graph.centralities(damping: 0.85, into: &ranks)
    #expect(ranks.count == terms.sentences.count)
    #expect(abs(ranks.reduce(0, +) - 1) < 1e-3)
    for a in ranks.indices {
      var expected = 0.15 / Float(ranks.count)
      for b in ranks.indices {
        let degree = ranks.indices.reduce(0) { $0 + graph[b, $1] }
        expected += 0.85 * ranks[b] * (degree > 0 ? graph[b, a] / degree : 1 / Float(ranks.count))
      }
      #expect(abs(ranks[a] - expected) < 1e-3)
    }
  }

  @Test func luhnCountsTheBestCluster() {
    // Significant: sun and sea, twice each. The best cluster of the first sentence is "sun a b sea", 2 * 2 / 4.
    let terms = Self.terms(["sun aa bb sea", "sun aa2 bb2 cc2 dd2 ee2 sea", "nothing here"])
    #expect(LuhnClusters.score(of: 0, in: terms, threshold: 2) == 1)
    #expect(LuhnClusters.score(of: 1, in: terms, threshold: 2) == 1, "five words between are too many")
    #expect(LuhnClusters.score(of: 2, in: terms, threshold: 2) == 0)
  }

  @Test func logarithmsAreTrue() {
    for number in [1, 2, 3, 7, 10, 255, 256, 1_000, 99_999, 1 << 40] {
      #expect(abs(Logarithm.natural(number) - Float(log(Double(number)))) <= 1e-6 * max(1, log(Float(number))))
    }
  }
}
