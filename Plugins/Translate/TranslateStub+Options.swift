public import Minwal

extension TranslateStub {
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
    @Option("What to make units of.") public var of: [TranslatedPart] = [.summary]
    @Option("What to put into the targets. None of it is a translation.") public var fill = Fill.none
    @Option("A file of terms with a comma, a semicolon or a tab between source and target. Needed by fill: glossary.")
    public var glossary: InputFile? = nil
    @Option("What may precede a glossary term within a word.") public var prefixes = TermPrefixes.none

    public init() {}

    public func validate(_ problems: inout OptionProblems) {
      UnitMaker.validate(of: of, from: from, to: to, &problems)
      switch fill {
      case .glossary where glossary == nil:
        problems.error("fill", "'fill: glossary' needs the option 'glossary'", notes: ["glossary: terms.csv"])
      case .none where glossary != nil:
        problems.warning("glossary", "'glossary' has no effect without 'fill: glossary'")
      case .pseudo where glossary != nil:
        problems.warning("glossary", "'glossary' has no effect with 'fill: pseudo'")
      default: break
      }
      if prefixes != .none, fill != .glossary {
        problems.warning("prefixes", "'prefixes' has no effect without 'fill: glossary'")
      }
    }
  }
}
