import Minwal

/// Hands out the documents of a quarantine, one a batch, each as it lay in the input.
struct QuarantineSource: BatchSource {
  private let folder: String
  private let entries: [QuarantineEntry]
  private let readers: ReaderTable
  private(set) var count = 0
  var empty: [String] { [] }

  /// Creates a source of some documents.
  init(_ folder: String, _ entries: [QuarantineEntry], _ readers: ReaderTable) {
    self.folder = folder
    self.entries = entries
    self.readers = readers
  }

  mutating func next(into batch: inout RawBatch) throws -> Bool {
    guard count < entries.count, !Interruption.isRequested else { return false }
    let entry = entries[count]
    batch.clear()
    batch.number = count
    batch.firstIndex = entry.index
    count += 1
    var file = BatchFile(
      path: entry.place.file, id: entry.id, reader: readers.index(of: entry.reader) ?? 0, preamble: entry.preamble)
    guard entry.isKept else {
      // It could not be read then; perhaps it can now.
      batch.add(file, .file)
      return true
    }
    do {
      file.path = FileSystem.join(folder, entry.name)
      try FileSystem.append(contentsOf: file.path, to: &batch.bytes, limit: DocumentSource.documentLimit)
      file.path = entry.place.file
      batch.add(file, .bytes(0..<batch.bytes.count))
      batch.records[0].id = entry.id
      if let line = entry.place.line { batch.records[0].position = RecordPosition(line: line) }
    } catch {
      // Somebody has removed the bytes and left the error. One such document is no reason to try no other.
      batch.bytes.clear()
      batch.add(file, .unreadable(StageError("unreadable-input", error.description)))
    }
    return true
  }
}
