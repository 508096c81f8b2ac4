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
    /// Why the stage failed, if the document went on as it was before.
    public var failure: StageError?
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
  /// Where in its file it begins, if it is a record.
  public let position: Place.Position?
  /// The bytes of the file or line.
  public let input: ByteBuffer
  /// Malformed sequences that became U+FFFD.
  public let replacements: Int
  /// Reading, then the stages that the document got to.
  public private(set) var steps: [Step]
  /// What became of it in the last of the steps.
  public private(set) var outcome: Outcome

  /// Takes a document that was just read, and is traced, through the chain of some steps.
  init(
    _ document: Document, _ arrival: ReadOutcome, _ input: Span<UInt8>, _ recipeSteps: [Recipe.Step],
    _ chain: inout Chain
  ) {
    place = arrival.place.description
    line = arrival.place.line
    position = arrival.place.position
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
    for (index, step) in recipeSteps.enumerated() {
      guard case .kept = outcome else { break }
      take(&document, through: step, at: index, &chain, &documentProgress)
    }
  }

  private mutating func take(
    _ document: inout Document, through recipeStep: Recipe.Step, at index: Int, _ chain: inout Chain,
    _ documentProgress: inout ConditionFilter.DocumentProgress
  ) {
    var step = Step(name: recipeStep.name, title: recipeStep.title, document: document)
    var statistics = StageStatistics()
    var records = Array(repeating: Records(), count: chain.outputCount)
    var start: UInt64 = 0
    switch chain.admits(document, at: index, &documentProgress, &statistics, &records) {
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
    switch chain.take(&document, through: index, since: &start, &statistics, &records) {
    case .passed: break
    case .passedWithout(let error): step.failure = error
    case .dropped(let reason): outcome = .dropped(reason)
    case .failed(_, let error): outcome = .failed(error)
    }
    if let exporter = recipeStep.made.exporter {
      step.destination = exporter.destination
      step.record = records.first { $0.count > 0 }.map { $0.bytes.dropping(exporter.separator) }
    }
    step.reasons = statistics.changes
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

extension ByteBuffer {
  /// A record without what separates it from others, of which it needs nothing alone.
  fileprivate func dropping(_ separator: String) -> ByteBuffer {
    if separator.isEmpty { return self }
    var alone = ByteBuffer()
    alone.append(span.extracting(min(separator.utf8.count, count)..<count))
    return alone
  }
}
