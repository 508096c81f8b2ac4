import Minwal

/// Where the records of one exporter go. Only one place writes, in the order of the input.
protocol Output: Sendable {
  /// What messages call it.
  var description: String { get }
  /// Writes a batch's records.
  mutating func write(_ records: Records) throws(FileSystem.Failure)
  /// Ends the output after the last record: a whole file appears now.
  mutating func finish() throws(FileSystem.Failure)
  /// Ends the output before its time, and says what there is of it.
  mutating func abandon() -> String?
}

/// One file for all records.
struct FileOutput: Output {
  private let file: AtomicFile
  let path: String
  private var isFinished = false
  var description: String { path }

  init(path: String, header: ByteBuffer) throws(FileSystem.Failure) {
    self.path = path
    file = try AtomicFile(path)
    try file.write(header.span)
  }

  mutating func write(_ records: Records) throws(FileSystem.Failure) { try file.write(records.bytes.span) }

  mutating func finish() throws(FileSystem.Failure) {
    try file.publish(durably: true)
    isFinished = true
  }

  mutating func abandon() -> String? {
    if isFinished { return nil }
    try? file.flush()
    return file.partialPath
  }
}

/// A file per document, in a folder.
struct FolderOutput: Output {
  let folder: String
  let pathExtension: String
  private let header: ByteBuffer
  private var names = NameRegister(companions: [".partial"])
  private var count = 0
  var description: String { folder + "/" }

  init(folder: String, pathExtension: String, header: ByteBuffer) throws(FileSystem.Failure) {
    self.folder = folder
    self.pathExtension = pathExtension
    self.header = header
    try FileSystem.createFolders(folder)
  }

  mutating func write(_ records: Records) throws(FileSystem.Failure) {
    var start = 0
    for (id, end) in records.documents {
      let name = names.claim(SafeName.path(for: Self.withoutTextExtension(id)), ending: "." + pathExtension)
      let file = try AtomicFile(name, in: folder)
      try file.write(header.span)
      try file.write(records.bytes.span.extracting(start..<end))
      try file.publish(durably: false)
      start = end
      count += 1
    }
  }

  mutating func finish() throws(FileSystem.Failure) {}
  mutating func abandon() -> String? { count > 0 ? "\(count) files in \(folder)" : nil }

  /// `article.txt` becomes `article.md`, not `article.txt.md`.
  private static func withoutTextExtension(_ id: String) -> String {
    id.hasSuffix(".txt") && !id.hasSuffix("/.txt") && id != ".txt" ? String(id.dropLast(4)) : id
  }
}

/// Standard output. What was written cannot be taken back.
struct StandardOutput: Output {
  var description: String { "standard output" }

  init(header: ByteBuffer) throws(FileSystem.Failure) { try FileSystem.write(header.span, to: 1, description) }

  mutating func write(_ records: Records) throws(FileSystem.Failure) {
    try FileSystem.write(records.bytes.span, to: 1, description)
  }
  mutating func finish() throws(FileSystem.Failure) {}
  mutating func abandon() -> String? { nil }
}
