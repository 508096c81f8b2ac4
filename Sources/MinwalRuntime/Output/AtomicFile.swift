import Glibc
package import Minwal

/// A file that is written beside its place, under the name `NAME.partial`, and moved there when it is whole.
package final class AtomicFile: Sendable {
  let path: String
  /// What it is called until it is whole.
  let partialPath: String
  /// A pipe or device is written to as it is: a file in its place would be something else.
  let isDirect: Bool
  private let file: AppendFile

  /// Creates the partial file, with the folders that it needs. What an earlier run has left there is replaced, or gone
  /// on with.
  ///
  /// - Parameters:
  ///   - name: The file's path, or its path below `folder`.
  ///   - folder: Where a name goes that comes from a document: no link below leads out of it, and a pipe or device there
  ///     is no output.
  ///   - kept: How many bytes of the partial file to go on behind; `nil` to begin anew.
  /// - Throws: ``FileSystem/Failure``; if another run has the file, one whose code is `EWOULDBLOCK`.
  package init(_ name: String, in folder: String? = nil, keeping kept: Int? = nil) throws(FileSystem.Failure) {
    path = folder.map { FileSystem.join($0, name) } ?? name
    if let folder { try FileSystem.forbidLinks(to: name, below: folder) }
    let kind = try? FileSystem.status(path).kind
    if kind == .folder { throw FileSystem.Failure("write", path, code: EISDIR) }
    if kind == .other, folder != nil { throw FileSystem.Failure("write", path, code: EEXIST) }
    isDirect = kind == .other
    partialPath = isDirect ? path : path + ".partial"
    if isDirect {
      file = AppendFile(descriptor: try FileSystem.open(path, O_WRONLY), path: path)
      return
    }
    try FileSystem.createFolders(FileSystem.split(path).folder)
    let descriptor = try Self.openAlone(partialPath, creating: kept == nil)
    // From here on the descriptor is closed with the file.
    file = AppendFile(descriptor: descriptor, path: partialPath, length: kept ?? 0)
    try AppendFile.cut(descriptor, partialPath, to: kept ?? 0)
  }

  /// Opens a partial file and locks it as long as it is open. A lock dies with its process, so that what a killed
  /// run has left is simply taken over.
  private static func openAlone(_ path: String, creating: Bool) throws(FileSystem.Failure) -> Int32 {
    for _ in 0..<100 {
      let descriptor = try FileSystem.open(
        path, O_WRONLY | O_NOFOLLOW | (creating ? O_CREAT : 0), for: creating ? "create" : "go on with")
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        let failure = FileSystem.Failure("write", path)
        close(descriptor)
        throw failure
      }
      // Another run may have finished just now, and moved the file that was opened to its place.
      var mine = stat()
      if unsafe fstat(descriptor, &mine) == 0,
        (try? FileSystem.status(path, followingLinks: false).identity) == [UInt64(mine.st_dev), UInt64(mine.st_ino)]
      {
        return descriptor
      }
      close(descriptor)
    }
    // Nobody finishes so many runs in this time: something takes the file away again and again.
    throw FileSystem.Failure("write", path, code: EBUSY)
  }

  /// Writes a whole file.
  ///
  /// - Parameters:
  ///   - bytes: What is to be in it.
  ///   - name: The file's path, or its path below `folder`.
  ///   - folder: Where a name goes that comes from a document.
  ///   - durably: Whether to wait until the device has it.
  /// - Throws: ``FileSystem/Failure``.
  package static func write(
    _ bytes: Span<UInt8>, to name: String, in folder: String? = nil, durably: Bool = false
  ) throws(FileSystem.Failure) {
    let file = try AtomicFile(name, in: folder)
    try file.write(bytes)
    try file.publish(durably: durably)
  }

  /// Copies a file that is in its place to its partial file, so that it can be gone on with and then replaced.
  static func copyToPartial(_ path: String) throws(FileSystem.Failure) {
    let file = try AtomicFile(path)
    guard !file.isDirect else { return }
    let descriptor = try FileSystem.openForReading(path)
    defer { FileSystem.close(descriptor) }
    var buffer = ByteBuffer()
    while try FileSystem.read(descriptor, path, into: &buffer, atMost: 1 << 20) > 0 {
      try file.write(buffer.span)
      buffer.clear()
    }
    try file.flush()
  }

  /// How many bytes it has.
  var length: Int { file.length }

  /// Writes bytes.
  func write(_ bytes: Span<UInt8>) throws(FileSystem.Failure) { try file.write(bytes) }

  /// Hands what was gathered to the operating system.
  func flush() throws(FileSystem.Failure) { try file.flush() }

  /// Waits until the device has all that was written.
  func sync() throws(FileSystem.Failure) { try file.sync() }

  /// Moves the file to its place.
  ///
  /// - Parameter durably: Whether to wait until the device has the file, and the folder its new name.
  /// - Throws: ``FileSystem/Failure``.
  func publish(durably: Bool) throws(FileSystem.Failure) {
    if isDirect { return try file.flush() }
    if durably { try file.sync() } else { try file.flush() }
    try FileSystem.rename(partialPath, to: path)
    if durably { try FileSystem.syncFolder(FileSystem.split(path).folder) }
  }
}
