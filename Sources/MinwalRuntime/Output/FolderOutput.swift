import Minwal

/// A file per document, in a folder.
struct FolderOutput: Output {
  private let folder: String
  private let pathExtension: String
  private let header: ByteBuffer
  private var names: NameLog
  private var records = 0
  private let lock: FolderLock
  var description: String { folder + "/" }

  /// Begins, or goes on with, a folder of files.
  ///
  /// - Parameters:
  ///   - folder: The folder, which is created if need be.
  ///   - pathExtension: The ending of its files' names.
  ///   - header: What each file begins with.
  ///   - log: The file where the names are noted, if any.
  ///   - position: Where to go on; `nil` to begin.
  /// - Throws: ``FileSystem/Failure``; if another run has the folder, one whose code is `EWOULDBLOCK`.
  init(
    folder: String, pathExtension: String, header: ByteBuffer, log: String? = nil,
    resuming position: OutputPosition? = nil
  ) throws(FileSystem.Failure) {
    self.folder = folder
    self.pathExtension = pathExtension
    self.header = header
    try FileSystem.createFolders(folder)
    lock = try FolderLock(folder)
    names = try NameLog(log, companions: [".partial"], keeping: position?.bytes ?? 0)
    records = position?.records ?? 0
  }

  mutating func write(_ records: Records) throws(FileSystem.Failure) {
    var start = 0
    for (id, end) in records.documents {
      let name = try names.claim(SafeName.path(for: Self.withoutTextExtension(id)), ending: "." + pathExtension)
      let file = try AtomicFile(name, in: folder)
      try file.write(header.span)
      try file.write(records.bytes.span.extracting(start..<end))
      try file.publish(durably: false)
      start = end
      self.records += 1
    }
  }

  mutating func commit() throws(FileSystem.Failure) -> OutputPosition? {
    try lock.syncFileSystem()
    return OutputPosition(records: records, bytes: try names.commit())
  }

  mutating func finish() throws(FileSystem.Failure) { try lock.syncFileSystem() }
  mutating func abandon() -> String? { records > 0 ? "\(records) files in \(folder)" : nil }

  /// `article.txt` becomes `article.md`, not `article.txt.md`.
  private static func withoutTextExtension(_ id: String) -> String {
    id.hasSuffix(".txt") && !id.hasSuffix("/.txt") && id != ".txt" ? String(id.dropLast(4)) : id
  }
}
