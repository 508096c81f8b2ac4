import Minwal

/// One file for all records.
struct FileOutput: Output {
  /// `nil` once it is in its place.
  private var file: AtomicFile?
  private let path: String
  private var position = OutputPosition()
  var description: String { path }

  /// Begins a file.
  init(path: String, header: ByteBuffer) throws(FileSystem.Failure) {
    self.path = path
    let file = try AtomicFile(path)
    try file.write(header.span)
    self.file = file
  }

  /// Goes on with a file that another run has left.
  ///
  /// - Parameters:
  ///   - path: Its place.
  ///   - position: How much of it counts.
  ///   - mayBeWhole: Whether that is all of it, so that it may have been moved to its place already.
  /// - Throws: ``FileSystem/Failure``, also if there is less of it.
  init(path: String, resuming position: OutputPosition, mayBeWhole: Bool) throws(FileSystem.Failure) {
    self.path = path
    self.position = position
    if mayBeWhole, (try? FileSystem.status(path + ".partial")) == nil,
      (try? FileSystem.status(path).size) == position.bytes
    {
      return
    }
    file = try AtomicFile(path, keeping: position.bytes)
  }

  mutating func write(_ records: Records) throws(FileSystem.Failure) {
    try file?.write(records.bytes.span)
    position.records += records.count
  }

  mutating func commit() throws(FileSystem.Failure) -> OutputPosition? {
    guard let file else { return position }
    if file.isDirect { return nil }
    try file.sync()
    position.bytes = file.length
    return position
  }

  mutating func finish() throws(FileSystem.Failure) {
    try file?.publish(durably: true)
    file = nil
  }

  mutating func abandon() -> String? {
    guard let file else { return nil }
    try? file.flush()
    return file.partialPath
  }
}
