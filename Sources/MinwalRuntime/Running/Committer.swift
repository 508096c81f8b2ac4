import Minwal
import MinwalRecipe

/// Takes the batches' results in the order of the input, writes their records, and keeps the counts.
struct Committer: Committing {
  private(set) var counts = DocumentCounts()
  private(set) var stages: [StageStatistics]
  private(set) var notable = NotableDocuments()
  private(set) var failures = FailureTally()
  private(set) var failure: (any Error)?
  /// Whether a batch came that was interrupted. It and all that follow are left to the run that goes on.
  private var isCut = false
  /// How many records each output has taken.
  private(set) var written: [Int]
  /// How many records these are, where a document may have several.
  private(set) var rows: [Int]
  /// The place among the stages of the last exporter.
  private let lastExporter: Int?
  /// How many outputs are exporters'; another is for what is dropped.
  private let exporterCount: Int
  private var outputs: [any RecordSink]
  private var quarantine: Quarantine
  /// Finds ids that come more than once; `nil` if no one wants to know.
  private(set) var ids: IDRegister?
  /// Where in the input the next batch begins.
  private var position = SourcePosition()
  private var keeper: CheckpointKeeper?
  private let events: RunEventReport?
  /// The documents of the quarantine that are tried again, one a batch; `nil` if this is not a retry.
  private let retrying: [QuarantineEntry]?
  /// How many of them came, and the names of those that leave the quarantine.
  private var retried = 0
  private var settled: [String] = []

  /// Creates a committer.
  ///
  /// - Parameters:
  ///   - steps: The recipe's stages.
  ///   - outputs: Where the records of its exporters go.
  ///   - quarantine: Where documents go that failed.
  ///   - ids: Finds ids that come more than once.
  ///   - keeper: Who keeps the journal; `nil` if this run cannot be resumed.
  ///   - checkpoint: How far an earlier run was.
  ///   - entries: The documents of the quarantine that are tried again.
  ///   - events: Gets documents that failed, and checkpoints.
  init(
    _ steps: [Recipe.Step], outputs: [any RecordSink], quarantine: Quarantine, ids: IDRegister? = nil,
    keeper: CheckpointKeeper? = nil, resuming checkpoint: Checkpoint? = nil, retrying entries: [QuarantineEntry]? = nil,
    events: RunEventReport? = nil
  ) {
    self.stages = checkpoint?.stages ?? Array(repeating: StageStatistics(), count: steps.count)
    lastExporter = steps.lastIndex { $0.made.exporter != nil }
    exporterCount = steps.exporters.count
    self.outputs = outputs
    self.quarantine = quarantine
    self.ids = ids
    self.keeper = keeper
    self.events = events
    retrying = entries
    settled = checkpoint?.settled ?? []
    written = checkpoint?.outputs.map(\.records) ?? outputs.map { _ in 0 }
    rows = checkpoint?.outputs.map(\.rows) ?? outputs.map { _ in 0 }
    if let checkpoint {
      counts = checkpoint.counts
      notable = checkpoint.notable
      // Of documents that are tried again, what they fail of now counts.
      if entries == nil { failures = checkpoint.failures }
      position = checkpoint.position
    }
  }

  /// Writes the next batch's result. After a failure nothing more is written.
  mutating func commit(_ result: BatchResult) {
    guard failure == nil, !isCut else { return }
    if (result.failure as? StageError)?.isInterruption == true {
      isCut = true
      return
    }
    do {
      for index in outputs.indices {
        try outputs[index].append(result.records[index])
        written[index] += result.records[index].count
        rows[index] += result.records[index].records
      }
      if let entry = retrying?[result.number] {
        try settle(entry, result)
      } else {
        for document in result.quarantined { try quarantine.add(document) }
      }
      for document in result.quarantined { failures.add(document) }
      if let events { for document in result.quarantined { events(.quarantined(document)) } }
      try ids?.take(result.ids)
      counts.merge(result.counts)
      for index in stages.indices { stages[index].merge(result.stages[index]) }
      notable.merge(result.notable)
      if retrying == nil { position = result.end }
      failure = result.failure
      if failure == nil, keeper?.isDue == true { try checkpoint(.running) }
    } catch {
      failure = error
    }
    for records in result.records { RecordMemory.giveBack(records.bytes) }
  }

  mutating func takeWork() -> [SinkWork] {
    // The usual sinks have none, and then nothing is allocated.
    var work: [SinkWork] = []
    for index in outputs.indices { work += outputs[index].takeWork() }
    return work
  }

  /// Takes a document out of the counts, since it is counted again now, and out of the quarantine unless it failed
  /// again.
  private mutating func settle(_ entry: QuarantineEntry, _ result: BatchResult) throws(FileSystem.Failure) {
    retried += 1
    counts.subtract(result.counts)
    if var document = result.quarantined.first {
      // A record that cannot be read does not tell its id: it keeps the one it had.
      (document.id, document.place) = (entry.id, entry.place)
      // What could not be had again says nothing new about the document, and the old error stays.
      let wasTried = document.stage != nil || document.error.code != .unreadableInput
      if wasTried || entry.code == .unreadableInput { try quarantine.replace(document, entry) }
    } else {
      settled.append(entry.name)
    }
  }

  /// The document counts do not add up.
  struct Imbalance: Error { var description: String }

  /// Compares the counts with what was seen from outside of the batches that were counted. If they do not balance, that
  /// is a failure.
  ///
  /// - Parameter handedOut: How many documents the input gave.
  mutating func balance(handedOut: Int) {
    guard failure == nil, !isCut else { return }
    let cameBack = retrying == nil ? counts.read : retried
    if cameBack != handedOut {
      failure = Imbalance(description: "\(handedOut) documents were handed out and \(cameBack) came back")
    } else if !counts.balances {
      failure = Imbalance(description: "the documents' ends do not add up to those read")
    } else if let lastExporter, let last = written.prefix(exporterCount).last {
      // A document that was exported has a record in the last output, unless the last exporter was not for it; then it
      // has one in another.
      let elsewhere = min(stages[lastExporter].skipped, written.prefix(exporterCount - 1).reduce(0, +))
      if last + elsewhere < counts.exported {
        failure = Imbalance(
          description: "\(counts.exported) documents were exported and \(last + elsewhere) records written")
      }
    }
  }

  /// Makes what was written so far durable, and notes in the journal how far that is.
  ///
  /// - Throws: What keeps an output from being durable; the last checkpoint stands.
  mutating func checkpoint(_ phase: Checkpoint.Phase) throws {
    guard let identity = keeper?.identity else { return }
    let began = MonotonicClock.seconds()
    var positions: [SinkProgress] = []
    for index in outputs.indices {
      guard let position = try outputs[index].commit() else {
        keeper = nil
        return
      }
      positions.append(SinkProgress(records: written[index], rows: rows[index], position: position))
    }
    try keeper?.save(
      Checkpoint(
        phase: phase, identity: identity, position: position, counts: counts, stages: stages, notable: notable,
        failures: failures, outputs: positions, quarantine: quarantine.commit(),
        ids: ids?.commit() ?? IDRegister.Position(), settled: settled), began: began)
    events?(.checkpoint(documents: counts.read, bytes: counts.bytes))
  }

  /// Makes the outputs appear.
  mutating func finish() {
    guard failure == nil else { return }
    do {
      // The last checkpoint but one: from here on an output may be in its place or not.
      try checkpoint(.publishing)
      for index in outputs.indices { try outputs[index].finish() }
      try quarantine.remove(settled)
      try keeper?.finish(quarantine.commit())
      ids?.finish()
    } catch {
      failure = error
    }
  }

  /// What each output has written, as far as it can tell.
  var files: [WrittenFiles] { outputs.map(\.files) }

  /// Whether another run can resume what this one has done.
  var canBeResumed: Bool { keeper?.hasSaved == true }

  /// Ends all outputs without a trace, so that what is in their places stays, and forgets that there was a run.
  mutating func discard() {
    for index in outputs.indices {
      // What was dropped says why nothing was exported.
      if index < exporterCount { outputs[index].discard() } else { try? outputs[index].finish() }
    }
    keeper?.forget()
    keeper = nil
  }

  /// Ends all outputs that did not appear, and says what there is of them.
  mutating func abandon() -> [String] {
    // A run that cannot go on is left where it stands: after a failed write it is not known what was written.
    if failure == nil, retrying == nil { try? checkpoint(.running) }
    return outputs.indices.compactMap { outputs[$0].abandon() }
  }
}
