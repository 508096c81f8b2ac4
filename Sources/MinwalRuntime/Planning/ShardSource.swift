import Minwal
import MinwalRecipe

/// Hands out the results of shards, in order, a batch each, as they lie in the files.
struct ShardSource: BatchSource {
  private let folders: [String]
  private let markers: [ShardMarker]
  private let frames: FrameIdentity
  private var shard = 0
  private var file: (descriptor: Int32, path: String)?
  private var number = 0
  /// How many batches of the shard at hand were handed out.
  private var batches = 0
  private(set) var count = 0
  var empty: [String] { markers.flatMap(\.empty) }

  /// Creates a source of shards that were verified.
  init(_ folders: [String], _ markers: [ShardMarker], _ recipe: Recipe) {
    self.folders = folders
    self.markers = markers
    frames = FrameIdentity(recipe)
  }

  mutating func next(into batch: inout RawBatch) throws -> Bool {
    guard !RunToken.current.isCancelled else { return false }
    while shard < folders.count {
      let path = FileSystem.join(folders[shard], ShardWriter.fileName)
      let descriptor = try file?.descriptor ?? FileSystem.openForReading(path)
      file = (descriptor, path)
      batch.clear()
      batch.number = number
      // Which shard it is of: its place in the whole depends on those before.
      batch.firstIndex = shard
      do {
        if try takeFrame(descriptor, path, into: &batch.bytes) {
          number += 1
          batches += 1
          return true
        }
      } catch let error as Frame.Malformed {
        throw StageError(.damagedShard, "cannot read '\(path)': \(error)")
      }
      FileSystem.close(descriptor)
      file = nil
      guard batches == markers[shard].batches else {
        throw StageError(
          .damagedShard,
          "'\(path)' has \(batches) batches, and its marker says \(markers[shard].batches); remove '\(folders[shard])' and "
            + "do the shard again")
      }
      batches = 0
      count += markers[shard].counts.read
      shard += 1
    }
    return false
  }

  /// Reads what one frame has; `false` at the end of the file.
  private func takeFrame(_ descriptor: Int32, _ path: String, into buffer: inout ByteBuffer) throws -> Bool {
    guard try read(Frame.headerSize, descriptor, path, into: &buffer) else { return false }
    let frame = try Frame(header: buffer, frames)
    buffer.clear()
    guard try frame.size == 0 || read(frame.size, descriptor, path, into: &buffer) else {
      throw Frame.Malformed.cutShort
    }
    try frame.check(buffer.span)
    return true
  }

  /// Reads so many bytes; `false` at the end of the file.
  private func read(
    _ size: Int, _ descriptor: Int32, _ path: String, into buffer: inout ByteBuffer
  ) throws -> Bool {
    while buffer.count < size {
      guard try FileSystem.read(descriptor, path, into: &buffer, atMost: min(1 << 20, size - buffer.count)) > 0 else {
        if buffer.isEmpty { return false }
        throw Frame.Malformed.cutShort
      }
    }
    return true
  }
}

/// Puts the results of shards in their places in the whole: numbers of documents, and of lines.
struct ShardReader: BatchWorker {
  /// What lies before a shard.
  struct Start: Sendable {
    var batches = 0
    var documents = 0
    /// Lines of the file in whose middle it begins, and how messages call that file.
    var lines = 0
    var file: String?
    var empty: [String] = []
  }

  private let starts: [Start]
  private let recipe: Recipe

  init(_ markers: [ShardMarker], _ recipe: Recipe) {
    self.recipe = recipe
    var start = Start()
    starts = markers.map { marker in
      if marker.firstFile == nil { start.lines = 0 }
      start.file = marker.firstFile
      let this = start
      start.batches += marker.batches
      start.documents += marker.counts.read
      start.lines += marker.lines ?? 0
      start.empty += marker.empty
      return this
    }
  }

  mutating func run(_ batch: borrowing RawBatch) -> BatchResult {
    let start = starts[batch.firstIndex]
    var result: BatchResult
    do {
      var reader = BinaryReader(batch.bytes)
      result = try reader.read()
      guard result.stages.count == recipe.steps.count, result.records.count == recipe.outputs.count else {
        throw reader.malformed("the results of this recipe")
      }
    } catch {
      result = BatchResult(stages: recipe.steps.count, exporters: recipe.outputs.count)
      result.failure = StageError(.damagedShard, "the results of shard \(batch.firstIndex) cannot be read: \(error)")
    }
    result.number = batch.number
    result.end = SourcePosition(
      batches: batch.number + 1, documents: start.documents + result.end.documents,
      empty: start.empty + result.end.empty)
    result.notable.move(by: start.documents)
    for index in result.quarantined.indices {
      result.quarantined[index].index += start.documents
      let place = result.quarantined[index].place
      if let line = place.line, place.file == start.file {
        result.quarantined[index].place = Place(place.file, .line(line + start.lines))
      }
    }
    return result
  }
}

extension NotableDocuments {
  /// Counts documents that come before these.
  mutating func move(by documents: Int) {
    slowest.move(by: documents)
    largest.move(by: documents)
    mostRepaired.move(by: documents)
  }
}

extension NotableDocuments.Ranking {
  fileprivate mutating func move(by documents: Int) {
    let earlier = entries
    self = Self()
    for entry in earlier { add(id: entry.id, index: entry.index + documents, value: entry.value) }
  }
}
