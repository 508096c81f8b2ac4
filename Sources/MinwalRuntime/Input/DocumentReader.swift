import Minwal
import MinwalRecipe

/// Reads the documents of a batch, one after another into the same document. Each worker has one.
struct DocumentReader {
  private let due: [DueReader]
  private let names: [String]
  /// Copies of those of ``due`` that records came for.
  private var readers: [ReaderInstance?]
  private var file = ByteBuffer()
  private var sidecar = Sidecar()
  /// The language of documents that do not declare one; `nil` if the recipe does not either.
  private let language: Language?
  /// Where to note which document is in hand, if the process may die of it.
  private let recorder: FlightRecorder?

  init(_ recipe: Recipe, _ recorder: FlightRecorder? = nil) {
    due = ReaderTable(recipe.readers).all
    names = due.map(\.spec.name)
    readers = Array(repeating: nil, count: due.count)
    language = recipe.language
    self.recorder = recorder
  }

  /// Calls `body` with each document of the batch, and the bytes it was read from.
  mutating func forEach(
    in batch: borrowing RawBatch, _ document: inout Document,
    _ body: (inout Document, ReadOutcome, Span<UInt8>) throws -> Void
  ) rethrows {
    let bytes = batch.bytes
    for (offset, record) in batch.records.enumerated() {
      recorder?.begin(document: offset)
      let source = batch.files[record.file]
      var outcome = ReadOutcome(
        place: batch.place(of: record), reader: names.indices.contains(source.reader) ? names[source.reader] : "text",
        preamble: source.preamble, isUTF8: source.isUTF8)
      document.reset(id: batch.id(of: record), index: batch.firstIndex + offset) { _ in }
      file.clear()
      switch record.content {
      case .bytes(let range):
        let part = bytes.span.extracting(range)
        read(part, source, nil, &document, &outcome)
        try body(&document, outcome, part)
      case .file:
        let isPlain = open(source, &outcome)
        let contents = file
        let path = isPlain && waits(source.reader) ? FileSystem.absolute(source.path) : nil
        if outcome.failure == nil { read(contents.span, source, path, &document, &outcome) }
        try body(&document, outcome, contents.span)
      case .unreadable(let error):
        outcome.failure = error
        outcome.hasInput = false
        try body(&document, outcome, file.span)
      }
    }
  }

  /// Whether a reader is one that starts programs and the like; others need no path.
  private func waits(_ reader: Int) -> Bool { due.indices.contains(reader) && due[reader].spec.waits }

  /// Has the reader make a document of a record's bytes.
  private mutating func read(
    _ bytes: Span<UInt8>, _ source: BatchFile, _ file: String?, _ document: inout Document, _ outcome: inout ReadOutcome
  ) {
    guard readers.indices.contains(source.reader) else {
      outcome.failure = StageError(.stageFailed, "the recipe has no such reader")
      return
    }
    do {
      if readers[source.reader] == nil { readers[source.reader] = try due[source.reader].instance() }
      let record = Record(
        bytes, id: document.id, place: outcome.place, path: source.path, preamble: source.preamble,
        isUTF8: source.isUTF8, file: file)
      outcome.replacements = try readers[source.reader]?.reader.read(record, into: &document) ?? 0
    } catch {
      var failure = StageError(wrapping: error)
      if failure.code == .binaryInput, readers[source.reader]?.recognizes(bytes) != true,
        let foreign = ForeignKind(head: bytes)
      {
        failure.message = "it is \(foreign.title), which no reader is for: \(foreign.advice)"
      }
      outcome.failure = failure
    }
    if let path = source.tags.sidecar, outcome.failure == nil {
      do { try sidecar.add(path, to: &document) } catch { outcome.failure = StageError(wrapping: error) }
    }
    for member in source.tags.ofPath where document.metadata[member.name] == nil {
      document.metadata[member.name] = member.value
    }
    document.language = document.language ?? source.tags.language ?? language
    for member in source.tags.metadata { document.metadata[member.name] = member.value }
  }

  /// Reads a whole file, and decompresses it if need be.
  ///
  /// - Returns: Whether it is as it lies there.
  private mutating func open(_ source: BatchFile, _ outcome: inout ReadOutcome) -> Bool {
    if due.indices.contains(source.reader), let reader = try? due[source.reader].instance().reader,
      case .path = reader.framing
    {
      return true
    }
    do {
      return try !ByteSource.read(source.path, name: source.shown, into: &file)
    } catch let error as FileSystem.Failure {
      file.clear()
      outcome.hasInput = false
      outcome.failure =
        error.code == FileSystem.Failure.tooLarge
        ? DocumentSource.tooLarge : StageError(.unreadableInput, error.description)
    } catch {
      outcome.failure = StageError(wrapping: error)
      // The file is kept as it is.
      file.clear()
      let limit = DocumentSource.documentLimit
      outcome.hasInput = (try? FileSystem.append(contentsOf: source.path, to: &file, limit: limit)) != nil
    }
    return true
  }
}
