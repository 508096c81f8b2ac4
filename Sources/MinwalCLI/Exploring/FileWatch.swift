import Minwal

/// Waits until one of some files changes, by looking at them several times a second.
struct FileWatch {
  private struct Stamp: Equatable {
    var identity: [UInt64]
    var size: Int
    var modified: Int

    /// `nil` if there is no file.
    init?(_ path: String) {
      guard let status = try? FileSystem.status(path) else { return nil }
      (identity, size, modified) = (status.identity, status.size, status.modified)
    }
  }

  private let paths: [String]
  private let stamps: [Stamp?]

  /// Notes how some files are now.
  init(_ paths: [String]) {
    self.paths = paths
    stamps = paths.map(Stamp.init)
  }

  /// Whether one of the files is not as it was.
  var hasChanged: Bool { paths.map(Stamp.init) != stamps }

  /// Returns when one of the files is not as it was.
  func wait() async throws {
    while !hasChanged { try await Task.sleep(for: .milliseconds(200)) }
  }
}
