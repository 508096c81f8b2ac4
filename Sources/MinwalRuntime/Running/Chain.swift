import Minwal
import MinwalRecipe

/// The stages of a recipe, or its first ones, ready to take documents. Each worker has its own copy of every stage.
struct Chain {
  private var steps: [StageType.Instance]
  private let names: [String]
  private let gate: ConditionFilter
  /// For each step, how many exporters come before it.
  private let exportersBefore: [Int]
  /// For each exporter, whether its sink must know where records end.
  private let needsEnds: [Bool]
  /// The places of stages that take several documents at a time.
  let batchSteps: [Int]
  /// The place of the records of documents that are dropped; `nil` if no one wants them.
  private let dropped: Int?
  /// Whether exporters write their records; in a survey they do not.
  private let exports: Bool
  /// Where to note which stage has the document, if the process may die of it.
  private let recorder: FlightRecorder?

  /// Copies the stages of some steps, from the first on.
  init(
    _ steps: ArraySlice<Recipe.Step>, language: Language?, exports: Bool = true, notesDropped: Bool = false,
    _ recorder: FlightRecorder? = nil
  ) {
    self.steps = steps.map(\.made)
    names = steps.map(\.name)
    gate = ConditionFilter(steps, language: language, exports: exports)
    needsEnds = steps.exporters.map(\.needsRecordEnds)
    batchSteps = steps.indices.filter { steps[$0].takesBatches }
    exportersBefore = steps.indices.map { steps[..<$0].exporters.count }
    self.exports = exports
    dropped = exports && notesDropped ? needsEnds.count : nil
    self.recorder = recorder
  }

  var count: Int { steps.count }
  /// How many kinds of records there are: each exporter's, and those of what is dropped.
  var outputCount: Int { needsEnds.count + (dropped == nil ? 0 : 1) }

  /// What became of a document.
  enum Outcome {
    case passed
    case dropped
    /// `stage` is `nil` if it could not be read.
    case failed(stage: String?, StageError)
  }

  /// Takes a document through stages that take one at a time.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - range: The stages, by their places.
  ///   - documentProgress: What is remembered of the document.
  ///   - stages: Gets what each stage did.
  ///   - records: Get what exporters make of it.
  /// - Returns: What became of it.
  mutating func process(
    _ document: inout Document, _ range: Range<Int>, _ documentProgress: inout ConditionFilter.DocumentProgress,
    _ stages: inout [StageStatistics],
    _ records: inout [Records]
  ) -> Outcome {
    let began = MonotonicClock.nanoseconds()
    var start = began
    defer { documentProgress.spent += start - began }
    for index in range {
      recorder?.enter(stage: index)
      switch gate.admits(document, at: index, &documentProgress) {
      case .enters: break
      case .skips:
        stages[index].skipped += 1
        continue
      case .isDropped(let reason):
        stages[index].documentsIn += 1
        drop(document, index, reason, &stages, &records)
        return .dropped
      }
      stages[index].documentsIn += 1
      var verdict = Verdict.keep
      if document.isTraced { document.enter(stage: names[index]) }
      // The stage counts straight into the counts of the batch.
      document.exchangeTally(&stages[index].changes)
      defer { document.exchangeTally(&stages[index].changes) }
      do {
        switch steps[index] {
        case .stage(var stage):
          // Taken out and put back, so that its scratch memory is changed in place and not copied.
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .stage(stage) }
          verdict = try stage.process(&document)
        case .batch: preconditionFailure("a stage that takes several documents is asked by itself")
        case .exporter where !exports: break
        case .exporter(var stage):
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .exporter(stage) }
          let exporter = exportersBefore[index]
          try stage.render(document, into: &records[exporter].bytes)
          records[exporter].count += 1
          if needsEnds[exporter] {
            records[exporter].ends.append(
              Records.End(
                id: document.id, end: records[exporter].bytes.count, group: stage.fileGroup(of: document)))
          }
        }
      } catch {
        let end = MonotonicClock.nanoseconds()
        stages[index].took(end - start)
        start = end
        stages[index].quarantined += 1
        return .failed(stage: names[index], StageError(wrapping: error))
      }
      let end = MonotonicClock.nanoseconds()
      stages[index].took(end - start)
      start = end
      if case .drop(let reason) = verdict {
        drop(document, index, reason, &stages, &records)
        return .dropped
      }
      stages[index].documentsOut += 1
    }
    return .passed
  }

  private func drop(
    _ document: Document, _ index: Int, _ reason: Reason, _ stages: inout [StageStatistics], _ records: inout [Records]
  ) {
    stages[index].drops.add(reason)
    guard let dropped else { return }
    DroppedDocuments.write(document, stage: names[index], reason: reason.name, into: &records[dropped])
  }

  // MARK: Conditions

  /// Whether a document goes through a stage that takes several at a time; counts it if it passes the stage by.
  func admits(
    _ document: Document, toBatchStep index: Int, _ documentProgress: inout ConditionFilter.DocumentProgress,
    _ stages: inout [StageStatistics]
  ) -> Bool {
    if case .enters = gate.admits(document, at: index, &documentProgress) { return true }
    stages[index].skipped += 1
    return false
  }

  /// Whether a document that has passed meets the condition of a stage that follows.
  func isMet(_ condition: Condition?, by document: Document, _ documentProgress: inout ConditionFilter.DocumentProgress)
    -> Bool
  {
    condition.map { gate.isMet($0, by: document, &documentProgress) } ?? true
  }

  // MARK: Several documents at a time

  /// How many documents a stage takes at a time; `nil` if it is none of ``batchSteps``.
  func limit(ofBatchStep index: Int) -> BatchLimit? {
    if case .batch(let stage) = steps[index] { stage.limit } else { nil }
  }

  /// Hands documents to a stage that takes several at a time. Each is charged its part of the time.
  ///
  /// - Parameters:
  ///   - documents: The documents, as many as the stage takes.
  ///   - index: The stage's place.
  ///   - stages: Gets what the stage did.
  ///   - note: Gets the place of each one that is dropped, the stage and the reason, if that is wanted.
  /// - Returns: What became of each, and the time that each was charged.
  mutating func process(
    _ documents: inout [Document], batchStep index: Int, _ stages: inout [StageStatistics],
    _ note: (Int, Document, String, Reason) -> Void
  ) -> (outcomes: [Outcome], spent: UInt64) {
    recorder?.enter(stage: index, together: documents.count)
    let count = documents.count
    let start = MonotonicClock.nanoseconds()
    for place in documents.indices where documents[place].isTraced { documents[place].enter(stage: names[index]) }
    let verdicts = StageType.Instance.verdicts(of: &steps[index], on: &documents)
    let spent = (MonotonicClock.nanoseconds() - start) / UInt64(count)
    let outcomes = documents.indices.map { place -> Outcome in
      stages[index].documentsIn += 1
      stages[index].took(spent)
      var tally = ReasonTally()
      documents[place].exchangeTally(&tally)
      stages[index].changes.merge(tally)
      switch verdicts[place] {
      case .success(.keep):
        stages[index].documentsOut += 1
        return .passed
      case .success(.drop(let reason)):
        stages[index].drops.add(reason)
        if dropped != nil { note(place, documents[place], names[index], reason) }
        return .dropped
      case .failure(let error):
        stages[index].quarantined += 1
        return .failed(stage: names[index], StageError(wrapping: error))
      }
    }
    return (outcomes, spent)
  }
}

/// Stands where a stage was taken out.
private struct Placeholder: Stage {
  static let spec = StageSpec("placeholder", "Does nothing.")
  init() {}
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

extension StageType.Instance {
  /// Asks a batch stage, which is taken out meanwhile and put back. There is always an answer for each document.
  static func verdicts(
    of step: inout StageType.Instance, on documents: inout [Document]
  ) -> [Result<Verdict, any Error>] {
    guard case .batch(var stage) = step else { preconditionFailure("only batch stages take several documents") }
    step = .stage(Placeholder())
    defer { step = .batch(stage) }
    let count = documents.count
    do {
      let verdicts = try stage.process(&documents)
      guard verdicts.count == count, documents.count == count else {
        throw StageError(
          "stage-failed", "the stage got \(count) documents and gave \(verdicts.count) verdicts on \(documents.count)")
      }
      return verdicts
    } catch {
      // A stage that loses documents is not to upset the counts.
      while documents.count < count { documents.append(Document()) }
      documents.removeSubrange(count...)
      return Array(repeating: .failure(error), count: count)
    }
  }
}

extension Sequence where Element == Recipe.Step {
  /// The exporters among the steps, in order.
  var exporters: [any Exporter] {
    compactMap { step in
      if case .exporter(let exporter) = step.made { exporter } else { nil }
    }
  }
}

extension Recipe.Step {
  /// Whether the stage takes several documents at a time.
  var takesBatches: Bool { if case .batch = made { true } else { false } }
}
