public import Minwal

/// Brings text into one form: Unicode's, and for Arabic the spelling that reading or an index wants.
public struct Normalize: Stage {
  public static let spec = StageSpec(
    "normalize", "Brings characters, spaces and spelling into one form.",
    discussion: """
      A profile sets all options; each option given departs from it. `minimal` changes what nobody sees. `arabic` is \
      for text that people read: it tidies spaces and blank lines, takes the stretching out of words and makes letters \
      of presentation forms, but keeps every letter and vowel mark, since أن is not ان and عَلَّم is not عِلْم. `search` \
      folds all that spellings differ by, for an index; nobody should have to read its output.

      Normalizing twice is the same as normalizing once. The title is normalized too.

      Unicode \(UnicodeNormalization.version).
      """,
    changesText: true, reasons: Cause.reasons, isIdempotent: true, examples: examples)

  private var scalars: ScalarPass
  /// Unless all tatweels go, which folding does.
  private let tatweels: TatweelPass?
  private let joiners: JoinerPass?
  private let layout: LayoutPass
  private let context: ContextPass

  public init(_ options: Options, _ context: StageContext) throws {
    let settings = Settings(options)
    let plan = ScalarPlan(settings)
    scalars = ScalarPass(plan)
    tatweels = settings.tatweel == .unstretch ? TatweelPass(plan) : nil
    joiners = settings.zeroWidth == .remove ? JoinerPass(plan) : nil
    layout = LayoutPass(settings)
    self.context = ContextPass(settings)
  }

  public mutating func process(_ document: inout Document) throws -> Verdict {
    try scalars.apply(to: &document)
    if var tatweels, TatweelPass.tatweel(in: document.text.span, from: 0) != nil {
      try tatweels.apply(to: &document)
      if tatweels.movedMark { try scalars.apply(to: &document) }
    }
    if scalars.sawJoiner, var joiners { try joiners.apply(to: &document) }
    if layout.isNeeded {
      var layout = layout
      try layout.apply(to: &document)
    }
    if context.isNeeded {
      var context = context
      try context.apply(to: &document)
    }
    if let title = document.title { document.title = normalized(title) }
    return .keep
  }

  /// The same for a line of text beside the document's.
  private mutating func normalized(_ line: String) -> String {
    var text = Text(line)
    Self.rewrite(&text, by: &scalars)
    if var tatweels {
      Self.rewrite(&text, by: &tatweels)
      if tatweels.movedMark { Self.rewrite(&text, by: &scalars) }
    }
    if scalars.sawJoiner, var joiners { Self.rewrite(&text, by: &joiners) }
    var layout = layout
    Self.rewrite(&text, by: &layout)
    var context = context
    Self.rewrite(&text, by: &context)
    return String(text)
  }

  private static func rewrite(_ text: inout Text, by pass: inout some Pass) {
    var result = Text()
    var tally = ReasonTally()
    if result.withUncheckedBuffer({ pass.rewrite(text, into: &$0, &tally) }) { text = result }
  }
}

extension Plugin {
  public static let normalize = Plugin("normalize", [.stage(Normalize.self)])
}
