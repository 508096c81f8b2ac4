public import Minwal

extension Summarize {
  /// How sentences are ranked.
  public enum Method: String, OptionChoice {
    case lead
    case luhn
    case textrank
    case lexrank
    case blend

    public var help: String {
      switch self {
      case .lead: "The first sentences."
      case .luhn: "Sentences with clusters of the document's frequent words (Luhn 1958)."
      case .textrank: "Sentences that share words with many others (TextRank, Mihalcea and Tarau 2004)."
      case .lexrank: "Sentences that are like many others by weighted words (continuous LexRank, Erkan and Radev 2004)."
      case .blend:
        "The square of the place times the sum of LexRank, length twice, and likeness to the title, if there is one."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("How sentences are ranked.") public var method = Method.blend
    @Option("How many sentences to choose; the default, unless ratio or words says otherwise.", in: 1...10_000)
    public var sentences = 3
    @Option("Which share of the sentences to choose, rounded; one at least.", in: 0.001...1)
    public var ratio: Double? = nil
    @Option("How many words to choose at most; the best sentence is chosen even if longer.", in: 1...1_000_000)
    public var words: Int? = nil
    @Option("How like a better sentence one may be, by cosine; 1 allows everything.", in: 0...1)
    public var redundancy = 0.7
    @Option("Words that a sentence should have; a shorter one is chosen after all others.", in: 0...100)
    public var minWords = 4
    @Option("The language of the documents, for stop words and endings; unless given, each document's own.")
    public var language: Language? = nil
    @Option("A file of stop words in place of the built-in ones: one a line, '#' starts a comment.")
    public var stopWords: InputFile? = nil

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      let budgets = ["sentences", "ratio", "words"].filter(problems.isGiven)
      for second in budgets.dropFirst() {
        problems.error(
          second, "'\(second)' and '\(budgets[0])' both say how much to choose",
          notes: ["give only one of 'sentences', 'ratio' and 'words'"])
      }
      if method == .lead && redundancy == 1 && problems.isGiven("stop-words") {
        problems.warning("stop-words", "'stop-words' has no effect with method: lead and redundancy: 1")
      }
    }
  }
}
