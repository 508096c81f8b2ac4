public import Minwal

extension Plugin {
  /// Units for translators to fill in.
  public static let translateStub = Plugin("translate-stub", [.stage(TranslateStub.self)])
}

/// Makes the units that a translator will fill in. It does not translate.
public struct TranslateStub: TranslatingStage {
  public static let spec = StageSpec(
    "translate-stub", "Makes units for a translator to fill in; it does not translate.",
    discussion: """
      This stage stands where a translation service or a person will: it decides what is to be translated, gives each \
      piece an identifier, and can fill in terms of a glossary or a pseudo-translation for trying things out. Neither \
      is a translation.

      A unit's identifier is made of the document's id, the part, the target language and the source text, so it stays \
      the same from run to run and when other parts of the document change. A text that comes again in a document gets \
      `-2`, `-3` and so on.

      With `fill: glossary` each longest term that begins and ends at a word's boundary is replaced; case, Arabic vowel \
      signs, tatweel and forms of alef do not matter, and of entries that differ in them alone the one spelled like the \
      text is preferred. A unit that is one term as a whole, white space aside, is `translated`. One with some terms \
      replaced has a target to start from but stays `initial`, as does one that is pseudo-translated; one without terms \
      has no target.

      A glossary is CSV (RFC 4180) in UTF-8: source and target. If its first row is a header with the columns `source` \
      and `target`, they may be anywhere and others are ignored. Lines that start with `#` are comments.

      The source language is that of the option, else of the document, else of the recipe, else the one that the text \
      looks like. The stage may come several times, for several target languages.
      """,
    needs: [.summary], gives: [.units], examples: examples)

  public static func flow(with options: Options) -> StageFlow {
    var needs: [LayerID] = []
    // A summary is a list of sentences, so it needs both.
    if options.of.contains(.summary) || options.of.contains(.sentences) { needs.append(.sentences) }
    if options.of.contains(.summary) { needs.append(.summary) }
    return StageFlow(needs: needs, gives: [.units])
  }

  private let options: Options
  private let recipeLanguage: Language?
  public var translator: (any Translator)?
  private var units: [TranslationUnit] = []
  private var identifiers = UnitIdentifiers()

  public init(_ options: Options, _ context: StageContext) throws {
    if options.from == nil && context.language == options.to {
      throw Diagnostic(
        .conflictingOptions, "stage 'translate-stub' is to translate to '\(options.to)', the recipe's own language",
        notes: ["change 'to', or say 'from' if the documents are in another language"])
    }
    self.options = options
    recipeLanguage = context.language
    switch options.fill {
    case .none: translator = nil
    case .pseudo: translator = PseudoTranslator()
    case .glossary:
      guard let file = options.glossary else { break }
      translator = GlossaryTranslator(try Glossary(csv: context.contents(of: file), file: file.written))
    }
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    units.removeAll(keepingCapacity: true)
    let source = document.language(chosen: options.from, recipe: recipeLanguage) ?? .undetermined
    identifiers.start(
      document: document.id, target: options.to, taken: document[TranslationUnits.self]?.units ?? [])
    for part in options.of {
      part.forEachText(of: document) { text, range in
        var unit = TranslationUnit(
          id: identifiers.next(for: text, of: part.rawValue), source: text, from: source, to: options.to)
        unit.origin = range.flatMap(document.origin)
        units.append(unit)
      }
    }
    try translator?.translate(&units)
    document.update(TranslationUnits.self) { layer, _ in
      if layer.units.isEmpty { swap(&layer.units, &units) } else { layer.units.append(contentsOf: units) }
    }
    return .keep
  }
}

extension TranslateStub.Part {
  /// Hands out the texts of a part in the document's order, and where each lies in the document's text.
  fileprivate func forEachText(of document: Document, _ body: (String, Range<Int>?) -> Void) {
    switch self {
    case .title:
      if let title = document.title, !title.isEmpty { body(title, nil) }
    case .summary:
      for range in document[Summary.self]?.ranges ?? TextRanges() { body(document.text.string(in: range), range) }
    case .sentences:
      for range in document[Sentences.self]?.ranges ?? TextRanges() { body(document.text.string(in: range), range) }
    }
  }
}
