public import Minwal

extension Plugin {
  /// Units to translate, and what translates them.
  public static let translate = Plugin(
    "translate", [.batch(Translate.self), .stage(TranslateStub.self)],
    explanations: [
      Explanation(
        error: .notTranslated, "A unit of the document was not translated.",
        "The engine refused it, also when it was asked again, or has not answered for it; the message has what it said, and "
          + "names the unit. The document is kept as it was: 'minwal retry RECIPE' tries it again, for example after the "
          + "service is back or its limits are raised."),
      Explanation(
        error: .unknownLanguage, "The language of the document is not known, and the engine must be told.",
        "Give the stage the option 'from', or the recipe 'language'; or have the input say it ('language-field')."),
    ])
}

extension StageError.Code {
  static let notTranslated = Self("not-translated")
  static let unknownLanguage = Self("unknown-language")
}

/// Makes the units that a translator will fill in. It does not translate.
public struct TranslateStub: Stage, TranslatingStage {
  public static let spec = StageSpec(
    "translate-stub", "Makes units for a translator to fill in; it does not translate.",
    discussion: """
      This stage stands where a translation service or a person will: it decides what is to be translated, gives each \
      piece an identifier, and can fill in terms of a glossary or a pseudo-translation for trying things out. Neither \
      is a translation.

      A unit's identifier is made of the document's id, the part, the target language and the source text, so it stays \
      the same from run to run and when other parts of the document change. A text that comes again in a document gets \
      `-2`, `-3` and so on.

      A title that is also the first sentence is one unit.

      With `fill: glossary` each longest term that begins and ends at a word's boundary is replaced; case (in Turkish and \
      Azeri with ı and i apart), Arabic vowel signs, tatweel, forms of alef, Persian and Urdu forms of kaf, yeh and heh, \
      and kinds of apostrophes do not matter, and of entries that differ in them alone the one spelled like the text is \
      preferred. Addresses, placeholders, tags and code stay as they are. A unit that is one term as a whole, white space \
      aside, is `translated`. One with some terms replaced has a target to start from but stays `initial`, as does one \
      that is pseudo-translated; one without terms has no target.

      A glossary is a table in UTF-8 with commas (CSV, RFC 4180), semicolons or tabs between its columns: source and \
      target. If its first row is a header with the columns `source` and `target`, they may be anywhere and others are \
      ignored. Lines that start with `#` are comments.

      The source language is that of the option, else of the document, else of the recipe, else the one that the text \
      looks like. The stage may come several times, for several target languages.
      """,
    needs: [.summary], gives: [.units], examples: examples)

  public static func flow(with options: Options) -> StageFlow { UnitMaker.flow(options.of) }

  public var translator: (any Translator)?
  private var units: [TranslationUnit] = []
  private var maker: UnitMaker

  public init(_ options: Options, _ context: StageContext) throws {
    if options.from == nil && context.language == options.to {
      throw Diagnostic(
        .conflictingOptions, "stage 'translate-stub' is to translate to '\(options.to)', the recipe's own language",
        notes: ["change 'to', or say 'from' if the documents are in another language"])
    }
    maker = UnitMaker(of: options.of, from: options.from, to: options.to, recipeLanguage: context.language)
    switch options.fill {
    case .none: translator = nil
    case .pseudo: translator = PseudoTranslator()
    case .glossary:
      guard let file = options.glossary else { break }
      let glossary = try Glossary(csv: context.contents(of: file), file: file.written)
      translator = GlossaryTranslator(glossary, prefixes: options.prefixes)
    }
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    units.removeAll(keepingCapacity: true)
    maker.makeUnits(of: document, into: &units)
    try translator?.translate(&units)
    document.update(TranslationUnits.self) { layer, _ in
      if layer.units.isEmpty { swap(&layer.units, &units) } else { layer.units.append(contentsOf: units) }
    }
    return .keep
  }
}
