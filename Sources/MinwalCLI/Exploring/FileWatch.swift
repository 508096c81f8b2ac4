import Glibc

/// Waits until one of some files changes, by looking at them several times a second.
struct FileWatch {
  private struct Stamp: Equatable {
    var inode: UInt64 = 0
    var size: Int64 = 0
    var seconds = 0
    var nanoseconds = 0

    /// `nil` if there is no file.
    init?(_ path: String) {
      var info = stat()
      guard unsafe stat(path, &info) == 0 else { return nil }
      inode = UInt64(info.st_ino)
      size = Int64(info.st_size)
      seconds = info.st_mtim.tv_sec
      nanoseconds = info.st_mtim.tv_nsec
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
