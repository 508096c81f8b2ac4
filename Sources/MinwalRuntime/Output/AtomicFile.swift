import Glibc
package import Minwal

/// A file that is written beside its place, under the name `NAME.partial`, and moved there when it is whole.
///
/// A reference, since there is one descriptor; unchecked, since only the committer has it, under its lock.
package final class AtomicFile: @unchecked Sendable {
  let path: String
  /// What it is called until it is whole.
  let partialPath: String
  private let descriptor: Int32
  /// A pipe or device is written to as it is: a file in its place would be something else.
  private let isDirect: Bool
  private var pending = ByteBuffer()

  /// Creates the partial file, with the folders that it needs. One that an earlier run has left is replaced.
  ///
  /// - Parameters:
  ///   - name: The file's path, or its path below `folder`.
  ///   - folder: Where a name goes that comes from a document: no link below leads out of it, and a pipe or device there
  ///     is no output.
  /// - Throws: ``FileSystem/Failure``, also for a file that another run is writing.
  init(_ name: String, in folder: String? = nil) throws(FileSystem.Failure) {
    path = folder.map { FileSystem.join($0, name) } ?? name
    if let folder { try FileSystem.forbidLinks(to: name, below: folder) }
    let kind = try? FileSystem.status(path).kind
    if kind == .folder { throw FileSystem.Failure("write", path, code: EISDIR) }
    if kind == .other, folder != nil { throw FileSystem.Failure("write", path, code: EEXIST) }
    isDirect = kind == .other
    partialPath = isDirect ? path : path + ".partial"
    if isDirect {
      descriptor = try FileSystem.open(path, O_WRONLY)
      return
    }
    try FileSystem.createFolders(FileSystem.split(path).folder)
    descriptor = try Self.openAlone(partialPath)
  }

  /// Opens a partial file, empty, and locks it as long as it is open. A lock dies with its process, so that what a killed
  /// run has left is simply taken over.
  private static func openAlone(_ path: String) throws(FileSystem.Failure) -> Int32 {
    while true {
      let descriptor = try FileSystem.open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, for: "create")
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let failure = FileSystem.Failure("write", path)
        close(descriptor)
        throw failure
      }
      // Another run may have finished just now, and moved the file that was opened to its place.
      var (mine, current) = (stat(), stat())
      if unsafe fstat(descriptor, &mine) == 0, unsafe lstat(path, &current) == 0, mine.st_ino == current.st_ino,
        ftruncate(descriptor, 0) == 0
      {
        return descriptor
      }
      close(descriptor)
    }
  }

  deinit { close(descriptor) }

  /// Writes a whole file.
  package static func write(_ bytes: Span<UInt8>, to name: String, in folder: String? = nil) throws(FileSystem.Failure)
  {
    let file = try AtomicFile(name, in: folder)
    try file.write(bytes)
    try file.publish(durably: false)
  }

  /// Writes bytes.
  func write(_ bytes: Span<UInt8>) throws(FileSystem.Failure) {
    // Small writes are gathered; large ones go straight through.
    if pending.count + bytes.count < 1 << 16 {
      pending.append(bytes)
      return
    }
    try flush()
    try FileSystem.write(bytes, to: descriptor, partialPath)
  }

  /// Makes the file durable and moves it to its place.
  func publish(durably: Bool) throws(FileSystem.Failure) {
    try flush()
    if isDirect { return }
    if durably, fsync(descriptor) != 0 { throw FileSystem.Failure("write", partialPath) }
    try FileSystem.rename(partialPath, to: path)
  }

  /// Writes what was gathered.
  func flush() throws(FileSystem.Failure) {
    let bytes = pending
    try FileSystem.write(bytes.span, to: descriptor, partialPath)
    pending.clear()
  }
}
