import Minwal

/// Hands out the documents of a quarantine, one a batch, each as it lay in the input.
struct QuarantineSource: BatchSource {
  private let folder: String
  private let entries: [QuarantineEntry]
  /// The encoding that the recipe names now; `nil` for UTF-8.
  private let encoding: String?
  private(set) var count = 0
  var empty: [String] { [] }

  /// Creates a source of some documents.
  init(_ folder: String, _ entries: [QuarantineEntry], encoding: String? = nil) {
    self.folder = folder
    self.entries = entries
    self.encoding = encoding
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
    do {
      try FileSystem.append(
        contentsOf: FileSystem.join(folder, entry.name), to: &batch.bytes, limit: DocumentSource.documentLimit)
    } catch {
      // Somebody has removed the bytes and left the error. One such document is no reason to try no other.
      batch.bytes.clear()
      batch.content = .unreadable(id: entry.id, StageError("unreadable-input", error.description))
      return true
    }
    switch entry.form {
    case .file:
      let failure = misfit(batch.bytes)
      batch.content = failure.map { .unreadable(id: entry.id, $0) } ?? .document(id: entry.id)
    case .line: takeLine(entry, &batch)
    }
    return true
  }

  /// Why a document is not to be read in the encoding that the recipe names now; `nil` if it may be.
  ///
  /// A quarantine is mixed: what is right for one document makes other letters of another, and both would be gone from
  /// it.
  private func misfit(_ bytes: ByteBuffer) -> StageError? {
    guard let encoding else { return nil }
    let sample = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
    guard let better = EncodingGuess.better(for: sample, than: encoding) else { return nil }
    let name = if case .named(let name) = better { name } else { "utf-8" }
    return StageError(
      "wrong-encoding",
      "it does not look like \(encoding), but like \(name); it stays as it is: try it again with --set "
        + "input.encoding=\(name)")
  }

  /// Takes a line that somebody may have laid out over several: line breaks mean nothing in JSON, and each entry is one
  /// document, whatever was made of it.
  private func takeLine(_ entry: QuarantineEntry, _ batch: inout RawBatch) {
    var line = ByteBuffer()
    line.reserve(batch.bytes.count)
    var isBlank = true
    for index in 0..<batch.bytes.count {
      let byte = batch.bytes[index]
      let isSpace = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
      line.append(isSpace ? UInt8(ascii: " ") : byte)
      if byte > 0x20 { isBlank = false }
    }
    guard !isBlank else {
      batch.content = .unreadable(id: entry.id, StageError("malformed-record", "nothing is left of the record"))
      return
    }
    batch.bytes = line
    let (source, number) = Self.split(entry.place)
    batch.content = .lines(source: source, firstLine: number)
  }

  /// The file and the line of `file:line`.
  private static func split(_ place: String) -> (source: String, line: Int) {
    guard let colon = place.utf8.lastIndex(of: UInt8(ascii: ":")), let line = Int(place[colon...].dropFirst()) else {
      return (place, 1)
    }
    return (String(place[..<colon]), line)
  }
}
