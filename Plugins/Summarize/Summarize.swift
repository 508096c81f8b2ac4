public import Minwal

extension Plugin {
  /// Summaries made of a document's own sentences.
  public static let summarize = Plugin("summarize", [.stage(Summarize.self)])
}

/// Picks the sentences that say most about a document.
public struct Summarize: Stage {
  public static let spec = StageSpec(
    "summarize", "Picks the sentences that say most about a document.",
    discussion: """
      The summary is extractive: sentences of the document as they are, in the document's order. `blend`, the default, \
      multiplies the square of a sentence's place (1 at the beginning, 0 at the end) with what speaks for it: its LexRank \
      centrality, twice its length up to 20 words, and, if there is a title, how much of it the sentence repeats, each \
      from 0 to 1.

      How much is chosen is one of `sentences`, `ratio` and `words`. Sentences without letters and the title itself \
      are not chosen, and sentences shorter than `min-words` only after all others, as long as there are others. \
      A sentence that is more like a better one than `redundancy` allows is passed over. A document with no more \
      sentences than asked for is its own summary, but for those.

      Words are compared without case, vowel signs and common endings; stop words do not count. Both follow the \
      language: that of the option, else of the document, else of the recipe, else the one that the text looks like. In \
      scripts without spaces, pairs of characters stand for words. \
      A document of more than 1,000 sentences is ranked in sections of 256, so that time stays in proportion to size; \
      likenesses are then looked for within a section. Of a sentence only the first 1,024 words are read.
      """,
    needs: [.sentences], gives: [.summary], examples: examples, resources: { LanguageProfile.resources() })

  /// More sentences than this are ranked in sections.
  static let longestWhole = 1000
  static let sectionLength = 256

  private let options: Options
  private let recipeLanguage: Language?
  /// The stop words that the recipe gives.
  private let ownStopWords: Text?
  /// The languages that this worker has met, and a ranker for each.
  private var languages: [Language] = []
  private var rankers: [SentenceRanker] = []
  private var title = Text()
  private var ranks: [SentenceRanker.Rank] = []
  private var chosen: [Int] = []

  public init(_ options: Options, _ context: StageContext) throws {
    self.options = options
    recipeLanguage = context.language
    ownStopWords = try options.stopWords.map { try context.contents(of: $0) }
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    let sentences = document[Sentences.self]?.ranges ?? TextRanges()
    let language = rankerIndex(for: document)
    title.clear()
    if let headline = document.title { title.append(headline) }
    ranks.removeAll(keepingCapacity: true)
    let length = sentences.count > Self.longestWhole ? Self.sectionLength : Self.longestWhole
    for start in stride(from: 0, to: sentences.count, by: length) {
      rankers[language].rank(
        start..<min(start + length, sentences.count), of: sentences, in: document.text, title: title, into: &ranks)
    }
    choose()
    document.update(Summary.self) { summary, _ in
      summary.clear()
      for index in chosen { summary.ranges.append(sentences[index]) }
    }
    return .keep
  }

  /// Where the ranker for a document's language is in ``rankers``; made if it is the first of that language.
  private mutating func rankerIndex(for document: Document) -> Int {
    let named = document.language(chosen: options.language, recipe: recipeLanguage)
    if let named, let known = languages.firstIndex(of: named) { return known }
    // Languages that nothing is known about are one, so that however many there are, there are few rankers.
    let language = named.flatMap { LanguageProfile.isBuiltIn($0) ? $0 : nil } ?? .undetermined
    if let known = languages.firstIndex(of: language) { return known }
    let profile: LanguageProfile
    if let ownStopWords {
      profile = LanguageProfile(language, stopWords: ownStopWords.span)
    } else {
      let list = LanguageProfile.builtIn(language)
      profile = LanguageProfile(language, stopWords: list.span)
    }
    languages.append(language)
    rankers.append(
      SentenceRanker(profile, options.method, redundancy: options.redundancy, minimumWords: options.minWords))
    return rankers.count - 1
  }

  /// Fills ``chosen`` with the best of ``ranks``, in the document's order.
  private mutating func choose() {
    chosen.removeAll(keepingCapacity: true)
    let hasSubstance = ranks.contains { $0.standing == .eligible || $0.standing == .short }
    for index in ranks.indices {
      switch ranks[index].standing {
      case .eligible, .short: chosen.append(index)
      case .empty where !hasSubstance: chosen.append(index)
      case .empty, .redundant: break
      }
    }
    let ranks = ranks
    chosen.sort { ranks[$0].isBetter(than: ranks[$1]) ?? ($0 < $1) }
    if let words = options.words {
      takeFitting(words)
    } else {
      let wanted = options.ratio.map { Int((Double(ranks.count) * $0).rounded()) } ?? options.sentences
      chosen.removeLast(max(0, chosen.count - max(1, wanted)))
    }
    chosen.sort()
  }

  /// Keeps the best sentences that fit into a budget of words; the best one even if it does not.
  private mutating func takeFitting(_ budget: Int) {
    var left = budget
    var isFirst = true
    let ranks = ranks
    chosen.removeAll { index in
      let fits = ranks[index].words <= left
      defer { isFirst = false }
      guard fits || isFirst else { return true }
      left -= ranks[index].words
      return false
    }
  }
}
