import Minwal

/// Hands out the documents of a quarantine, one a batch, each as it lay in the input.
struct QuarantineSource: BatchSource {
  private let folder: String
  private let entries: [QuarantineEntry]
  private(set) var count = 0
  var empty: [String] { [] }

  /// Creates a source of some documents.
  init(_ folder: String, _ entries: [QuarantineEntry]) {
    self.folder = folder
    self.entries = entries
  }

  mutating func next(into batch: inout RawBatch) throws -> Bool {
    guard count < entries.count, !Interruption.isRequested else { return false }
    let entry = entries[count]
    batch.number = count
    batch.firstIndex = entry.index
    batch.count = 1
    batch.bytes.clear()
    count += 1
    guard entry.isKept else {
      // It could not be read then; perhaps it can now.
      batch.content = .files([FileWalk.Found(path: entry.place, relativePath: entry.id)])
      return true
    }
    try FileSystem.append(
      contentsOf: FileSystem.join(folder, entry.name), to: &batch.bytes, limit: DocumentSource.documentLimit)
    switch entry.form {
    case .file: batch.content = .document(id: entry.id)
    case .line:
      let (source, line) = Self.split(entry.place)
      batch.content = .lines(source: source, firstLine: line)
    }
    return true
  }

  /// The file and the line of `file:line`.
  private static func split(_ place: String) -> (source: String, line: Int) {
    guard let colon = place.utf8.lastIndex(of: UInt8(ascii: ":")), let line = Int(place[colon...].dropFirst()) else {
      return (place, 1)
    }
    return (String(place[..<colon]), line)
  }
}
