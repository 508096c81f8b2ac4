import Minwal

/// What files an input has: to know how far a run is, and whether a run that goes on finds what it left.
struct InputCensus: Hashable, Sendable {
  private(set) var bytes = 0
  /// A hash over all files' paths, sizes and times of modification. What is in them was not read.
  private(set) var fingerprint: UInt64 = 0

  /// Looks at all files of some items.
  ///
  /// - Parameters:
  ///   - items: What is to be read.
  ///   - limit: How many documents of it, at most; it is part of the fingerprint.
  /// - Returns: `nil` if one of the files is a pipe or device, of which nothing can be known, or the task is cancelled.
  static func take(_ items: [InputItem], limit: Int?) -> InputCensus? {
    var census = InputCensus()
    var writer = BinaryWriter()
    writer.write(limit)
    for item in items {
      guard !item.isStandardInput, var walk = try? FileWalk(item) else { return nil }
      while let file = walk.next() {
        // A link to nowhere, or what was taken away meanwhile, is a document that fails, and not the end of all counting.
        let status = try? FileSystem.status(file.path)
        guard !Task.isCancelled, status.map({ $0.kind == .file }) ?? true else { return nil }
        census.bytes += status?.size ?? 0
        writer.write(file.relativePath)
        writer.write(status?.size)
        writer.write(status?.modified)
        census.fingerprint = StableHash.hash(writer.buffer.span, seed: census.fingerprint)
        writer.clear()
      }
    }
    census.fingerprint = StableHash.hash(writer.buffer.span, seed: census.fingerprint)
    return census
  }
}
