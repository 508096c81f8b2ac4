import Minwal
import MinwalCompression
import MinwalRecipe

/// Decides which reader a file is for: what the recipe says, what the file is by its first bytes, what it is called.
struct KindFinder {
  private let readers: ReaderSet
  /// The reader that the recipe names.
  private let forced: Int?
  /// The reader that the recipe names for other files, which is tried first.
  private let preferred: Int?
  private let text: Int?
  private let all: [DueReader]

  init(_ item: InputItem, _ table: ReaderTable) {
    readers = table.sets[item.set]
    all = readers.all
    forced = item.reader.flatMap(readers.index(of:))
    preferred = item.preferred.flatMap(readers.index(of:))
    text = readers.index(of: "text")
  }

  /// The reader of a file that the worker reads as a whole, so that no one has to look into it before; `nil` if one must.
  func wholeFile(_ path: String) -> Int? {
    let reader = forced ?? (preferred.map { isForWhole($0) } == false ? nil : bySuffix(path))
    return reader.flatMap { isForWhole($0) ? $0 : nil }
  }

  /// Whether files of a reader are one record each.
  func isForWhole(_ reader: Int) -> Bool {
    // The worker will say why one cannot be made.
    switch try? all[reader].instance().reader.framing {
    case .whole, .path, nil: true
    case .lines, .records, .rows: false
    }
  }

  /// The reader that a file is for as long as no one has looked into it.
  func expected(_ path: String) -> Int? { forced ?? preferred ?? bySuffix(path) }

  /// The encoding that the recipe says a file is in.
  func encoding(_ path: String) -> Encoding? { expected(path).flatMap { try? all[$0].instance().reader.encoding } }

  private func bySuffix(_ path: String) -> Int? {
    readers.index(bySuffixOf: Compression.bySuffix(of: path)?.rest ?? path)
  }

  /// The reader of a file by its first bytes.
  ///
  /// - Parameters:
  ///   - stream: The file, of which the head was read.
  ///   - path: The file.
  /// - Returns: The reader's place in the set.
  /// - Throws: ``StageError`` `wrong-kind` if no reader fits.
  func reader(_ stream: RecordStream, _ path: String) throws -> Int {
    let head = stream.head
    if let forced {
      try check(stream, by: forced, path)
      return forced
    }
    let named = bySuffix(path)
    if let preferred, !isForWhole(preferred), named == nil || named == text || named == preferred {
      if head.isEmpty || (try? check(stream, by: preferred, path)) != nil { return preferred }
    }
    if let foreign = ForeignKind(head: head.span), recognized(head) == nil {
      throw StageError(.wrongKind, "it is \(foreign.title), which no reader is for: \(foreign.advice)")
    }
    let fits = named.map { head.isEmpty || recognizes($0, head) != false } ?? false
    // A text may well begin like JSON.
    let isText = named != nil && named == text
    guard let reader = (fits || isText ? named : recognized(head)) ?? named ?? text ?? preferred else {
      throw StageError(.wrongKind, "no reader is for such files")
    }
    try check(stream, by: reader, path)
    return reader
  }

  private func recognizes(_ reader: Int, _ head: ByteBuffer) -> Bool? {
    var start = ByteBuffer()
    start.append(head.span.extracting(0..<min(head.count, 4096)))
    return all[reader].type.recognizes(start)
  }

  private func recognized(_ head: ByteBuffer) -> Int? {
    // JSON Lines are also values one behind the other, as JSON may be: the narrower kind goes first.
    all.indices.filter { recognizes($0, head) == true && all[$0].takesFilesByKind }.max {
      (isLines($0) ? 1 : 0) < (isLines($1) ? 1 : 0)
    }
  }

  private func isLines(_ reader: Int) -> Bool {
    if case .lines? = try? all[reader].instance().reader.framing { true } else { false }
  }

  // MARK: The first records

  /// How many records at the start of a file are tried before it is given up.
  private static let tries = 100

  /// Sees that one of a file's first records can be read, if it has records.
  ///
  /// - Throws: ``StageError`` that says what the file is instead, or why no record can be read.
  private func check(_ file: RecordStream, by reader: Int, _ path: String) throws {
    guard !isForWhole(reader) else { return }
    let head = file.head
    var instance = try all[reader].instance()
    if case .rows(let source) = instance.reader.framing { return try Self.checkRows(path, source) }
    // What has the first bytes of its kind, such as an archive, may have anything behind them.
    if recognizes(reader, head) != true,
      let problem = TextDecoder.binary(head.span, file.isUTF8 ? nil : instance.reader.encoding)
    {
      if let foreign = ForeignKind(head: head.span) {
        throw StageError(.wrongKind, "it is \(foreign.title), which no reader is for: \(foreign.advice)")
      }
      throw problem
    }
    var stream = BufferedRecords(head, instance.reader.framing, isWhole: file.isWhole)
    var document = Document()
    var problem: (error: StageError, line: Int)?
    var count = 0
    func next() throws -> (range: Range<Int>, line: Int)? {
      do { return try stream.next() } catch {
        // Behind records that are no documents, it is told with its place when the file is read.
        guard count == 0, stream.hasPassedOver else { throw error }
        return nil
      }
    }
    while count < Self.tries, let record = try next() {
      count += 1
      document.reset(id: "", index: 0) { _ in }
      do {
        let bytes = head.span.extracting(record.range)
        _ = try instance.reader.read(
          Record(bytes, id: "", place: Place(path), path: path, preamble: stream.preamble, isUTF8: file.isUTF8),
          into: &document)
        return
      } catch {
        problem = problem ?? (StageError(wrapping: error), record.line)
      }
    }
    guard let problem else { return }
    throw StageError(.wrongKind, describe(problem, count, head, reader))
  }

  /// Sees that rows can be read.
  private static func checkRows(_ path: String, _ source: any RowSource) throws {
    guard path != "-" else { throw StageError(.wrongKind, "it comes through a pipe, and the reader needs a file") }
    var cursor = try source.open(path, from: 0)
    var row = ByteBuffer()
    _ = try cursor.next(into: &row)
  }

  private func describe(
    _ problem: (error: StageError, line: Int), _ count: Int, _ head: ByteBuffer, _ reader: Int
  ) -> String {
    let title = all[reader].spec.title
    var message =
      count == 1
      ? "its only record cannot be read as \(title)" : "none of its first \(count) records can be read as \(title)"
    message += "; line \(problem.line): \(problem.error.message)"
    if let foreign = ForeignKind(head: head.span) { return message + ". It is \(foreign.title): \(foreign.advice)" }
    let kind = recognized(head)
    if let other = kind, other != reader {
      let spec = all[other].spec
      return message
        + ". It looks like \(spec.title): use '\(spec.name):' for it, or 'files:' to have each file read by its kind"
    }
    if problem.error.code == .malformedRecord, kind != reader, let text,
      ["jsonl", "json"].contains(all[reader].spec.name)
    {
      return message + ". If it is text, use '\(all[text].spec.name):' for it"
    }
    return message
  }
}
