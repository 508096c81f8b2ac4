import Minwal

/// Drops short documents and calms the others: the stage that 'minwal new' writes, to be made into yours.
struct TemplateStage: Stage {
  struct Options: StageOptions {
    @Option("The fewest bytes that a document must have.", unit: "bytes", in: 0...1_000_000) var minBytes = 10
    @Option("Whether a run of exclamation marks becomes one.") var calm = true

    init() {}

    /// Rules that concern several options; spelling, types and ranges are checked already.
    func validate(_ problems: inout OptionProblems) {
      if minBytes == 0 && !calm { problems.warning("calm", "with these options, the stage does nothing") }
    }
  }

  static let short = Reason("short", "The document has fewer bytes than min-bytes.")
  static let shouting = Reason("shouting", "An exclamation mark after another.")

  static let spec = StageSpec(
    "template-stage", "Drops short documents and calms the others.",
    changesText: true, reasons: [short, shouting],
    examples: [
      StageExample("One exclamation mark is enough.", input: "Stop that!!! Now!\n"),
      StageExample("A document that is too short.", options: ["min-bytes": 20], input: "Hello.\n"),
    ])

  private let options: Options

  init(_ options: Options, _ context: StageContext) { self.options = options }

  mutating func process(_ document: inout Document) throws -> Verdict {
    if document.text.count < options.minBytes { return .drop(Self.short) }
    guard options.calm else { return .keep }
    try document.edit { editor in
      let text = editor.source
      var position = 0
      while let mark = text.span.firstIndex(of: UInt8(ascii: "!"), from: position) {
        position = mark + 1
        while position < text.count, text.span[position] == UInt8(ascii: "!") { position += 1 }
        editor.keep(upTo: mark + 1)
        editor.remove(upTo: position, Self.shouting)
      }
    }
    return .keep
  }
}
