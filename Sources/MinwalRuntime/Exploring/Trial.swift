public import Minwal
public import MinwalRecipe

/// One document's way through a recipe: what it was after each step, and what the step changed. Nothing is written.
public struct Trial: Sendable {
  /// Reading, or a stage.
  public struct Step: Sendable {
    /// The stage's name, or `EditTrace.reading`.
    public var name: String
    /// What a person is shown: the name, and the program of a stage that runs one.
    public var title: String
    /// The document afterwards.
    public var document: Document
    /// What was changed in the text; of the first step, in the bytes of the input.
    public var changes = EditTrace.Pass()
    /// How often the stage gave each reason for a change.
    public var reasons = ReasonTally()
    /// What an exporter would write.
    public var record: ByteBuffer?
    /// Where an exporter would write it.
    public var destination: Destination?
    /// The stage's condition, if the document does not meet it, so that the stage did nothing.
    public var unmet: Condition?
  }

  /// What became of the document.
  public enum Outcome: Sendable {
    case kept
    case dropped(Reason)
    case failed(StageError)
  }

  /// Where the document lies: a file, or a file and a line.
  public let place: String
  /// The line of the file that it begins in, if it is a record.
  public let line: Int?
  /// The bytes of the file or line.
  public let input: ByteBuffer
  /// Malformed sequences that became U+FFFD.
  public let replacements: Int
  /// Reading, then the stages that the document got to.
  public private(set) var steps: [Step]
  /// What became of it in the last of the steps.
  public private(set) var outcome: Outcome

  /// Takes a document that was just read, and is traced, through some steps.
  init(
    _ document: Document, _ arrival: ReadOutcome, _ input: Span<UInt8>, _ recipe: inout [Recipe.Step],
    _ gate: ConditionFilter
  ) {
    place = arrival.place.description
    line = arrival.place.line
    replacements = arrival.replacements
    var bytes = ByteBuffer()
    bytes.append(input)
    self.input = bytes
    steps = [
      Step(
        name: EditTrace.reading, title: EditTrace.reading, document: document,
        changes: EditTrace.Pass(joining: document.trace?.passes[...] ?? [])
      )
    ]
    outcome = arrival.failure.map(Outcome.failed) ?? .kept
    var document = document
    var documentProgress = ConditionFilter.DocumentProgress()
    for index in recipe.indices {
      guard case .kept = outcome else { break }
      take(&document, through: &recipe[index], at: index, gate, &documentProgress)
    }
  }

  private mutating func take(
    _ document: inout Document, through recipeStep: inout Recipe.Step, at index: Int, _ gate: ConditionFilter,
    _ documentProgress: inout ConditionFilter.DocumentProgress
  ) {
    var step = Step(name: recipeStep.name, title: recipeStep.title, document: document)
    switch gate.admits(document, at: index, &documentProgress) {
    case .enters: break
    case .isDropped(let reason):
      outcome = .dropped(reason)
      fallthrough
    case .skips:
      step.unmet = recipeStep.condition
      steps.append(step)
      return
    }
    let earlier = document.trace?.passes.count ?? 0
    document.enter(stage: recipeStep.name)
    document.exchangeTally(&step.reasons)
    do {
      switch recipeStep.made {
      case .stage(var stage):
        if case .drop(let reason) = try stage.process(&document) { outcome = .dropped(reason) }
      case .batch:
        var documents = [document]
        let verdicts = StageType.Instance.verdicts(of: &recipeStep.made, on: &documents)
        document = documents[0]
        if case .drop(let reason) = try verdicts[0].get() { outcome = .dropped(reason) }
      case .exporter(var exporter):
        var record = ByteBuffer()
        step.destination = exporter.destination
        try exporter.render(document, into: &record)
        // Alone, a record needs nothing that separates it from others.
        if !exporter.separator.isEmpty {
          var alone = ByteBuffer()
          alone.append(record.span.extracting(min(exporter.separator.utf8.count, record.count)..<record.count))
          record = alone
        }
        step.record = record
      }
    } catch {
      outcome = .failed(StageError(wrapping: error))
    }
    document.exchangeTally(&step.reasons)
    step.document = document
    step.changes = EditTrace.Pass(joining: document.trace?.passes.dropFirst(earlier) ?? [])
    steps.append(step)
  }

  /// The bytes that a step found.
  public func source(of step: Int) -> ByteBuffer { step == 0 ? input : steps[step - 1].document.text.buffer }

  /// Everything that changed between the input and a step's text, as one pass.
  public func changes(through step: Int) -> EditTrace.Pass {
    steps[...step].reduce(EditTrace.Pass()) { $0.followed(by: $1.changes) }
  }
}

extension EditTrace.Pass {
  /// Several passes, one over what the other has left, as one.
  init(joining passes: ArraySlice<EditTrace.Pass>) {
    self = passes.reduce(EditTrace.Pass()) { $0.edits.isEmpty ? $1 : $0.followed(by: $1) }
  }
}
