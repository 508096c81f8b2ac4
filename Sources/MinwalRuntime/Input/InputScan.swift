import Glibc
import Minwal
import MinwalRecipe

/// What files an input has: to know how far a run is, and whether a run that resumes finds what it left.
struct InputScan: Hashable, Sendable {
  private(set) var bytes = 0
  private(set) var files = 0
  /// A hash over all files' paths, sizes and times of modification. What is in them was not read.
  private(set) var fingerprint: UInt64 = 0
  /// Links that lead out of the input.
  private(set) var strayLinks = PassedOverPaths()
  /// Pipes, sockets and devices in its folders.
  private(set) var specialFiles = PassedOverPaths()
  /// Files that were written to since a moment, the first few.
  private(set) var written: [String] = []
  /// Files about which anything has changed since then, the first few: also what stands in another's place now.
  private(set) var touched: [String] = []

  private static let mostNames = 5

  /// This moment, by the clock that file systems use for files.
  static func moment() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME_COARSE, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Looks at all files of some items.
  ///
  /// - Parameters:
  ///   - items: What is to be read.
  ///   - limit: How many documents of it, at most; it is part of the fingerprint.
  ///   - sample: How many documents are chosen of it; part of the fingerprint, too.
  ///   - start: When reading began; what was written to since then may have been read before or after that.
  /// - Returns: `nil` if one of the files is a pipe or device, of which nothing can be known, or the task is cancelled.
  static func take(_ items: [InputItem], limit: Int?, sample: Int? = nil, since start: Int = .max) -> InputScan? {
    var scan = InputScan()
    var writer = BinaryWriter()
    writer.write(limit)
    writer.write(sample)
    for item in items {
      guard !item.isStandardInput, var walk = try? FileWalk(item) else { return nil }
      while let file = walk.next() {
        // A link to nowhere, or what was taken away meanwhile, is a document that fails, and not the end of all counting.
        let status = try? FileSystem.status(file.path)
        guard !Task.isCancelled, status.map({ $0.kind == .file }) ?? true else { return nil }
        scan.bytes += status?.size ?? 0
        scan.files += 1
        if let status, status.touched > start { scan.note(file.path, status, start) }
        writer.write(file.relativePath)
        writer.write(status?.size)
        writer.write(status?.modified)
        if let sidecar = item.sidecar(of: file.path) {
          let status = try? FileSystem.status(sidecar)
          writer.write(status?.size)
          writer.write(status?.modified)
        }
        scan.fingerprint = StableHash.hash(writer.buffer.span, seed: scan.fingerprint)
        writer.clear()
      }
      scan.strayLinks.merge(walk.strayLinks)
      scan.specialFiles.merge(walk.specialFiles)
    }
    scan.fingerprint = StableHash.hash(writer.buffer.span, seed: scan.fingerprint)
    return scan
  }

  private mutating func note(_ path: String, _ status: FileSystem.Status, _ start: Int) {
    if touched.count < Self.mostNames { touched.append(path.displayedPath) }
    if status.modified > start, written.count < Self.mostNames { written.append(path.displayedPath) }
  }

  /// The same scan of an input that is known not to be what was read, so that no run resumes with it.
  func spoiled() -> InputScan {
    var scan = self
    var writer = BinaryWriter()
    writer.write("changed while it was read")
    scan.fingerprint = StableHash.hash(writer.buffer.span, seed: fingerprint)
    return scan
  }
}
