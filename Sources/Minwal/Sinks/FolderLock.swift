import CLinux
import Glibc

/// A folder that one run alone writes to, as long as this lives. A lock dies with its process.
package final class FolderLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Locks a folder, which must exist.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - isShared: Whether others may have it too, since what they write there is locked itself.
  /// - Throws: ``FileSystem/Failure``; if another run has it, one whose code is `EWOULDBLOCK`.
  package init(_ path: String, isShared: Bool = false) throws(FileSystem.Failure) {
    self.path = path
    descriptor = try FileSystem.open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
    guard isShared || flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let failure = FileSystem.Failure("write to", path)
      close(descriptor)
      throw failure
    }
  }

  deinit { close(descriptor) }

  /// Waits until the device has all that was written to the folder's file system: one call for any number of files.
  package func syncFileSystem() throws(FileSystem.Failure) {
    if syncfs(descriptor) != 0 { throw FileSystem.Failure("write to", path) }
  }
}
