import CLinux
import Glibc

/// A file that is written from front to back. Small writes are gathered.
///
/// A reference, since there is one descriptor; unchecked, since only the committer has it, under its lock.
package final class AppendFile: @unchecked Sendable {
  /// What messages call it.
  let path: String
  private let descriptor: Int32
  private var pending = ByteBuffer()
  /// How many bytes the file has, with those that wait to be written.
  package private(set) var length: Int

  /// When the file was last changed, as far as this process has done it; 0 before it has written.
  private var modified = 0
  /// How many bytes are in the file, without those that wait.
  private var written: Int
  /// Whether another program has changed the file meanwhile, perhaps without changing what is in it.
  private var isTouched = false

  /// Takes over an open file of `length` bytes, positioned at its end.
  init(descriptor: Int32, path: String, length: Int = 0) {
    self.descriptor = descriptor
    self.path = path
    self.length = length
    written = length
  }

  /// Opens a file to continue behind its first `length` bytes; what lies behind them is cut off. It is created if need be.
  ///
  /// - Throws: ``FileSystem/Failure``, also if the file has fewer bytes.
  package convenience init(_ path: String, keeping length: Int) throws(FileSystem.Failure) {
    let descriptor = try FileSystem.open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, for: "create")
    do throws(FileSystem.Failure) {
      try Self.cut(descriptor, path, to: length)
    } catch {
      close(descriptor)
      throw error
    }
    self.init(descriptor: descriptor, path: path, length: length)
  }

  deinit { close(descriptor) }

  /// Cuts an open file to its first bytes, and goes to its end.
  ///
  /// - Throws: ``FileSystem/Failure``; ``FileSystem/Failure/tooShort`` if it has fewer bytes.
  static func cut(_ descriptor: Int32, _ path: String, to length: Int) throws(FileSystem.Failure) {
    var info = stat()
    guard unsafe fstat(descriptor, &info) == 0 else { throw FileSystem.Failure("read", path) }
    guard Int(info.st_size) >= length else {
      throw FileSystem.Failure("resume", path, code: FileSystem.Failure.tooShort)
    }
    guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
      throw FileSystem.Failure("write", path)
    }
  }

  /// Writes bytes.
  package func write(_ bytes: Span<UInt8>) throws(FileSystem.Failure) {
    length += bytes.count
    if pending.count + bytes.count < 1 << 16 {
      pending.append(bytes)
      return
    }
    try flush()
    try put(bytes)
  }

  private func put(_ bytes: Span<UInt8>) throws(FileSystem.Failure) {
    try look()
    try FileSystem.write(bytes, to: descriptor, path)
    written += bytes.count
    modified = try status().modified
  }

  /// Looks whether another program has changed the file since this one has last written to it.
  private func look() throws(FileSystem.Failure) {
    guard modified != 0 else { return }
    let now = try status()
    guard now.size == written else {
      throw FileSystem.Failure("write", path, code: FileSystem.Failure.changedByAnother)
    }
    if now.modified != modified { isTouched = true }
  }

  private func status() throws(FileSystem.Failure) -> (size: Int, modified: Int) {
    var info = stat()
    guard unsafe fstat(descriptor, &info) == 0 else { throw FileSystem.Failure("read", path) }
    // A pipe or device has no size, and what happens to it is not our concern.
    guard info.st_mode & S_IFMT == S_IFREG else { return (written, 0) }
    return (Int(info.st_size), info.st_mtim.tv_sec * 1_000_000_000 + info.st_mtim.tv_nsec)
  }

  /// Whether another program has changed the file since this one has begun to write it, perhaps to the same bytes.
  ///
  /// - Throws: ``FileSystem/Failure`` if it certainly has other bytes now.
  var wasTouched: Bool {
    get throws(FileSystem.Failure) {
      try look()
      return isTouched
    }
  }

  /// Writes what was gathered.
  package func flush() throws(FileSystem.Failure) {
    guard !pending.isEmpty else { return }
    let bytes = pending
    try put(bytes.span)
    pending.clear()
  }

  /// Writes what was gathered and waits until the device has all.
  func sync() throws(FileSystem.Failure) {
    try flush()
    if fdatasync(descriptor) != 0 { throw FileSystem.Failure("write", path) }
  }
}
