import Glibc
import Minwal
import MinwalRecipe

/// Reads the documents of a batch, one after another into the same document. Each worker has one.
struct DocumentReader {
  /// What there is to know about a document besides itself.
  struct Arrival {
    /// Where it lies: a file, or a file and a line.
    var place: String
    /// The line of the file that it is, if it is a line of JSON.
    var line: Int?
    var form: DocumentForm { line == nil ? .file : .line }
    /// Malformed sequences that became U+FFFD.
    var replacements = 0
    /// Why it could not be read.
    var failure: StageError?
    /// Whether there are bytes to keep if it fails.
    var hasInput = true
  }

  private let decoder: TextDecoder
  private var lines: JSONLines
  private var file = ByteBuffer()

  /// The language of documents that do not declare one; `nil` if the recipe does not either.
  private let language: Language?
  /// Where to note which document is in hand, if the process may die of it.
  private let recorder: FlightRecorder?

  init(_ options: InputOptions, language: Language?, _ recorder: FlightRecorder? = nil) {
    self.language = language
    self.recorder = recorder
    decoder = TextDecoder(
      encoding: options.encoding?.isUTF8 == true ? nil : options.encoding?.name, invalidUTF8: options.invalidUtf8)
    lines = JSONLines(options, decoder)
  }

  /// Calls `body` with each document of the batch, and the bytes it was read from.
  mutating func forEach(
    in batch: borrowing RawBatch, _ document: inout Document,
    _ body: (inout Document, Arrival, Span<UInt8>) throws -> Void
  ) rethrows {
    switch batch.content {
    case .files(let files):
      for (offset, found) in files.enumerated() {
        recorder?.begin(document: offset)
        let arrival = read(found, index: batch.firstIndex + offset, into: &document)
        try body(&document, arrival, file.span)
      }
    case .lines(let source, let firstLine):
      var ranges: [(Range<Int>, Int)] = []
      let bytes = batch.bytes
      JSONLines.forEach(in: bytes.span) { range, number in ranges.append((range, number)) }
      for (offset, (range, number)) in ranges.enumerated() {
        recorder?.begin(document: offset)
        let line = bytes.span.extracting(range)
        var arrival = Arrival(place: "\(source):\(firstLine + number)", line: firstLine + number)
        do {
          arrival.replacements = try lines.read(
            line, place: arrival.place, index: batch.firstIndex + offset, into: &document)
        } catch {
          arrival.failure = StageError(wrapping: error)
        }
        document.language = document.language ?? language
        try body(&document, arrival, line)
      }
    case .document(let id):
      recorder?.begin(document: 0)
      let bytes = batch.bytes
      let arrival = decode(bytes.span, id: id, place: id, index: batch.firstIndex, into: &document)
      try body(&document, arrival, bytes.span)
    case .unreadable(let id, let error):
      document.reset(id: id, index: batch.firstIndex) { _ in }
      let nothing = ByteBuffer()
      try body(&document, Arrival(place: id, failure: error, hasInput: false), nothing.span)
    }
  }

  private mutating func read(_ found: FileWalk.Found, index: Int, into document: inout Document) -> Arrival {
    file.clear()
    do {
      try FileSystem.append(contentsOf: found.path, to: &file, limit: DocumentSource.documentLimit)
    } catch {
      file.clear()
      document.reset(id: found.relativePath, index: index) { _ in }
      let failure =
        error.code == FileSystem.Failure.tooLarge
        ? DocumentSource.tooLarge : StageError("unreadable-input", error.description)
      return Arrival(place: found.path.displayedPath, failure: failure, hasInput: false)
    }
    return decode(file.span, id: found.relativePath, place: found.path.displayedPath, index: index, into: &document)
  }

  private func decode(
    _ bytes: Span<UInt8>, id: String, place: String, index: Int, into document: inout Document
  ) -> Arrival {
    var arrival = Arrival(place: place)
    do {
      var trace = document.isTraced ? EditTrace() : nil
      try document.reset(id: id, index: index) { arrival.replacements = try decoder.decode(bytes, into: &$0, &trace) }
      if let trace { document.startTracing(from: trace) }
    } catch {
      arrival.failure = StageError(wrapping: error)
    }
    document.language = language
    return arrival
  }
}

extension StageError {
  /// Any error as one that reports can show.
  init(wrapping error: any Error) { self = error as? StageError ?? StageError("stage-failed", "\(error)") }
}
