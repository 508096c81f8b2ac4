import MinwalCompression

/// One file for all records, compressed or not.
package struct FileSink: RecordSink {
  /// How the bytes of a file are made of records.
  package struct Shape: Sendable {
    /// What stands before the first record.
    package var header = ByteBuffer()
    /// What stands behind the last.
    package var footer = ByteBuffer()
    /// How many bytes of a record separate it from the one before.
    package var separatorLength = 0
    package var compressor: Compressor?

    package init() {}
  }

  /// How far a file was written.
  package struct Position: Hashable, Sendable, BinaryCodable {
    /// The hash of the bytes that count, and their number.
    var hash = StableHash.Stream()
    /// Whether there is a record, so that the next one is separated from it.
    var hasRecords = false
    /// What waits for the rest of a frame.
    var pending = ByteBuffer()

    var length: Int { hash.count }

    package init() {}

    package func encode(into writer: inout BinaryWriter) {
      writer.write(hash)
      writer.write(hasRecords)
      writer.write(pending)
    }

    package init(from reader: inout BinaryReader) throws {
      hash = try reader.read()
      hasRecords = try reader.read()
      pending = try reader.read()
    }

    package static func == (a: Position, b: Position) -> Bool {
      a.hash == b.hash && a.hasRecords == b.hasRecords && SinkPosition(a.pending) == SinkPosition(b.pending)
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }
  }

  /// `nil` once it is in its place.
  private var file: AtomicFile?
  private let path: String
  private let shape: Shape
  private var frames: FrameQueue?
  private var position = Position()
  package var description: String { path }

  /// Begins a file.
  package init(path: String, _ shape: Shape) throws {
    self.path = path
    self.shape = shape
    frames = shape.compressor.map { FrameQueue($0) }
    file = try AtomicFile(path)
    try take(shape.header.span)
  }

  /// Resumes a file that another run has left.
  ///
  /// - Parameters:
  ///   - path: Its place.
  ///   - shape: How it is made.
  ///   - position: How much of it counts; ``problem(path:_:resuming:isDone:)`` finds nothing wrong with it.
  ///   - isDone: Whether that is all of it, so that it may have been moved to its place already.
  /// - Throws: ``FileSystem/Failure``, also if there is less of it.
  package init(path: String, _ shape: Shape, resuming position: Position, isDone: Bool) throws {
    self.path = path
    self.shape = shape
    self.position = position
    frames = shape.compressor.map { FrameQueue($0, pending: position.pending) }
    if isDone, (try? FileSystem.status(path + ".partial")) == nil { return }
    file = try AtomicFile(path, keeping: position.length)
  }

  /// Begins a file with the records of one that is in its place.
  ///
  /// - Parameters:
  ///   - path: Its place.
  ///   - shape: How it is made.
  ///   - position: How much of it are records.
  /// - Throws: ``FileSystem/Failure``.
  package init(path: String, _ shape: Shape, adding position: Position) throws {
    try AtomicFile.copyToPartial(path, upTo: position.length)
    try self.init(path: path, shape, resuming: position, isDone: false)
  }

  package mutating func append(_ records: RecordBatch) throws {
    // An exporter that does not tell records apart has all of a batch in one.
    guard frames != nil, !records.ends.isEmpty else { return try append(records.bytes.span) }
    var start = 0
    for record in records.ends {
      try append(records.bytes.span.extracting(start..<record.end))
      start = record.end
    }
    try writeFrames(waits: false)
  }

  /// Takes a record, or several, where nothing is compressed.
  mutating func append(_ records: Span<UInt8>) throws {
    guard records.count > 0 else { return }
    let start = position.hasRecords ? 0 : min(shape.separatorLength, records.count)
    position.hasRecords = true
    try take(records.extracting(start..<records.count))
    frames?.cut()
  }

  private mutating func take(_ bytes: Span<UInt8>) throws {
    if frames == nil { try write(bytes) } else { frames?.append(bytes) }
  }

  private mutating func write(_ bytes: Span<UInt8>) throws {
    position.hash.append(bytes)
    try file?.write(bytes)
  }

  private mutating func writeFrames(waits: Bool) throws {
    while let frame = try frames?.next(waits: waits) { try write(frame.span) }
  }

  package mutating func takeWork() -> [SinkWork] { frames?.takeWork() ?? [] }

  package mutating func commit() throws -> SinkPosition? { try mark().map { SinkPosition($0) } }

  /// Writes what is compressed.
  mutating func writeReady() throws { try writeFrames(waits: false) }

  /// Hands what was taken to the operating system.
  ///
  /// - Returns: How far the file is.
  /// - Throws: ``FileSystem/Failure``.
  mutating func hold() throws -> Position {
    try writeFrames(waits: true)
    try file?.flush()
    position.pending = frames?.pending ?? ByteBuffer()
    return position
  }

  /// Closes the file, to be opened again later. What does not fill a frame becomes one, so that nothing is kept in
  /// memory.
  ///
  /// - Returns: How far the file is.
  /// - Throws: ``FileSystem/Failure``.
  mutating func pause() throws -> Position {
    frames?.cut(atLeast: 1)
    let position = try hold()
    file = nil
    return position
  }

  /// Ends the file after the last record, but for its name.
  ///
  /// - Returns: The hash of all of it.
  /// - Throws: ``FileSystem/Failure``.
  mutating func close() throws -> StableHash.Stream {
    try seal()
    file = nil
    return position.hash
  }

  /// Makes what was taken durable.
  ///
  /// - Returns: How far the file is; `nil` if it is a pipe.
  /// - Throws: ``FileSystem/Failure``.
  mutating func mark() throws -> Position? {
    guard let file else { return position }
    if file.isDirect { return nil }
    try writeFrames(waits: true)
    try file.sync()
    position.pending = frames?.pending ?? ByteBuffer()
    return position
  }

  package mutating func finish() throws {
    try seal()
    try publish()
  }

  /// Writes what is left, after the last record.
  mutating func seal() throws {
    guard let file else { return }
    try writeFrames(waits: true)
    let records = position.hash
    if let tail = try Self.tail(shape, position, frames) {
      position.hash.append(tail.span)
      try file.write(tail.span)
    }
    // Another program has written to the file: is it still what this run has made of it?
    guard !file.isDirect else { return }
    try file.flush()
    if try file.wasTouched, try !Self.begins(file.partialPath, with: records) {
      throw FileSystem.Failure("finish", file.partialPath, code: FileSystem.Failure.changedByAnother)
    }
  }

  /// Moves the file to its place.
  mutating func publish() throws {
    try file?.publish(durably: true)
    file = nil
  }

  package mutating func abandon() -> String? {
    guard let file else { return nil }
    try? writeFrames(waits: true)
    try? file.flush()
    return file.partialPath
  }

  package mutating func discard() {
    guard let file else { return }
    if !file.isDirect { FileSystem.removeTree(file.partialPath) }
    self.file = nil
  }

  // MARK: What is there

  /// What stands in the file behind a position once it is whole.
  private static func tail(_ shape: Shape, _ position: Position, _ frames: FrameQueue?) throws -> ByteBuffer? {
    guard let frames else { return shape.footer }
    return try frames.last(shape.footer.span, isFirst: position.length == 0)
  }

  /// Whether a file begins with the bytes of a hash.
  private static func begins(_ path: String, with hash: StableHash.Stream) throws(FileSystem.Failure) -> Bool {
    let descriptor = try FileSystem.openForReading(path)
    defer { FileSystem.close(descriptor) }
    return try Self.hash(descriptor, path, upTo: hash.count)?.value == hash.value
  }

  /// The hash of a file's first bytes; `nil` if it has not so many.
  static func hash(_ path: String, upTo length: Int) throws(FileSystem.Failure) -> StableHash.Stream? {
    let descriptor = try FileSystem.openForReading(path)
    defer { FileSystem.close(descriptor) }
    return try hash(descriptor, path, upTo: length)
  }

  private static func hash(
    _ descriptor: Int32, _ path: String, upTo length: Int
  ) throws(FileSystem.Failure) -> StableHash.Stream? {
    var (found, buffer) = (StableHash.Stream(), ByteBuffer())
    while found.count < length {
      buffer.clear()
      guard try FileSystem.read(descriptor, path, into: &buffer, atMost: min(1 << 20, length - found.count)) > 0
      else { return nil }
      found.append(buffer.span)
    }
    return found
  }

  /// Whether there is a file that has records, as far as its size says.
  package static func hasRecords(path: String, _ shape: Shape) -> Bool {
    guard let status = try? FileSystem.status(path), status.kind == .file, status.size > 0 else { return false }
    let frames = shape.compressor.map { FrameQueue($0, pending: shape.header) }
    guard frames != nil else { return status.size != shape.header.count + shape.footer.count }
    return (try? tail(shape, Position(), frames)?.count) != status.size
  }

  /// Finds out why a file cannot be resumed, or added to.
  ///
  /// - Parameters:
  ///   - path: Its place.
  ///   - shape: How it is made.
  ///   - position: How far it was.
  ///   - isDone: Whether it may be in its place.
  ///   - mustBeDone: Whether it must be.
  /// - Returns: What is wrong; `nil` if nothing is.
  package static func problem(
    path: String, _ shape: Shape, _ position: Position, isDone: Bool, mustBeDone: Bool
  ) -> String? {
    let partial = path + ".partial"
    do {
      if isDone, mustBeDone || (try? FileSystem.status(partial, followingLinks: false)) == nil {
        guard let status = try? FileSystem.status(path) else { return "'\(path)' is gone" }
        let frames = shape.compressor.map { FrameQueue($0, pending: position.pending) }
        let tail = try tail(shape, position, frames)?.count ?? 0
        guard status.size == position.length + tail, try begins(path, with: position.hash) else {
          return "'\(path)' was changed since"
        }
        return nil
      }
      guard let status = try? FileSystem.status(partial, followingLinks: false) else { return "'\(partial)' is gone" }
      if status.kind != .file { return "'\(partial)' is not a file any more" }
      if status.links > 1 { return "'\(partial)' is another file too (a hard link)" }
      if status.size < position.length { return "'\(partial)' is shorter than it was" }
      return try begins(partial, with: position.hash) ? nil : "'\(partial)' was changed since"
    } catch {
      return "\(error)"
    }
  }
}
