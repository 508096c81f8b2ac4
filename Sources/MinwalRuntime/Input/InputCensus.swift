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
    // Where there are several items, what they are called is part of the documents' ids.
    if items.count > 1 { writer.write(items.map(\.root)) }
    for item in items {
      guard !item.isStandardInput, var walk = try? FileWalk(item) else { return nil }
      while let file = walk.next() {
        guard !Task.isCancelled, let status = try? FileSystem.status(file.path), status.kind == .file else {
          return nil
        }
        census.bytes += status.size
        writer.write(file.relativePath)
        writer.write(status.size)
        writer.write(status.modified)
        census.fingerprint = StableHash.hash(writer.buffer.span, seed: census.fingerprint)
        writer.clear()
      }
    }
    census.fingerprint = StableHash.hash(writer.buffer.span, seed: census.fingerprint)
    return census
  }
}
