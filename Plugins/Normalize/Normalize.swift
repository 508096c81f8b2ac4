public import Minwal

/// Brings text into one form: Unicode's, and for Arabic the spelling that reading or an index wants.
public struct Normalize: Stage {
  public static let spec = StageSpec(
    "normalize", "Brings characters, spaces and spelling into one form.",
    discussion: """
      A profile sets all options; each option given departs from it. `minimal` changes what is invisible. `arabic` is \
      for text that people read: it decodes references such as `&nbsp;`, tidies spaces and blank lines, takes the \
      stretching out of words and makes letters of presentation forms, but keeps every letter and vowel mark, since أن \
      is not ان and عَلَّم is not عِلْم. `search` folds all that spellings differ by, for an index; no one should have to \
      read its output.

      Some options go by the language: that of the option, else of the document, else of the recipe, else the one that \
      the text looks like. In Persian, Urdu, Central Kurdish, Uyghur and Pashto `arabic` gives kaf, yeh and heh the code \
      points of that language, so that كتاب علي is کتاب علی; in Turkish and Azeri `case: fold` makes ı of I and i of İ. \
      Short texts hardly look like any language: declare it.

      Normalizing twice is the same as normalizing once. The title is normalized too.

      Unicode \(UnicodeNormalization.version).
      """,
    changesText: true, reasons: Cause.reasons, isIdempotent: true, examples: examples)

  private var chain: NormalizationChain

  public init(_ options: Options, _ context: StageContext) throws {
    chain = NormalizationChain(Settings(options), declared: options.language, recipe: context.language)
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    try chain.normalize(&document)
    if let title = document.title {
      var line = NormalizedLine(title)
      try chain.normalize(&line)
      document.title = String(line.text)
    }
    return .keep
  }
}

extension Plugin {
  public static let normalize = Plugin("normalize", [.stage(Normalize.self)])
}
