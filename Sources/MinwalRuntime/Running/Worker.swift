import Minwal
import MinwalRecipe

/// Takes batches through the whole chain.
struct Worker: BatchWorker {
  private var driver: DocumentDriver
  private let stopsOnError: Bool
  /// How many bytes of records each exporter made of the batch before; the next one will make about as many.
  private var usual: [Int]

  /// Creates a worker.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - recorder: Where to note what is in hand, if the process may die of it.
  init(_ recipe: Recipe, _ recorder: FlightRecorder? = nil) {
    let chain = Chain(recipe.steps, language: recipe.language, notesDropped: recipe.dropped != nil, recorder)
    driver = DocumentDriver(chain, recipe, recorder)
    stopsOnError = recipe.onError == .stop
    usual = Array(repeating: 0, count: chain.outputCount)
    if recipe.steps.exporters.contains(where: \.wantsTrace) { driver.startTracing() }
  }

  /// Runs all documents of a batch.
  mutating func run(_ batch: borrowing RawBatch) -> BatchResult {
    var keeper = CountKeeper(
      result: BatchResult(stages: driver.stageCount, exporters: driver.outputCount), stopsOnError: stopsOnError)
    keeper.result.number = batch.number
    keeper.result.end = batch.end
    // Out of the result, which is changed while the chain fills them.
    var stages: [StageStatistics] = []
    var records: [Records] = []
    swap(&stages, &keeper.result.stages)
    swap(&records, &keeper.result.records)
    for index in usual.indices {
      records[index].bytes = RecordMemory.take()
      records[index].bytes.reserve(usual[index])
    }
    driver.run(batch, &stages, &records, &keeper)
    // A huge document says nothing about those behind it.
    usual = records.map { min($0.bytes.count * 5 / 4, 1 << 20) }
    keeper.result.stages = stages
    keeper.result.records = records
    return keeper.result
  }

  /// Enters what became of documents into the result of their batch.
  private struct CountKeeper: DocumentResults {
    var result: BatchResult
    let stopsOnError: Bool
    /// How much each exporter had before the document at hand.
    private var marks: [(bytes: Int, count: Int, records: Int, ends: Int)] = []

    init(result: BatchResult, stopsOnError: Bool) {
      self.result = result
      self.stopsOnError = stopsOnError
    }

    var isOver: Bool { result.failure != nil }

    mutating func begin(_ records: [Records]) {
      marks.removeAll(keepingCapacity: true)
      for index in records.indices {
        marks.append(
          (records[index].bytes.count, records[index].count, records[index].records, records[index].ends.count))
      }
    }

    mutating func take(
      _ end: inout DocumentEnd, of document: Document, _ bytes: Span<UInt8>, _ chain: Chain,
      _ records: inout [Records]
    ) {
      if case .failed(_, let error) = end.outcome, error.endsRun {
        // It is no document's fault: this one is done by the run that goes on.
        takeBack(&records)
        result.failure = error
        return
      }
      let (id, index, arrival) = (end.id, end.index, end.arrival)
      result.counts.read += 1
      result.ids.append(id)
      result.counts.bytes += bytes.count
      result.notable.largest.add(id: id, index: index, value: bytes.count)
      if arrival.replacements > 0 {
        result.counts.repaired += 1
        result.counts.replacements += arrival.replacements
        result.notable.mostRepaired.add(id: id, index: index, value: arrival.replacements)
      }
      if arrival.failure == nil { result.notable.slowest.add(id: id, index: index, value: Int(end.progress.spent)) }
      switch end.outcome {
      case .passed, .passedWithout: result.counts.exported += 1
      case .dropped: result.counts.dropped += 1
      case .failed(let stage, let error):
        takeBack(&records)
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
    private func takeBack(_ records: inout [Records]) {
      for (index, mark) in marks.enumerated() {
        records[index].bytes.truncate(to: mark.bytes)
        records[index].count = mark.count
        records[index].records = mark.records
        records[index].ends.removeSubrange(mark.ends...)
      }
    }
  }
}
