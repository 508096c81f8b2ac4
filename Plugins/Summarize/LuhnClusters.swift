/// Luhn's significance of a sentence ("The Automatic Creation of Literature Abstracts", 1958).
///
/// Significant words are those that are no stop words and occur often enough. A cluster begins and ends with one, and
/// has at most four other words in a row between two. Its worth is the square of its significant words over all of its
/// words; a sentence's is that of its best cluster.
enum LuhnClusters {
  /// How many words that are not significant may stand between two that are.
  static let gap = 4

  /// The significance of a sentence, where terms that occur at least `threshold` times in the text are significant.
  /// Luhn left that number to the text.
  static func score(of sentence: Int, in terms: SentenceTerms, threshold: Int) -> Float {
    var best: Float = 0
    var start = 0
    var last = -1
    var significant = 0
    for position in terms.sentences[sentence].words {
      let term = Int(terms.words[position])
      guard term >= 0, terms.terms[term].occurrences >= threshold else { continue }
      if significant == 0 || position - last > gap + 1 {
        start = position
        significant = 0
      }
      significant += 1
      last = position
      best = max(best, Float(significant * significant) / Float(position - start + 1))
    }
    return best
  }
}
