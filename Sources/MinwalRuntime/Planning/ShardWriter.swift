import Minwal
import MinwalRecipe

/// Keeps the results of a shard's batches, in order, for the merging of shards: records, failed documents, counts.
///
/// They are kept as they come from the workers, before any sink has them, so that every sink takes shards as it takes
/// the batches of one run.
struct ShardWriter: Committing {
  /// The file of results.
  static let fileName = "results"

  /// What came of all batches together.
  struct Totals: Sendable {
    var counts = DocumentCounts()
    var stages: [StageStatistics] = []
    var failures = FailureTally()
    var notable = NotableDocuments()
    var batches = 0
  }

  private(set) var totals = Totals()
  private(set) var failure: (any Error)?
  var counts: DocumentCounts { totals.counts }
  private let file: AtomicFile
  private var hash = StableHash.Stream()
  private let frames: FrameIdentity
  private let events: RunEventReport?
  private let firstFile: String?

  /// Begins the results.
  ///
  /// - Parameters:
  ///   - folder: Where the file goes.
  ///   - recipe: The recipe.
  ///   - firstFile: The file in whose middle the shard begins, as messages call it.
  ///   - events: Told of documents that failed.
  /// - Throws: ``FileSystem/Failure``.
  init(_ folder: String, _ recipe: Recipe, firstFile: String?, events: RunEventReport?) throws(FileSystem.Failure) {
    file = try AtomicFile(FileSystem.join(folder, Self.fileName))
    totals.stages = Array(repeating: StageStatistics(), count: recipe.steps.count)
    frames = FrameIdentity(recipe)
    self.firstFile = firstFile
    self.events = events
  }

  mutating func commit(_ result: BatchResult) {
    guard failure == nil else { return }
    // A shard is done as a whole or not at all.
    if let failure = result.failure {
      self.failure = failure
      return
    }
    do {
      var writer = BinaryWriter()
      writer.write(result)
      for part in [Frame(of: writer.buffer.span, frames).header, writer.buffer] {
        hash.append(part.span)
        try file.write(part.span)
      }
    } catch {
      failure = error
      return
    }
    totals.batches += 1
    totals.counts.merge(result.counts)
    for index in totals.stages.indices { totals.stages[index].merge(result.stages[index]) }
    totals.notable.merge(result.notable)
    for var document in result.quarantined {
      // Lines are counted from the start of the shard, which says nothing to people.
      if document.place.file == firstFile { document.place.position = nil }
      totals.failures.add(document)
      events?(.quarantined(document))
    }
  }

  /// Ends the file, durably.
  ///
  /// - Returns: What is to stand in the marker.
  /// - Throws: ``FileSystem/Failure``.
  mutating func finish() throws(FileSystem.Failure) -> ShardMarker.File {
    try file.publish(durably: true)
    return ShardMarker.File(name: Self.fileName, bytes: hash.count, digest: hash.value)
  }
}
