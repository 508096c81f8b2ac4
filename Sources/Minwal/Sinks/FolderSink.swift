import MinwalCompression

/// A file per document, in a folder.
package struct FolderSink: RecordSink {
  /// How far a folder was written.
  package struct Position: Hashable, Sendable, BinaryCodable {
    /// How many files there are.
    var files = 0
    /// How many bytes the list of their names has.
    var names = 0

    package init() {}

    package func encode(into writer: inout BinaryWriter) {
      writer.write(files)
      writer.write(names)
    }

    package init(from reader: inout BinaryReader) throws {
      files = try reader.readAmount()
      names = try reader.readAmount()
    }
  }

  private let folder: String
  private let pathExtension: String
  private let shape: FileSink.Shape
  private var names: NameLog
  private var position = Position()
  private let lock: FolderLock
  package var description: String { folder + "/" }

  /// Begins, or resumes, a folder of files.
  ///
  /// - Parameters:
  ///   - folder: The folder, which is created if need be.
  ///   - pathExtension: The ending of its files' names.
  ///   - shape: How each file is made.
  ///   - notes: The file where the names are noted, if any.
  ///   - position: Where to resume; `nil` to begin.
  /// - Throws: ``FileSystem/Failure``; if another run has the folder, one whose code is `EWOULDBLOCK`.
  package init(
    folder: String, pathExtension: String, _ shape: FileSink.Shape, notes: String? = nil,
    resuming position: Position? = nil
  ) throws {
    self.folder = folder
    self.pathExtension = pathExtension
    self.shape = shape
    try FileSystem.createFolders(folder)
    lock = try FolderLock(folder)
    names = try NameLog(notes, companions: [".partial"], keeping: position?.names ?? 0)
    self.position = position ?? Position()
  }

  package mutating func append(_ records: RecordBatch) throws {
    var start = 0
    for document in records.ends {
      let path = SafeName.path(for: Self.withoutTextExtension(document.id))
      let name = try names.claim(path, ending: "." + pathExtension)
      let file = try AtomicFile(name, in: folder)
      try write(
        records.bytes.span.extracting(min(start + shape.separatorLength, document.end)..<document.end), to: file)
      try file.publish(durably: false)
      start = document.end
      position.files += 1
    }
  }

  private func write(_ record: Span<UInt8>, to file: AtomicFile) throws {
    var bytes = shape.header
    bytes.append(record)
    bytes.append(shape.footer.span)
    if let compressor = shape.compressor { bytes = try compressor.compress(bytes.span) }
    try file.write(bytes.span)
  }

  package mutating func commit() throws -> SinkPosition? {
    try lock.syncFileSystem()
    position.names = try names.commit()
    return SinkPosition(position)
  }

  package mutating func finish() throws { try lock.syncFileSystem() }
  package mutating func abandon() -> String? { position.files > 0 ? "\(position.files) files in \(folder)" : nil }

  /// Finds out why a folder cannot be resumed.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - notes: Where the names of its files are.
  ///   - position: How far it was.
  /// - Returns: What is wrong; `nil` if nothing is.
  package static func problem(folder: String, notes: String?, _ position: Position) -> String? {
    guard position.files > 0 else { return nil }
    guard (try? FileSystem.status(folder).kind) == .folder else { return "'\(folder)' is gone" }
    guard let notes else { return nil }
    do {
      for name in try NameLog.names(in: notes, length: position.names) {
        let path = FileSystem.join(folder, name)
        guard (try? FileSystem.status(path, followingLinks: false).kind) == .file else { return "'\(path)' is gone" }
      }
      return nil
    } catch {
      return error.description
    }
  }

  /// `article.txt` becomes `article.md`, not `article.txt.md`.
  private static func withoutTextExtension(_ id: String) -> String {
    id.hasSuffix(".txt") && !id.hasSuffix("/.txt") && id != ".txt" ? String(id.dropLast(4)) : id
  }
}
