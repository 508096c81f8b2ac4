import Minwal
import MinwalRecipe

/// Takes batches through the whole chain, with one document that it fills again and again.
struct Worker: BatchWorker {
  private var chain: Chain
  private var reader: DocumentReader
  private var document = Document()
  private let stopsOnError: Bool

  /// Creates a worker.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - input: How documents are read.
  ///   - recorder: Where to note what is in hand, if the process may die of it.
  init(_ recipe: Recipe, _ input: InputOptions, _ recorder: FlightRecorder? = nil) {
    chain = Chain(recipe.steps[...], language: recipe.language, recorder)
    reader = DocumentReader(input, language: recipe.language, recorder)
    stopsOnError = recipe.onError == .stop
    if recipe.steps.exporters.contains(where: \.wantsTrace) { document.startTracing() }
  }

  /// Runs all documents of a batch.
  mutating func run(_ batch: borrowing RawBatch) -> BatchResult {
    // Each part for itself, since the chain is used while the reader is being changed.
    Self.run(batch, &reader, &document, &chain, stopsOnError: stopsOnError)
  }

  private static func run(
    _ batch: borrowing RawBatch, _ reader: inout DocumentReader, _ document: inout Document, _ chain: inout Chain,
    stopsOnError: Bool
  ) -> BatchResult {
    var result = BatchResult(stages: chain.count, exporters: chain.exporterCount)
    result.number = batch.number
    result.end = batch.end
    // How much each exporter had before the document at hand.
    var marks: [(bytes: Int, count: Int, documents: Int)] = []
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      guard result.failure == nil else { return }
      result.ledger.read += 1
      result.ledger.bytes += bytes.count
      result.notable.largest.add(id: document.id, index: document.index, value: bytes.count)
      if arrival.replacements > 0 {
        result.ledger.repaired += 1
        result.ledger.replacements += arrival.replacements
      }
      marks.removeAll(keepingCapacity: true)
      for records in result.records { marks.append((records.bytes.count, records.count, records.documents.count)) }
      var failure = arrival.failure.map { (stage: String?.none, error: $0) }
      if failure == nil {
        switch chain.process(&document, &result) {
        case .passed: result.ledger.exported += 1
        case .dropped: result.ledger.dropped += 1
        case .failed(let stage, let error): failure = (stage, error)
        }
      }
      guard let failure else { return }
      // A document that failed leaves nothing behind, not even what an exporter in mid-chain has made of it.
      for (index, mark) in marks.enumerated() {
        result.records[index].bytes.truncate(to: mark.bytes)
        result.records[index].count = mark.count
        result.records[index].documents.removeSubrange(mark.documents...)
      }
      result.ledger.quarantined += 1
      var kept: ByteBuffer?
      if arrival.hasInput {
        kept = ByteBuffer()
        kept?.append(bytes)
      }
      result.quarantined.append(
        QuarantinedDocument(
          id: document.id, index: document.index, place: arrival.place, input: kept, form: arrival.form,
          stage: failure.stage,
          error: failure.error))
      if stopsOnError { result.failure = failure.error }
    }
    return result
  }
}
