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

  init(_ item: InputItem, _ table: ReaderTable) {
    readers = table.sets[item.set]
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
    switch readers.all[reader].reader.framing {
    case .whole, .path: true
    case .lines, .records: false
    }
  }

  private func bySuffix(_ path: String) -> Int? {
    readers.index(bySuffixOf: Compression.bySuffix(of: path)?.rest ?? path)
  }

  /// The reader of a file by its first bytes.
  ///
  /// - Parameters:
  ///   - head: The first bytes, decompressed.
  ///   - isWhole: Whether they are all.
  ///   - path: The file.
  /// - Returns: The reader's place in the set.
  /// - Throws: ``StageError`` `wrong-kind` if no reader fits.
  func reader(_ head: ByteBuffer, isWhole: Bool, _ path: String) throws -> Int {
    if let forced {
      if !isForWhole(forced) { try check(head, isWhole: isWhole, by: forced, path) }
      return forced
    }
    let named = bySuffix(path)
    if let preferred, !isForWhole(preferred), named == nil || named == text || named == preferred {
      if head.isEmpty || (try? check(head, isWhole: isWhole, by: preferred, path)) != nil { return preferred }
    }
    if let foreign = ForeignKind(head: head.span) {
      throw StageError("wrong-kind", "it is \(foreign.title), which no reader is for: \(foreign.advice)")
    }
    if let named, head.isEmpty || recognizes(named, head) != false {
      if !isForWhole(named) { try check(head, isWhole: isWhole, by: named, path) }
      return named
    }
    // A text may well begin like JSON.
    if named != text || named == nil, let found = recognized(head) {
      try check(head, isWhole: isWhole, by: found, path)
      return found
    }
    if let named, !isForWhole(named) {
      try check(head, isWhole: isWhole, by: named, path)
      return named
    }
    guard let text = named ?? text ?? preferred else {
      throw StageError("wrong-kind", "no reader is for such files")
    }
    return text
  }

  private func recognizes(_ reader: Int, _ head: ByteBuffer) -> Bool? {
    readers.all[reader].recognizes(head.span.extracting(0..<min(head.count, 4096)))
  }

  private func recognized(_ head: ByteBuffer) -> Int? {
    // JSON Lines are also values one behind the other, as JSON may be: the narrower kind goes first.
    readers.all.indices.filter { recognizes($0, head) == true }.max {
      (isLines($0) ? 1 : 0) < (isLines($1) ? 1 : 0)
    }
  }

  private func isLines(_ reader: Int) -> Bool {
    if case .lines = readers.all[reader].reader.framing { true } else { false }
  }

  // MARK: The first records

  /// How many records at the start of a file are tried before it is given up.
  private static let tries = 100

  /// Sees that one of a file's first records can be read.
  ///
  /// - Throws: ``StageError`` that says what the file is instead, or why no record can be read.
  private func check(_ head: ByteBuffer, isWhole: Bool, by reader: Int, _ path: String) throws {
    var instance = readers.all[reader]
    var stream = BufferedRecords(head, instance.reader.framing, isWhole: isWhole)
    var document = Document()
    var problem: (error: StageError, line: Int)?
    var count = 0
    while count < Self.tries, let record = try stream.next() {
      count += 1
      document.reset(id: "", index: 0) { _ in }
      do {
        let bytes = head.span.extracting(record.range)
        _ = try instance.reader.read(
          Record(bytes, id: "", place: Place(path), path: path, preamble: stream.preamble), into: &document)
        return
      } catch {
        problem = problem ?? (StageError(wrapping: error), record.line)
      }
    }
    guard let problem else { return }
    throw StageError("wrong-kind", describe(problem, count, head, reader))
  }

  private func describe(
    _ problem: (error: StageError, line: Int), _ count: Int, _ head: ByteBuffer, _ reader: Int
  ) -> String {
    let title = readers.all[reader].spec.title
    var message =
      count == 1
      ? "its only record cannot be read as \(title)" : "none of its first \(count) records can be read as \(title)"
    message += "; line \(problem.line): \(problem.error.message)"
    if let foreign = ForeignKind(head: head.span) { return message + ". It is \(foreign.title): \(foreign.advice)" }
    if let other = recognized(head), other != reader {
      let spec = readers.all[other].spec
      return message
        + ". It looks like \(spec.title): use '\(spec.name):' for it, or 'files:' to have each file read by its kind"
    }
    if problem.error.code == "malformed-record", let text, !head.span.hasManyControls,
      ["jsonl", "json"].contains(readers.all[reader].spec.name)
    {
      return message + ". If it is text, use '\(readers.all[text].spec.name):' for it"
    }
    return message
  }
}

extension Span where Element == UInt8 {
  /// Whether these can hardly be the first bytes of a text.
  fileprivate var hasManyControls: Bool {
    let sample = Swift.min(count, 4096)
    return (0..<sample).count { self[$0] < 0x20 && ![0x09, 0x0A, 0x0D].contains(self[$0]) } * 20 > sample
  }
}
