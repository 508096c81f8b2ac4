import Minwal
import MinwalRecipe

/// What takes note of what becomes of documents.
protocol DocumentResults {
  /// Whether nothing more is to be done.
  var isOver: Bool { get }

  /// A document is about to have records.
  mutating func begin(_ records: [Records])

  /// A document has come to its end.
  ///
  /// - Parameters:
  ///   - end: What became of it.
  ///   - document: The document, as it is then.
  ///   - bytes: The bytes that it was read from.
  ///   - chain: The chain that it came through.
  ///   - records: The records of all documents so far.
  mutating func take(
    _ end: inout DocumentEnd, of document: Document, _ bytes: Span<UInt8>, _ chain: Chain, _ records: inout [Records])
}

/// What became of a document.
struct DocumentEnd {
  let id: String
  let index: Int
  let arrival: ReadOutcome
  let outcome: Chain.Outcome
  var progress: ConditionFilter.DocumentProgress
}

/// Takes the documents of batches through a chain, one after another into the same document, or several together where a
/// stage takes several. Each worker has one.
struct DocumentDriver {
  private var chain: Chain
  private var microBatch: MicroBatch
  private var reader: DocumentReader
  private var document = Document()
  private let limitsTime: Bool
  private let recorder: FlightRecorder?

  /// How many stages the chain has.
  var stageCount: Int { chain.count }
  /// How many exporters have records.
  var outputCount: Int { chain.outputCount }

  /// Creates a driver.
  ///
  /// - Parameters:
  ///   - chain: The chain.
  ///   - recipe: The recipe that it is of.
  ///   - recorder: Where to note what is in hand, if the process may die of it.
  init(_ chain: Chain, _ recipe: Recipe, _ recorder: FlightRecorder?) {
    self.chain = chain
    microBatch = MicroBatch(for: chain)
    reader = DocumentReader(recipe, recorder)
    limitsTime = recipe.limits?.timeout != nil
    self.recorder = recorder
  }

  /// Has documents note what changes them.
  mutating func startTracing() { document.startTracing() }

  /// Takes all documents of a batch to their ends.
  ///
  /// - Parameters:
  ///   - batch: The batch.
  ///   - stages: Gets what each stage did.
  ///   - records: Gets the records of each exporter.
  ///   - results: Gets what became of each document, in order.
  mutating func run(
    _ batch: borrowing RawBatch, _ stages: inout [StageStatistics], _ records: inout [Records],
    _ results: inout some DocumentResults
  ) {
    microBatch.goesAlone = limitsTime || batch.documentsGoAlone
    // Each part for itself, since the chain is used while the reader is being changed.
    Self.run(batch, &reader, &document, &chain, &microBatch, recorder, &stages, &records, &results)
  }

  private static func run(
    _ batch: borrowing RawBatch, _ reader: inout DocumentReader, _ document: inout Document, _ chain: inout Chain,
    _ microBatch: inout MicroBatch, _ recorder: FlightRecorder?, _ stages: inout [StageStatistics],
    _ records: inout [Records], _ results: inout some DocumentResults
  ) {
    let firstIndex = batch.firstIndex
    let wholeChain = 0..<chain.count
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      guard !results.isOver else { return }
      if microBatch.isNeeded {
        microBatch.take(&document, arrival, bytes, place: document.index - firstIndex, &chain, &stages)
        if microBatch.isFull { finish(&microBatch, &chain, recorder, &stages, &records, &results) }
        return
      }
      results.begin(records)
      var progress = ConditionFilter.DocumentProgress()
      let outcome =
        arrival.failure.map { .failed(stage: nil, $0) }
        ?? chain.process(&document, wholeChain, &progress, &stages, &records)
      var end = DocumentEnd(
        id: document.id, index: document.index, arrival: arrival, outcome: outcome, progress: progress)
      results.take(&end, of: document, bytes, chain, &records)
    }
    finish(&microBatch, &chain, recorder, &stages, &records, &results)
  }

  /// Takes the documents of a micro-batch to their ends.
  private static func finish(
    _ microBatch: inout MicroBatch, _ chain: inout Chain, _ recorder: FlightRecorder?,
    _ stages: inout [StageStatistics], _ records: inout [Records], _ results: inout some DocumentResults
  ) {
    let rest = ((chain.batchSteps.last ?? -1) + 1)..<chain.count
    microBatch.finish(&chain, recorder, &stages) { entry, chain, stages in
      guard !results.isOver else { return }
      results.begin(records)
      for index in entry.records.indices { records[index].append(entry.records[index]) }
      let outcome =
        entry.outcome ?? chain.process(&entry.document, rest, &entry.documentProgress, &stages, &records)
      var end = DocumentEnd(
        id: entry.id, index: entry.index, arrival: entry.arrival, outcome: outcome, progress: entry.documentProgress)
      results.take(&end, of: entry.document, entry.input.span, chain, &records)
    }
  }
}
