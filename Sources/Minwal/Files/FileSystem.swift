import Glibc

/// The few calls to the operating system that Minwal needs, without Foundation. Paths are strings as POSIX has them.
public enum FileSystem {
  /// A call that failed, in words.
  package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    package var operation: String
    package var path: String
    package var code: Int32

    /// A failure whose reason is in `errno` now.
    package init(_ operation: String, _ path: String) {
      self.init(operation, path, code: errno)
    }

    package init(_ operation: String, _ path: String, code: Int32) {
      self.operation = operation
      self.path = path
      self.code = code
    }

    /// The reason of a file that is larger than it may be.
    package static let tooLarge = EFBIG

    /// The reason of a file or folder that another process has locked.
    package static let lockedByAnother = EWOULDBLOCK

    /// The reason of a file that has fewer bytes than it had.
    package static let tooShort = ESTALE

    /// The reason of an output that a symbolic link would lead elsewhere.
    package static let leadsThroughLink: Int32 = -1

    /// The reason of a file that another program has changed while this one was writing it.
    package static let changedByAnother: Int32 = -2

    /// The reason of a file that is other files too, by hard links.
    package static let hasOtherNames: Int32 = -3

    /// Whether no one reads from the other end of a pipe any more.
    package var isClosedPipe: Bool { code == EPIPE }

    /// "no such file or directory", as the operating system says it.
    package var reason: String {
      switch code {
      case Self.lockedByAnother: "another run is writing it"
      case Self.tooShort: "it is shorter than it was"
      case Self.leadsThroughLink: "it is a symbolic link, which output does not follow here"
      case Self.changedByAnother: "another program has changed it meanwhile"
      case Self.hasOtherNames: "it has other names too (hard links), under which it would change as well"
      default: FileSystem.message(code)
      }
    }
    package var description: String { "cannot \(operation) \(path.displayedPath): \(reason)" }
  }

  /// What a path leads to.
  package struct Status: Sendable {
    package enum Kind: Sendable { case file, folder, link, other }
    package var kind: Kind
    /// Whether it is a named pipe, which opening waits at for the other end.
    package var isPipe: Bool
    package var size: Int
    /// How many names it has.
    package var links: Int
    /// When its content was last changed, in nanoseconds since 1970.
    package var modified: Int
    /// When anything about it was last changed, which no one can set, in nanoseconds since 1970.
    package var touched: Int
    /// Device and inode: two paths that lead to the same thing have the same.
    package var identity: [UInt64]
  }

  /// How many bytes may be written below a folder, which need not be there yet; `nil` if the system does not say.
  package static func room(below folder: String) -> Int? {
    var folder = absolute(folder)
    var info = statvfs()
    while unsafe folder.withPathBytes({ unsafe statvfs($0, &info) }) != 0 {
      guard errno == ENOENT, !folder.isEmpty, folder != "/" else { return nil }
      let parent = split(folder).folder
      folder = parent.isEmpty ? "/" : parent
    }
    return Int(clamping: UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize)).partialValue)
  }

  /// What `errno` means, in lower case.
  package static func message(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    let message = unsafe String(cString: text)
    return message.prefix(1).lowercased() + message.dropFirst()
  }

  /// Looks at a path, following symbolic links unless told not to.
  package static func status(_ path: String, followingLinks: Bool = true) throws(Failure) -> Status {
    var info = stat()
    let result = unsafe path.withPathBytes { unsafe followingLinks ? stat($0, &info) : lstat($0, &info) }
    guard result == 0 else { throw Failure("read", path) }
    let kind: Status.Kind =
      switch info.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    return Status(
      kind: kind, isPipe: info.st_mode & S_IFMT == S_IFIFO, size: Int(info.st_size), links: Int(info.st_nlink),
      modified: info.st_mtim.tv_sec * 1_000_000_000 + info.st_mtim.tv_nsec,
      touched: info.st_ctim.tv_sec * 1_000_000_000 + info.st_ctim.tv_nsec,
      identity: [UInt64(info.st_dev), UInt64(info.st_ino)])
  }

  /// Why a path is not a file that can be read, or `nil` if it is one.
  package static func problemReadingFile(_ path: String) -> String? {
    do {
      let status = try status(path)
      if status.kind == .folder { return "it is a folder" }
      if status.isPipe { return "it is a pipe" }
      return isAllowed(path, R_OK) ? nil : message(errno)
    } catch {
      return error.reason
    }
  }

  /// Why a file cannot be written, or `nil` if it probably can.
  package static func problemWritingFile(_ path: String) -> String? {
    if let status = try? status(path) {
      if status.kind == .folder { return "it is a folder" }
      return isAllowed(path, W_OK) ? nil : message(errno)
    }
    let folder = split(path).folder
    return isAllowed(folder.isEmpty ? "." : folder, W_OK) ? nil : message(errno)
  }

  /// Whether this process may do something with a path; `errno` says why not.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - mode: As `access` has it.
  /// - Returns: Whether it may.
  package static func isAllowed(_ path: String, _ mode: Int32) -> Bool {
    unsafe path.withPathBytes { unsafe access($0, mode) } == 0
  }

  /// Where a path leads in the end, without links, `.` and `..`; `nil` if that is nowhere.
  package static func realPath(_ path: String) -> String? {
    guard let real = unsafe (path.isEmpty ? "." : path).withPathBytes({ unsafe realpath($0, nil) }) else { return nil }
    defer { unsafe free(real) }
    return unsafe String(pathCString: real)
  }

  /// The path from the root, without `.` and `..`; links are not looked at.
  package static func absolute(_ path: String) -> String { normalized(join(currentFolder, path)) }

  /// The folder that relative paths start from.
  package static var currentFolder: String {
    guard let path = unsafe getcwd(nil, 0) else { return "." }
    defer { unsafe free(path) }
    return unsafe String(pathCString: path)
  }

  /// The names in a folder, without `.` and `..`, in no order; `nil` if it cannot be read.
  package static func names(in folder: String) -> [String]? {
    guard let stream = unsafe (folder.isEmpty ? "." : folder).withPathBytes({ unsafe opendir($0) }) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [0x2E] && name != [0x2E, 0x2E] { names.append(String(pathBytes: name.span)) }
    }
    return names
  }

  /// A whole file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - limit: A larger one is an error (``Failure/tooLarge``).
  /// - Returns: Its bytes.
  /// - Throws: ``Failure``.
  package static func contents(of path: String, limit: Int) throws(Failure) -> ByteBuffer {
    var buffer = ByteBuffer()
    try append(contentsOf: path, to: &buffer, limit: limit)
    return buffer
  }

  /// Reads a whole file behind what a buffer has.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - buffer: Gets its bytes.
  ///   - limit: The most bytes that it may have.
  ///   - head: How many bytes of a large file are read first; those of a smaller one are read at once.
  ///   - wantsMore: Says by the file's first bytes whether the rest is wanted; how large the file is counts only then.
  /// - Throws: ``Failure``.
  package static func append(
    contentsOf path: String, to buffer: inout ByteBuffer, limit: Int, upTo head: Int = .max,
    _ wantsMore: (Span<UInt8>) -> Bool = { _ in true }
  ) throws(Failure) {
    let descriptor = try open(path, O_RDONLY)
    defer { close(descriptor) }
    var info = stat()
    let size = unsafe fstat(descriptor, &info) == 0 ? Int(info.st_size) : 0
    let before = buffer.count
    if size > head {
      _ = try read(descriptor, path, into: &buffer, atMost: head)
    } else {
      // One byte more than it should have, so that its end is found by the next read.
      _ = try read(descriptor, path, into: &buffer, atMost: min(max(size + 1, 16 << 10), head))
    }
    guard wantsMore(buffer.span.extracting(before..<buffer.count)) else { return }
    if size > limit { throw Failure("read", path, code: EFBIG) }
    var room = max(before + size + 1 - buffer.count, 16 << 10)
    while try read(descriptor, path, into: &buffer, atMost: room) > 0 {
      if buffer.count > limit { throw Failure("read", path, code: EFBIG) }
      room = max(room - buffer.count, 64 << 10)
    }
  }

  /// Opens a path. Where all descriptors of the process are in use, it waits a while for workers to close theirs.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - flags: As `open` has them; the descriptor is closed in child processes in any case.
  ///   - operation: What it is opened for, for messages.
  /// - Returns: The descriptor.
  /// - Throws: ``Failure``.
  package static func open(
    _ path: String, _ flags: Int32, for operation: String = "open"
  ) throws(Failure) -> Int32 {
    var patience = 200
    while true {
      let descriptor = unsafe path.withPathBytes { unsafe Glibc.open($0, flags | O_CLOEXEC, 0o666) }
      if descriptor >= 0 { return descriptor }
      guard errno == EMFILE || errno == ENFILE, patience > 0 else { throw Failure(operation, path) }
      patience -= 1
      usleep(5_000)
    }
  }

  /// Opens a file, pipe or device. A pipe that no one writes to is opened at once, and waited for by anyone who reads.
  /// A file may be begun in its middle, `offset` bytes from its start.
  package static func openForReading(_ path: String, at offset: Int = 0) throws(Failure) -> Int32 {
    let descriptor = try open(path, O_RDONLY | O_NONBLOCK)
    if offset > 0, lseek(descriptor, offset, SEEK_SET) < 0 {
      let failure = Failure("read", path)
      close(descriptor)
      throw failure
    }
    return descriptor
  }

  /// Closes a descriptor that was only read from.
  package static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

  /// Reads from a descriptor, behind what a buffer has.
  ///
  /// - Returns: How many bytes came; 0 at the end.
  package static func read(
    _ descriptor: Int32, _ path: String, into buffer: inout ByteBuffer, atMost limit: Int
  ) throws(Failure) -> Int {
    var failure: Failure?
    let before = buffer.count
    unsafe buffer.appendUnchecked(limit: limit) { room in
      while true {
        let count = unsafe Glibc.read(descriptor, room.baseAddress, room.count)
        if count >= 0 { return count }
        if errno == EAGAIN {
          // No one has written anything yet; who waits must not use up a processor.
          var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
          _ = unsafe poll(&wish, 1, 1_000)
          continue
        }
        if errno == EINTR { continue }
        failure = Failure("read", path)
        return 0
      }
    }
    if let failure { throw failure }
    return buffer.count - before
  }

  /// Writes all bytes.
  package static func write(_ bytes: Span<UInt8>, to descriptor: Int32, _ path: String) throws(Failure) {
    var failure: Failure?
    unsafe bytes.withUnsafeBytes { all in
      var done = 0
      while done < all.count {
        let count = unsafe Glibc.write(descriptor, all.baseAddress?.advanced(by: done), all.count - done)
        if count >= 0 {
          done += count
        } else if errno != EINTR {
          failure = Failure("write", path)
          return
        }
      }
    }
    if let failure { throw failure }
  }

  /// Moves a file or folder, replacing a file that is there.
  package static func rename(_ path: String, to newPath: String) throws(Failure) {
    let result = unsafe path.withPathBytes { old in
      unsafe newPath.withPathBytes { new in unsafe Glibc.rename(old, new) }
    }
    guard result == 0 else { throw Failure("move \(path.displayedPath) to", newPath) }
  }

  /// Waits until the device has the names in a folder.
  package static func syncFolder(_ path: String) throws(Failure) {
    let descriptor = try open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY)
    defer { close(descriptor) }
    // Some file systems cannot do this, and need not: their names are durable with the files.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw Failure("write to", path) }
  }

  /// Creates a folder and those above it, where they do not exist.
  package static func createFolders(_ path: String) throws(Failure) {
    guard !path.isEmpty, path != "/", (try? status(path).kind) != .folder else { return }
    try createFolders(split(path).folder)
    let result = unsafe path.withPathBytes { unsafe mkdir($0, 0o777) }
    guard result == 0 || (errno == EEXIST && (try? status(path).kind) == .folder) else {
      throw Failure("create the folder", path)
    }
  }

  /// Sees to it that no symbolic link stands between a folder and a path below it, which could lead out of the folder.
  ///
  /// What a person named may be a link; a name that comes from a document must not meet one.
  ///
  /// - Parameters:
  ///   - path: A path below the folder; nothing need be there.
  ///   - folder: The folder.
  /// - Throws: ``Failure`` with ``Failure/leadsThroughLink``.
  package static func forbidLinks(to path: String, below folder: String) throws(Failure) {
    var current = folder
    for part in path.pathParts {
      current = join(current, part)
      guard let status = try? status(current, followingLinks: false) else { return }
      if status.kind == .link { throw Failure("write", current, code: Failure.leadsThroughLink) }
    }
  }

  /// Removes a file or a folder with all that is in it, as far as it can; links are not followed.
  package static func removeTree(_ path: String) {
    if (try? status(path, followingLinks: false).kind) == .folder {
      for name in names(in: path) ?? [] { removeTree(join(path, name)) }
      unsafe path.withPathBytes { _ = unsafe rmdir($0) }
    } else {
      unsafe path.withPathBytes { _ = unsafe unlink($0) }
    }
  }

  /// Removes a folder and those above it, up to `root` and with it, as long as they are empty.
  package static func removeEmptyFolders(_ path: String, in root: String) {
    var path = path
    while true {
      let folder = path.isEmpty ? root : join(root, path)
      guard unsafe folder.withPathBytes({ unsafe rmdir($0) }) == 0, !path.isEmpty else { return }
      path = split(path).folder
    }
  }

  /// `path` as seen from `folder`; an absolute one stays as it is.
  package static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }

  /// The value of an environment variable.
  public static func environmentVariable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// A path without `.`, double slashes and `name/..`.
  package static func normalized(_ path: String) -> String {
    var parts: [String] = []
    for part in path.pathParts where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The folder and the name of a path; the folder of `name` alone is empty.
  package static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.utf8.index(after: slash)...]))
  }
}
