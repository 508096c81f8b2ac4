import Glibc

/// A file that is written beside its place, under the name `NAME.partial`, and moved there when it is whole.
package final class AtomicFile: Sendable {
  package let path: String
  /// What it is called until it is whole.
  package let partialPath: String
  /// A pipe or device is written to as it is: a file in its place would be something else.
  package let isDirect: Bool
  private let file: AppendFile

  /// Creates the partial file, with the folders that it needs. What an earlier run has left there is replaced, or gone
  /// on with.
  ///
  /// - Parameters:
  ///   - name: The file's path, or its path below `folder`.
  ///   - folder: Where a name goes that comes from a document: no link below leads out of it, and a pipe or device there
  ///     is no output.
  ///   - kept: How many bytes of the partial file to continue behind; `nil` to start over.
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
  ///
  /// A file that has other names too (hard links) is not written to, since it would change under those as well: it is
  /// replaced by one of its own, or cannot be resumed.
  private static func openAlone(_ path: String, creating: Bool) throws(FileSystem.Failure) -> Int32 {
    for _ in 0..<100 {
      let descriptor = try FileSystem.open(
        path, O_WRONLY | O_NOFOLLOW | (creating ? O_CREAT : 0), for: creating ? "create" : "resume")
      guard lock(descriptor) else {
        let failure = FileSystem.Failure("write", path)
        close(descriptor)
        throw failure
      }
      // Another run may have finished just now, and moved the file that was opened to its place.
      var mine = stat()
      if unsafe fstat(descriptor, &mine) == 0,
        (try? FileSystem.status(path, followingLinks: false).identity) == [UInt64(mine.st_dev), UInt64(mine.st_ino)]
      {
        // A device that a link was made to has been refused before.
        guard mine.st_mode & S_IFMT == S_IFREG else {
          close(descriptor)
          throw FileSystem.Failure("write", path, code: EEXIST)
        }
        if mine.st_nlink == 1 { return descriptor }
        guard creating else {
          close(descriptor)
          throw FileSystem.Failure("resume", path, code: FileSystem.Failure.hasOtherNames)
        }
        FileSystem.removeTree(path)
      }
      close(descriptor)
    }
    // No one finishes so many runs in this time: something takes the file away again and again.
    throw FileSystem.Failure("write", path, code: EBUSY)
  }

  /// Locks a file. A child process that is just being started has all descriptors for a moment, also those that were
  /// closed here, and their locks: that is not another run.
  private static func lock(_ descriptor: Int32) -> Bool {
    for _ in 0..<20 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      guard errno == EWOULDBLOCK else { return false }
      usleep(5_000)
    }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0
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

  /// Copies a file that is in its place to its partial file, so that it can be continued and then replaced.
  ///
  /// - Parameters:
  ///   - path: The file's place.
  ///   - length: How many of its bytes to copy.
  /// - Throws: ``FileSystem/Failure``.
  package static func copyToPartial(_ path: String, upTo length: Int) throws(FileSystem.Failure) {
    let file = try AtomicFile(path)
    guard !file.isDirect else { return }
    let descriptor = try FileSystem.openForReading(path)
    defer { FileSystem.close(descriptor) }
    var buffer = ByteBuffer()
    while file.length < length,
      try FileSystem.read(descriptor, path, into: &buffer, atMost: min(1 << 20, length - file.length)) > 0
    {
      try file.write(buffer.span)
      buffer.clear()
    }
    try file.flush()
  }

  /// Copies a file to one that is made for it, whatever was there.
  ///
  /// - Throws: ``FileSystem/Failure``.
  package static func copy(_ path: String, to copy: String) throws(FileSystem.Failure) {
    FileSystem.removeTree(copy)
    let source = try FileSystem.openForReading(path)
    defer { FileSystem.close(source) }
    let file = AppendFile(descriptor: try FileSystem.open(copy, O_WRONLY | O_CREAT | O_EXCL, for: "create"), path: copy)
    var buffer = ByteBuffer()
    while try FileSystem.read(source, path, into: &buffer, atMost: 1 << 20) > 0 {
      try file.write(buffer.span)
      buffer.clear()
    }
    try file.sync()
  }

  /// Moves a file that is whole to its place, durably.
  ///
  /// - Throws: ``FileSystem/Failure``.
  package static func place(_ file: String, at path: String) throws(FileSystem.Failure) {
    let descriptor = try FileSystem.open(file, O_RDONLY)
    defer { FileSystem.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileSystem.Failure("write", file) }
    try FileSystem.rename(file, to: path)
    try FileSystem.syncFolder(FileSystem.split(path).folder)
  }

  /// How many bytes it has.
  package var length: Int { file.length }

  /// Whether another program has changed the file meanwhile, perhaps to the same bytes.
  ///
  /// - Throws: ``FileSystem/Failure`` if it certainly has other bytes now.
  var wasTouched: Bool { get throws(FileSystem.Failure) { try file.wasTouched } }

  /// Writes bytes.
  package func write(_ bytes: Span<UInt8>) throws(FileSystem.Failure) { try file.write(bytes) }

  /// Hands what was gathered to the operating system.
  package func flush() throws(FileSystem.Failure) { try file.flush() }

  /// Waits until the device has all that was written.
  package func sync() throws(FileSystem.Failure) { try file.sync() }

  /// Moves the file to its place.
  ///
  /// - Parameter durably: Whether to wait until the device has the file, and the folder its new name.
  /// - Throws: ``FileSystem/Failure``.
  package func publish(durably: Bool) throws(FileSystem.Failure) {
    if isDirect { return try file.flush() }
    if durably { try file.sync() } else { try file.flush() }
    _ = try file.wasTouched
    try FileSystem.rename(partialPath, to: path)
    if durably { try FileSystem.syncFolder(FileSystem.split(path).folder) }
  }
}
