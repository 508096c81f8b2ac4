public import Minwal

extension TranslateStub {
  /// A part of a document that can be translated.
  public enum Part: String, OptionChoice {
    case sentences
    case summary
    case title

    public var help: String {
      switch self {
      case .sentences: "Each sentence."
      case .summary: "Each sentence of the summary."
      case .title: "The title, if the document has one."
      }
    }
  }

  /// What goes into the targets.
  public enum Fill: String, OptionChoice {
    case none
    case glossary
    case pseudo

    public var help: String {
      switch self {
      case .none: "Nothing: all units wait for a translator."
      case .glossary: "The source with the glossary's terms replaced."
      case .pseudo: "The source with accents, in brackets and longer, to find out what breaks before translators start."
      }
    }
  }

  public struct Options: StageOptions {
    @Option("The language to translate to.") public var to: Language
    @Option("The language of the documents; unless given, each document's own.") public var from: Language? = nil
    @Option("What to make units of.") public var of: [Part] = [.summary]
    @Option("What to put into the targets. None of it is a translation.") public var fill = Fill.none
    @Option("A CSV file of terms: source, target. Needed by fill: glossary.") public var glossary: InputFile? = nil

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      if let from, from == to {
        problems.error("to", "'to' and 'from' are the same language, '\(to)'")
      }
      if of.isEmpty {
        problems.error("of", "'of' is empty, so there would be no units", notes: ["write for example: of: [summary]"])
      }
      for (index, part) in of.enumerated() where of[..<index].contains(part) {
        problems.error("of", "'of' names '\(part.rawValue)' twice")
      }
      switch fill {
      case .glossary where glossary == nil:
        problems.error("fill", "'fill: glossary' needs the option 'glossary'", notes: ["glossary: terms.csv"])
      case .none where glossary != nil:
        problems.warning("glossary", "'glossary' has no effect without 'fill: glossary'")
      case .pseudo where glossary != nil:
        problems.warning("glossary", "'glossary' has no effect with 'fill: pseudo'")
      default: break
      }
    }
  }
}
