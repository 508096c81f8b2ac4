import Minwal
import MinwalRecipe

/// A product that can be put together from parts of a batch, done by one process after another, and from documents that
/// no process could do.
protocol DivisibleProduct: BatchProduct {
  /// A product of no documents yet, for a batch of a recipe.
  init(of batch: borrowing RawBatch, _ recipe: Recipe)
  /// Why the run cannot go on, if it must not.
  var failure: (any Error)? { get set }
  /// Whether this can be what came of so many documents of the same batch as `other`. A stage's stray write in the
  /// process that it comes from may have made it anything.
  func isPart(of other: Self, documents: Int) -> Bool
  /// Adds what came of the documents that follow.
  mutating func append(_ later: Self)
  /// Adds a document that no process could do.
  mutating func lose(_ lost: UnprocessedDocument, _ recipe: Recipe)
}

/// A document that ended the process that had it.
struct UnprocessedDocument {
  /// The place of the stage that had it; `nil` if it was being read.
  var stage: Int?
  /// Malformed sequences that became U+FFFD.
  var replacements: Int
  var document: QuarantinedDocument
}

extension BatchResult: DivisibleProduct {
  init(of batch: borrowing RawBatch, _ recipe: Recipe) {
    self.init(stages: recipe.steps.count, exporters: recipe.outputs.count)
    number = batch.number
    end = batch.end
  }

  func isPart(of other: BatchResult, documents: Int) -> Bool {
    stages.count == other.stages.count && records.count == other.records.count && counts.balances
      && (counts.read == documents || failure != nil)
  }

  mutating func append(_ later: BatchResult) {
    counts.merge(later.counts)
    ids.append(later.ids)
    for index in stages.indices { stages[index].merge(later.stages[index]) }
    notable.merge(later.notable)
    for index in records.indices { records[index].append(later.records[index]) }
    quarantined += later.quarantined
    failure = failure ?? later.failure
  }

  mutating func lose(_ lost: UnprocessedDocument, _ recipe: Recipe) {
    counts.read += 1
    ids.append(lost.document.id)
    counts.quarantined += 1
    counts.bytes += lost.document.input?.count ?? 0
    notable.largest.add(id: lost.document.id, index: lost.document.index, value: lost.document.input?.count ?? 0)
    counts.replacements += lost.replacements
    if lost.replacements > 0 { counts.repaired += 1 }
    if let stage = lost.stage, stages.indices.contains(stage) {
      for index in 0...stage { stages[index].documentsIn += 1 }
      for index in 0..<stage { stages[index].documentsOut += 1 }
      stages[stage].quarantined += 1
    }
    quarantined.append(lost.document)
    if recipe.onError == .stop { failure = lost.document.error }
  }
}
