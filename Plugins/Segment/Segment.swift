public import Minwal

/// Finds the sentences or paragraphs of a text.
public struct Segment: Stage {
  /// What a text is divided into.
  public enum Unit: String, OptionChoice {
    case sentences
    case paragraphs

    public var help: String {
      switch self {
      case .sentences: "Sentences: Unicode's rules (UAX #29), and what is known about the language."
      case .paragraphs: "Paragraphs: what line breaks separate, as line-breaks says."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("What the text is divided into.") public var unit = Unit.sentences
    @Option("The text's language, overriding documents and recipe; detected if none of them says it.")
    public var language: Language? = nil
    @Option("What a line break in the text means.") public var lineBreaks = LineBreaks.sentence
    @Option("More abbreviations, after which no sentence ends.") public var abbreviations: [String] = []
    @Option("The longest piece; a longer one is cut at the last space that fits.", unit: "bytes", in: 40...1_000_000)
    public var maxLength: Int? = nil
    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      guard unit == .paragraphs else { return }
      for option in ["language", "abbreviations"] where problems.isGiven(option) {
        problems.warning(option, "'\(option)' has no effect with unit: paragraphs")
      }
    }
  }

  public static let spec = StageSpec(
    "segment", "Finds the sentences or paragraphs of a text.",
    discussion: """
      Sentences follow Unicode's rules (UAX #29), tailored by what the language's file says about abbreviations, \
      ordinals and quotations; a space that got lost behind a full stop is made up for. Nothing in the text changes: \
      the result is the layer 'sentences' or 'paragraphs', without the white space around each piece.
      """,
    gives: [.sentences], examples: examples, resources: LanguageFile.resources)

  public static func flow(with options: Options) -> StageFlow {
    StageFlow(gives: [options.unit == .sentences ? .sentences : .paragraphs])
  }

  private let options: Options
  private let recipeLanguage: Language?
  /// One for each language that this worker has met.
  private var splitters: [Language: SentenceSplitter] = [:]
  private var pieces = TextRanges()

  public init(_ options: Options, _ context: StageContext) throws {
    self.options = options
    recipeLanguage = context.language
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    pieces.removeAll()
    switch options.unit {
    case .sentences:
      splitter(for: document).split(document.text, into: &pieces)
      limitLength(in: document.text)
      document.update(Sentences.self) { layer, _ in swap(&layer.ranges, &pieces) }
    case .paragraphs:
      ParagraphSplitter(lineBreaks: options.lineBreaks).split(document.text, into: &pieces)
      limitLength(in: document.text)
      document.update(Paragraphs.self) { layer, _ in swap(&layer.ranges, &pieces) }
    }
    return .keep
  }

  private mutating func splitter(for document: Document) -> SentenceSplitter {
    let language = document.language(chosen: options.language, recipe: recipeLanguage) ?? .undetermined
    if let known = splitters[language] { return known }
    var rules = LanguageFile.rules(for: language)
    rules.add(abbreviations: options.abbreviations)
    let made = SentenceSplitter(rules: rules, lineBreaks: options.lineBreaks)
    splitters[language] = made
    return made
  }

  private mutating func limitLength(in text: Text) {
    guard let limit = options.maxLength else { return }
    pieces = LengthLimit(bytes: limit).cut(pieces, in: text)
  }
}

/// What a line break in a text means.
public enum LineBreaks: String, OptionChoice {
  case sentence
  case paragraph
  case space

  public var help: String {
    switch self {
    case .sentence: "The end of a sentence and paragraph: text with a paragraph on each line, as scraped text has."
    case .paragraph: "A space, but an empty line ends a sentence and paragraph: text wrapped to a fixed width."
    case .space: "A space, always."
    }
  }
}

extension Plugin {
  /// The stage `segment`.
  public static let segment = Plugin("segment", [.stage(Segment.self)])
}
