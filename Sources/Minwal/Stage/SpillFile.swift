import Glibc
import Synchronization

/// Where surveys make files for what memory has no room for.
public struct SpillFolder: Sendable {
  private let path: String

  /// A folder that exists.
  package init(_ path: String) { self.path = path }

  /// The folder for files that nothing is to be found of later: `TMPDIR`, or `/var/tmp`, which is on a disk.
  package static var temporary: SpillFolder {
    SpillFolder(unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/var/tmp")
  }

  /// Makes an empty file.
  ///
  /// - Throws: If the folder cannot be written to.
  public func makeFile() throws -> SpillFile { try SpillFile(in: path) }
}

/// A file without a name, which is gone when nothing refers to it any more, also after the process was killed.
public final class SpillFile: Sendable {
  private let descriptor: Int32
  private let path: String
  private static let number = Atomic(0)

  fileprivate init(in folder: String) throws {
    path = FileSystem.join(
      folder, "minwal-survey-\(getpid())-\(Self.number.wrappingAdd(1, ordering: .relaxed).newValue)")
    descriptor = try FileSystem.open(path, O_RDWR | O_CREAT | O_EXCL)
    _ = unsafe path.withPathBytes { unsafe unlink($0) }
  }

  deinit { close(descriptor) }

  /// Adds bytes at the end.
  ///
  /// - Throws: If the disk is full.
  public func append(_ bytes: Span<UInt8>) throws { try FileSystem.write(bytes, to: descriptor, path) }

  /// Reads bytes behind what a buffer has.
  ///
  /// - Parameters:
  ///   - offset: Where they begin in the file.
  ///   - count: How many, at most; fewer come at the end of the file, and may come elsewhere.
  ///   - buffer: Gets them.
  /// - Returns: How many were read; 0 at the end of the file.
  /// - Throws: If the disk fails.
  public func read(at offset: Int, atMost count: Int, into buffer: inout ByteBuffer) throws -> Int {
    var problem: FileSystem.Failure?
    var read = 0
    unsafe buffer.appendUnchecked(limit: count) { room in
      while true {
        read = unsafe pread(descriptor, room.baseAddress, min(count, room.count), off_t(offset))
        if read >= 0 { return read }
        guard errno == EINTR else {
          problem = FileSystem.Failure("read", path)
          return 0
        }
      }
    }
    if let problem { throw problem }
    return read
  }
}
