import Minwal
import MinwalRecipe

/// Takes batches through the whole chain, with one document that it fills again and again.
struct Worker: BatchWorker {
  private var chain: Chain
  private var microBatch: MicroBatch
  private var reader: DocumentReader
  private var document = Document()
  private let stopsOnError: Bool
  private let limitsTime: Bool
  private let recorder: FlightRecorder?
  /// How many bytes of records each exporter made of the batch before; the next one will make about as many.
  private var usual: [Int]

  /// Creates a worker.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - recorder: Where to note what is in hand, if the process may die of it.
  init(_ recipe: Recipe, _ recorder: FlightRecorder? = nil) {
    chain = Chain(recipe.steps, language: recipe.language, notesDropped: recipe.dropped != nil, recorder)
    microBatch = MicroBatch(for: chain)
    reader = DocumentReader(recipe, recorder)
    stopsOnError = recipe.onError == .stop
    limitsTime = recipe.limits?.timeout != nil
    self.recorder = recorder
    usual = Array(repeating: 0, count: chain.outputCount)
    if recipe.steps.exporters.contains(where: \.wantsTrace) { document.startTracing() }
  }

  /// Runs all documents of a batch.
  mutating func run(_ batch: borrowing RawBatch) -> BatchResult {
    microBatch.goesAlone = limitsTime || batch.documentsGoAlone
    // Each part for itself, since the chain is used while the reader is being changed.
    var result = BatchResult(stages: chain.count, exporters: chain.outputCount)
    result.number = batch.number
    result.end = batch.end
    for index in usual.indices {
      result.records[index].bytes = RecordMemory.take()
      result.records[index].bytes.reserve(usual[index])
    }
    Self.run(batch, &reader, &document, &chain, &microBatch, stopsOnError: stopsOnError, recorder, &result)
    // A huge document says nothing about those behind it.
    usual = result.records.map { min($0.bytes.count * 5 / 4, 1 << 20) }
    return result
  }

  private static func run(
    _ batch: borrowing RawBatch, _ reader: inout DocumentReader, _ document: inout Document, _ chain: inout Chain,
    _ microBatch: inout MicroBatch, stopsOnError: Bool, _ recorder: FlightRecorder?, _ result: inout BatchResult
  ) {
    var books = CountKeeper(stopsOnError: stopsOnError)
    let firstIndex = batch.firstIndex
    let wholeChain = 0..<chain.count
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      guard result.failure == nil else { return }
      if microBatch.isNeeded {
        microBatch.take(&document, arrival, bytes, place: document.index - firstIndex, &chain, &result.stages)
        if microBatch.isFull { finish(&microBatch, &chain, &books, &result, recorder) }
        return
      }
      books.begin(result)
      var documentProgress = ConditionFilter.DocumentProgress()
      let outcome =
        arrival.failure.map { .failed(stage: nil, $0) }
        ?? chain.process(&document, wholeChain, &documentProgress, &result.stages, &result.records)
      books.enter(document.id, document.index, arrival, bytes, outcome, documentProgress.spent, &result)
    }
    finish(&microBatch, &chain, &books, &result, recorder)
  }

  /// Takes the documents of a micro-batch to their ends.
  private static func finish(
    _ microBatch: inout MicroBatch, _ chain: inout Chain, _ books: inout CountKeeper, _ result: inout BatchResult,
    _ recorder: FlightRecorder?
  ) {
    let rest = ((chain.batchSteps.last ?? -1) + 1)..<chain.count
    // Out of the way, so that it can be changed while the micro-batch has the stages' books.
    var stages: [StageStatistics] = []
    swap(&stages, &result.stages)
    microBatch.finish(&chain, recorder, &stages) { entry, chain, stages in
      guard result.failure == nil else { return }
      books.begin(result)
      for index in entry.records.indices { result.records[index].append(entry.records[index]) }
      let outcome =
        entry.outcome ?? chain.process(&entry.document, rest, &entry.documentProgress, &stages, &result.records)
      books.enter(
        entry.id, entry.index, entry.arrival, entry.input.span, outcome, entry.documentProgress.spent, &result)
    }
    swap(&stages, &result.stages)
  }

  /// Enters what became of documents into the result of their batch.
  private struct CountKeeper {
    let stopsOnError: Bool
    /// How much each exporter had before the document at hand.
    private var marks: [(bytes: Int, count: Int, ends: Int)] = []

    init(stopsOnError: Bool) { self.stopsOnError = stopsOnError }

    /// Notes how much there is before a document.
    mutating func begin(_ result: borrowing BatchResult) {
      marks.removeAll(keepingCapacity: true)
      for index in result.records.indices {
        marks.append(
          (result.records[index].bytes.count, result.records[index].count, result.records[index].ends.count))
      }
    }

    /// Enters a document.
    func enter(
      _ id: String, _ index: Int, _ arrival: ReadOutcome, _ bytes: Span<UInt8>, _ outcome: Chain.Outcome,
      _ spent: UInt64, _ result: inout BatchResult
    ) {
      if case .failed(_, let error) = outcome, error.endsRun {
        // It is no document's fault: this one is done by the run that goes on.
        takeBackRecords(&result)
        result.failure = error
        return
      }
      result.counts.read += 1
      result.ids.append(id)
      result.counts.bytes += bytes.count
      result.notable.largest.add(id: id, index: index, value: bytes.count)
      if arrival.replacements > 0 {
        result.counts.repaired += 1
        result.counts.replacements += arrival.replacements
        result.notable.mostRepaired.add(id: id, index: index, value: arrival.replacements)
      }
      if arrival.failure == nil { result.notable.slowest.add(id: id, index: index, value: Int(spent)) }
      switch outcome {
      case .passed, .passedWithout: result.counts.exported += 1
      case .dropped: result.counts.dropped += 1
      case .failed(let stage, let error):
        takeBackRecords(&result)
        result.counts.quarantined += 1
        var kept: ByteBuffer?
        if arrival.hasInput {
          kept = ByteBuffer()
          kept?.append(bytes)
        }
        result.quarantined.append(
          QuarantinedDocument(
            id: id, index: index, place: arrival.place, input: kept, reader: arrival.reader, preamble: arrival.preamble,
            isUTF8: arrival.isUTF8, stage: stage, error: error))
        if stopsOnError { result.failure = StageError(error.code, "\(arrival.place): \(error.message)") }
      }
    }

    /// A document that failed leaves nothing behind, not even what an exporter in mid-chain has made of it.
    private func takeBackRecords(_ result: inout BatchResult) {
      for (index, mark) in marks.enumerated() {
        result.records[index].bytes.truncate(to: mark.bytes)
        result.records[index].count = mark.count
        result.records[index].ends.removeSubrange(mark.ends...)
      }
    }
  }
}
