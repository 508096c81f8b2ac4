import Minwal
import MinwalRecipe

/// The stages of a recipe, or its first ones, ready to take documents: the one place where a document goes through a
/// stage, in a run, a survey, a trial or a test. Each worker has its own copy of every stage.
struct Chain {
  private var steps: [StageType.Instance]
  private let names: [String]
  private let gate: ConditionFilter
  /// For each step, how many exporters come before it.
  private let exportersBefore: [Int]
  /// For each exporter, whether its sink must know where records end.
  private let needsEnds: [Bool]
  /// For each step, whether a document that it fails on goes on as it was.
  private let goesOn: [Bool]
  /// The places of stages that take several documents at a time.
  let batchSteps: [Int]
  /// The place of the records of documents that are dropped; `nil` if no one wants them.
  private let dropped: Int?
  /// Whether exporters write their records; in a survey they do not.
  private let exports: Bool
  /// Where to note which stage has the document, if the process may die of it.
  private let recorder: FlightRecorder?

  /// Copies the stages of some steps, from the first on.
  ///
  /// - Parameters:
  ///   - steps: The steps.
  ///   - language: The recipe's language.
  ///   - isWhole: Whether a document that gets through without having met an exporter's condition is dropped.
  ///   - exports: Whether exporters write their records.
  ///   - notesDropped: Whether documents that are dropped have records too.
  ///   - recorder: Where to note which stage has the document.
  init(
    _ steps: some Collection<Recipe.Step>, language: Language?, isWhole: Bool = true, exports: Bool = true,
    notesDropped: Bool = false, _ recorder: FlightRecorder? = nil
  ) {
    let instances = steps.map { $0.made }
    self.steps = instances
    names = steps.map(\.name)
    gate = ConditionFilter(steps, language: language, exports: isWhole)
    let exporters = instances.map { $0.exporter }
    needsEnds = exporters.compactMap { $0?.needsRecordEnds }
    exportersBefore = exporters.indices.map { index in exporters[..<index].count { $0 != nil } }
    batchSteps = instances.indices.filter { instances[$0].batch != nil }
    goesOn = steps.map { $0.onError == .goOn && $0.made.exporter == nil }
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
    /// The stage failed, and the document goes on as it was before.
    case passedWithout(StageError)
    case dropped(Reason)
    /// `stage` is `nil` if it could not be read.
    case failed(stage: String?, StageError)

    /// Whether the document goes on.
    var goesOn: Bool {
      switch self {
      case .passed, .passedWithout: true
      case .dropped, .failed: false
      }
    }
  }

  /// Takes a document through some stages.
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
    _ stages: inout [StageStatistics], _ records: inout [Records]
  ) -> Outcome {
    let began = MonotonicClock.nanoseconds()
    var start = began
    defer { documentProgress.spent += start - began }
    for index in range {
      recorder?.enter(stage: index)
      switch admits(document, at: index, &documentProgress, &stages[index], &records) {
      case .enters: break
      case .skips: continue
      case .isDropped(let reason): return .dropped(reason)
      }
      let outcome = take(&document, through: index, since: &start, &stages[index], &records)
      guard outcome.goesOn else { return outcome }
    }
    return .passed
  }

  // MARK: A stage

  /// Decides whether a document goes through a stage, and counts it if it does not.
  func admits(
    _ document: Document, at index: Int, _ documentProgress: inout ConditionFilter.DocumentProgress,
    _ statistics: inout StageStatistics, _ records: inout [Records]
  ) -> ConditionFilter.Admission {
    let admission = gate.admits(document, at: index, &documentProgress)
    switch admission {
    case .enters: break
    case .skips: statistics.skipped += 1
    case .isDropped(let reason):
      statistics.documentsIn += 1
      drop(document, at: index, reason, &statistics, &records)
    }
    return admission
  }

  /// Takes a document through a stage that it has been admitted to.
  ///
  /// - Parameters:
  ///   - document: The document.
  ///   - index: The stage's place.
  ///   - start: When the stage before was done; then when this one is.
  ///   - statistics: Gets what the stage did.
  ///   - records: Get what an exporter makes of it.
  /// - Returns: What became of it.
  mutating func take(
    _ document: inout Document, through index: Int, since start: inout UInt64, _ statistics: inout StageStatistics,
    _ records: inout [Records]
  ) -> Outcome {
    if goesOn[index] { return takeAlone(&document, through: index, since: &start, &statistics, &records) }
    enter(&document, index, &statistics)
    // The stage counts straight into the counts of the batch.
    document.exchangeTally(&statistics.changes)
    var result = Result<Verdict, any Error>.success(.keep)
    do {
      result = .success(try ask(&document, index, &records))
    } catch {
      result = .failure(error)
    }
    document.exchangeTally(&statistics.changes)
    if let problem = document.takeLayerProblem(), case .success = result { result = .failure(problem) }
    let end = MonotonicClock.nanoseconds()
    statistics.took(end - start)
    start = end
    return settle(&document, index, result, before: nil, &statistics, &records)
  }

  /// Takes a document through a stage that it may have to forget: as one of several, which are kept until it is clear
  /// whether the stage fails.
  private mutating func takeAlone(
    _ document: inout Document, through index: Int, since start: inout UInt64, _ statistics: inout StageStatistics,
    _ records: inout [Records]
  ) -> Outcome {
    var documents = [Document()]
    var all: [[Records]] = [[]]
    swap(&documents[0], &document)
    swap(&all[0], &records)
    let outcome = take(&documents, through: index, &statistics, &all).outcomes[0]
    swap(&documents[0], &document)
    swap(&all[0], &records)
    start = MonotonicClock.nanoseconds()
    return outcome
  }

  /// Takes documents that have been admitted through a stage, at once if it takes several. Each is charged its part of
  /// the time.
  ///
  /// - Parameters:
  ///   - documents: The documents, as many as the stage takes.
  ///   - index: The stage's place.
  ///   - statistics: Gets what the stage did.
  ///   - records: Get a record of each that is dropped; one element for each document.
  /// - Returns: What became of each, and the time that each was charged.
  mutating func take(
    _ documents: inout [Document], through index: Int, _ statistics: inout StageStatistics,
    _ records: inout [[Records]]
  ) -> (outcomes: [Outcome], spent: UInt64) {
    recorder?.enter(stage: index, together: documents.count)
    let start = MonotonicClock.nanoseconds()
    let before = goesOn[index] ? documents : []
    for place in documents.indices { enter(&documents[place], index, &statistics) }
    let results = StageType.Instance.verdicts(of: &steps[index], on: &documents)
    let spent = (MonotonicClock.nanoseconds() - start) / UInt64(documents.count)
    let outcomes = documents.indices.map { place -> Outcome in
      statistics.took(spent)
      var tally = ReasonTally()
      documents[place].exchangeTally(&tally)
      var result = results[place]
      if let problem = documents[place].takeLayerProblem(), case .success = result { result = .failure(problem) }
      let outcome = settle(
        &documents[place], index, result, before: before.isEmpty ? nil : before[place], &statistics, &records[place])
      // What a stage did before it failed is undone if the document goes on.
      if case .passedWithout = outcome { return outcome }
      statistics.changes.merge(tally)
      return outcome
    }
    return (outcomes, spent)
  }

  private func enter(_ document: inout Document, _ index: Int, _ statistics: inout StageStatistics) {
    statistics.documentsIn += 1
    if document.isTraced { document.enter(stage: names[index]) }
  }

  /// Has the stage do its work. It is taken out and put back, so that its scratch memory is changed in place and not
  /// copied.
  private mutating func ask(_ document: inout Document, _ index: Int, _ records: inout [Records]) throws -> Verdict {
    switch steps[index] {
    case .stage(var stage):
      steps[index] = .stage(Placeholder())
      defer { steps[index] = .stage(stage) }
      return try stage.process(&document)
    case .batch:
      var documents = [Document()]
      swap(&documents[0], &document)
      defer { swap(&documents[0], &document) }
      return try StageType.Instance.verdicts(of: &steps[index], on: &documents)[0].get()
    case .exporter where !exports: return .keep
    case .exporter(var stage):
      steps[index] = .stage(Placeholder())
      defer { steps[index] = .exporter(stage) }
      let exporter = exportersBefore[index]
      try stage.render(document, into: &records[exporter].bytes)
      records[exporter].count += 1
      records[exporter].records += stage.recordCount(of: document)
      if needsEnds[exporter] {
        records[exporter].ends.append(
          Records.End(id: document.id, end: records[exporter].bytes.count, group: stage.fileGroup(of: document)))
      }
      return .keep
    }
  }

  /// Counts what a stage has decided. `before` is the document as it was, if it goes on with that where the stage has
  /// failed.
  private func settle(
    _ document: inout Document, _ index: Int, _ result: Result<Verdict, any Error>, before: Document?,
    _ statistics: inout StageStatistics, _ records: inout [Records]
  ) -> Outcome {
    switch result {
    case .success(.keep):
      statistics.documentsOut += 1
      return .passed
    case .success(.drop(let reason)):
      drop(document, at: index, reason, &statistics, &records)
      return .dropped(reason)
    case .failure(let error):
      let failure = StageError(wrapping: error)
      if let before, !failure.endsRun {
        document = before
        statistics.documentsOut += 1
        statistics.passedWithout.add(name: failure.code.rawValue, 1)
        return .passedWithout(failure)
      }
      statistics.quarantined += 1
      return .failed(stage: names[index], failure)
    }
  }

  private func drop(
    _ document: Document, at index: Int, _ reason: Reason, _ statistics: inout StageStatistics,
    _ records: inout [Records]
  ) {
    statistics.drops.add(reason)
    guard let dropped else { return }
    DroppedDocuments.write(document, stage: names[index], reason: reason.name, into: &records[dropped])
  }

  // MARK: About stages

  /// Whether a document that has passed meets the condition of a stage that follows.
  func isMet(_ condition: Condition?, by document: Document, _ documentProgress: inout ConditionFilter.DocumentProgress)
    -> Bool
  {
    condition.map { gate.isMet($0, by: document, &documentProgress) } ?? true
  }

  /// How many documents a stage takes at a time; `nil` if it is none of ``batchSteps``.
  func limit(ofBatchStep index: Int) -> BatchLimit? { steps[index].batch?.limit }
}

/// Stands where a stage was taken out.
private struct Placeholder: Stage {
  static let spec = StageSpec("placeholder", "Does nothing.")
  init() {}
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

extension StageType.Instance {
  /// Asks a stage, which is taken out meanwhile and put back. There is always an answer for each document.
  fileprivate static func verdicts(
    of step: inout StageType.Instance, on documents: inout [Document]
  ) -> [Result<Verdict, any Error>] {
    if case .stage(var stage) = step {
      step = .stage(Placeholder())
      defer { step = .stage(stage) }
      return documents.indices.map { place in Result { try stage.process(&documents[place]) } }
    }
    guard case .batch(var stage) = step else { return documents.map { _ in .success(.keep) } }
    step = .stage(Placeholder())
    defer { step = .batch(stage) }
    let count = documents.count
    do {
      let verdicts = try stage.process(&documents)
      guard verdicts.count == count, documents.count == count else {
        throw StageError(
          .stageFailed, "the stage got \(count) documents and gave \(verdicts.count) verdicts on \(documents.count)")
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
  var exporters: [any Exporter] { compactMap(\.made.exporter) }
}

extension Recipe.Step {
  /// Whether the stage takes several documents at a time.
  var takesBatches: Bool { made.batch != nil }
}
