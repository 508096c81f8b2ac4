import Glibc
import Minwal

/// A file that is written from front to back. Small writes are gathered.
///
/// A reference, since there is one descriptor; unchecked, since only the committer has it, under its lock.
final class AppendFile: @unchecked Sendable {
  /// What messages call it.
  let path: String
  private let descriptor: Int32
  private var pending = ByteBuffer()
  /// How many bytes the file has, with those that wait to be written.
  private(set) var length: Int

  /// Takes over an open file of `length` bytes, positioned at its end.
  init(descriptor: Int32, path: String, length: Int = 0) {
    self.descriptor = descriptor
    self.path = path
    self.length = length
  }

  /// Opens a file to go on behind its first `length` bytes; what lies behind them is cut off. It is created if need be.
  ///
  /// - Throws: ``FileSystem/Failure``, also if the file has fewer bytes.
  convenience init(_ path: String, keeping length: Int) throws(FileSystem.Failure) {
    let descriptor = unsafe path.withPathBytes {
      unsafe open($0, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
    guard descriptor >= 0 else { throw FileSystem.Failure("create", path) }
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
      throw FileSystem.Failure("go on with", path, code: FileSystem.Failure.tooShort)
    }
    guard ftruncate(descriptor, length) == 0, lseek(descriptor, length, SEEK_SET) == length else {
      throw FileSystem.Failure("write", path)
    }
  }

  /// Writes bytes.
  func write(_ bytes: Span<UInt8>) throws(FileSystem.Failure) {
    length += bytes.count
    if pending.count + bytes.count < 1 << 16 {
      pending.append(bytes)
      return
    }
    try flush()
    try FileSystem.write(bytes, to: descriptor, path)
  }

  /// Writes what was gathered.
  func flush() throws(FileSystem.Failure) {
    let bytes = pending
    try FileSystem.write(bytes.span, to: descriptor, path)
    pending.clear()
  }

  /// Writes what was gathered and waits until the device has all.
  func sync() throws(FileSystem.Failure) {
    try flush()
    if fdatasync(descriptor) != 0 { throw FileSystem.Failure("write", path) }
  }
}
