import Glibc
import Minwal
import MinwalRecipe

/// Takes batches through the whole chain. Each worker has its own copy of every stage, and one document that it fills
/// again and again.
struct Worker {
  private var steps: [StageType.Made]
  private let names: [String]
  private var reader: DocumentReader
  private var document = Document()
  private let exporters: Int
  private let filesPerDocument: [Bool]
  private let stopsOnError: Bool
  private let input: InputOptions

  init(_ recipe: Recipe, _ input: InputOptions) {
    steps = recipe.steps.map(\.made)
    names = recipe.steps.map(\.name)
    self.input = input
    reader = DocumentReader(input)
    stopsOnError = recipe.onError == .stop
    filesPerDocument = recipe.exporters.map { $0.destination.layout != .oneFile }
    exporters = filesPerDocument.count
  }

  /// Runs all documents of a batch.
  mutating func run(_ batch: borrowing RawBatch) -> BatchResult {
    var result = BatchResult(stages: steps.count, exporters: exporters)
    result.number = batch.number
    // Taken out, since the closure may not touch `self` while they are being changed; what stays behind is empty, so
    // that no memory is copied.
    var reader = DocumentReader(input)
    var document = Document()
    swap(&reader, &self.reader)
    swap(&document, &self.document)
    reader.forEach(in: batch, &document) { document, arrival, bytes in
      guard result.fatal == nil else { return }
      result.ledger.read += 1
      result.ledger.bytes += bytes.count
      if arrival.replacements > 0 {
        result.ledger.repaired += 1
        result.ledger.replacements += arrival.replacements
      }
      let ends = result.records.map { ($0.bytes.count, $0.documents.count) }
      let failure = arrival.failure.map { (stage: String?.none, error: $0) } ?? process(&document, &result)
      guard let failure else { return }
      // A document that failed leaves nothing behind, not even what an exporter in mid-chain has made of it.
      for (index, end) in ends.enumerated() {
        result.records[index].bytes.truncate(to: end.0)
        result.records[index].documents.removeSubrange(end.1...)
      }
      result.ledger.quarantined += 1
      var kept = ByteBuffer()
      kept.append(bytes)
      result.quarantined.append(
        QuarantinedDocument(
          id: document.id, index: document.index, place: arrival.place, input: kept, stage: failure.stage,
          error: failure.error))
      if stopsOnError { result.fatal = failure.error }
    }
    swap(&reader, &self.reader)
    swap(&document, &self.document)
    return result
  }

  /// Takes a document through the chain, and says what failed, if anything did.
  private mutating func process(
    _ document: inout Document, _ result: inout BatchResult
  ) -> (stage: String?, error: StageError)? {
    var exporter = 0
    var start = Self.now()
    for index in steps.indices {
      result.stages[index].documentsIn += 1
      var verdict = Verdict.keep
      do {
        switch steps[index] {
        case .stage(var stage):
          // Taken out and put back, so that its scratch memory is changed in place and not copied.
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .stage(stage) }
          verdict = try stage.process(&document)
        case .exporter(var stage):
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .exporter(stage) }
          try stage.render(document, into: &result.records[exporter].bytes)
          if filesPerDocument[exporter] {
            result.records[exporter].documents.append((document.id, result.records[exporter].bytes.count))
          }
          exporter += 1
        }
      } catch {
        result.stages[index].quarantined += 1
        return (names[index], StageError(wrapping: error))
      }
      let end = Self.now()
      result.stages[index].nanoseconds += end - start
      start = end
      if !document.tally.counts.isEmpty {
        result.stages[index].changes.merge(document.tally)
        document.clearTally()
      }
      if case .drop(let reason) = verdict {
        result.stages[index].drops.add(reason)
        result.ledger.dropped += 1
        return nil
      }
      result.stages[index].documentsOut += 1
    }
    result.ledger.exported += 1
    return nil
  }

  private static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Stands where a stage was taken out.
  private struct Placeholder: Stage {
    static let spec = StageSpec("placeholder", "Does nothing.")
    init() {}
    init(_ options: NoOptions, _ context: StageContext) {}
    mutating func process(_ document: inout Document) -> Verdict { .keep }
  }
}

extension Recipe {
  /// The recipe's exporters, in order.
  var exporters: [any Exporter] {
    steps.compactMap { step in
      if case .exporter(let exporter) = step.made { exporter } else { nil }
    }
  }
}
