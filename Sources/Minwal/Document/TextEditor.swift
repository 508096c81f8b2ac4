/// Rewrites a text from front to back: each byte of the source is kept, removed for a reason, or replaced for one.
///
/// As fast as copying when nobody watches; when the document is traced, every change is recorded with its place.
/// What is not mentioned at the end is kept. Offsets are byte offsets into the source, and only ever grow.
public struct TextEditor: ~Copyable {
  /// The text as it was.
  public let source: Text
  /// How much of the source has been dealt with.
  public private(set) var position = 0

  private(set) var output: Text
  private(set) var tally = ReasonTally()
  private(set) var edits: EditTrace.Pass?
  /// Whether anything was removed or replaced.
  private(set) var hasChanged = false
  private(set) var problem: StageError?

  init(source: Text, output: Text, records: Bool) {
    self.source = source
    self.output = output
    edits = records ? [] : nil
    self.output.clear()
  }

  /// Keeps the source up to `end`.
  public mutating func keep(through end: Int) {
    guard advance(to: end) else { return }
    let source = source
    output.append(uncheckedUTF8: source.span.extracting(position..<end))
    position = end
  }

  /// Removes the source up to `end`.
  public mutating func remove(through end: Int, _ reason: Reason) {
    guard advance(to: end), end > position else { return }
    record(end, outputStart: output.count, reason)
  }

  /// Replaces the source up to `end`; with `end` at the current position, inserts.
  public mutating func replace(through end: Int, with replacement: String, _ reason: Reason) {
    guard advance(to: end) else { return }
    let start = output.count
    output.append(replacement)
    record(end, outputStart: start, reason)
  }

  /// Replaces the source up to `end` with UTF-8 bytes.
  public mutating func replace(through end: Int, with replacement: Span<UInt8>, _ reason: Reason) {
    guard advance(to: end) else { return }
    if let bad = UTF8Validation.firstInvalid(in: replacement) {
      fail("it replaced text by bytes that are not UTF-8 (at byte \(bad.lowerBound) of \(replacement.count))")
      return
    }
    let start = output.count
    output.append(uncheckedUTF8: replacement)
    record(end, outputStart: start, reason)
  }

  private mutating func record(_ end: Int, outputStart: Int, _ reason: Reason) {
    tally.add(reason)
    edits?.append(.init(source: position..<end, output: outputStart..<output.count, reason: reason))
    position = end
    hasChanged = true
  }

  private mutating func advance(to end: Int) -> Bool {
    guard problem == nil else { return false }
    guard end >= position, end <= source.count else {
      fail("it edited up to byte \(end), outside of what is left (\(position)..<\(source.count))")
      return false
    }
    guard source.span.isCharacterBoundary(end) else {
      fail("it cut a character in two at byte \(end)")
      return false
    }
    return true
  }

  /// A stage's bug costs one document, not the run: the first problem is kept and thrown at the end.
  private mutating func fail(_ what: String) {
    problem = problem ?? StageError("invalid-edit", "a stage's edit is not possible: \(what)")
  }

  consuming func finish() throws -> (
    source: Text, output: Text, tally: ReasonTally, edits: EditTrace.Pass?, changed: Bool
  ) {
    keep(through: source.count)
    if let problem { throw problem }
    return (source, output, tally, edits, hasChanged)
  }
}

extension Document {
  /// Whether changes are being recorded, so that a stage must make them through ``edit(_:)``.
  public var isTraced: Bool { trace != nil }

  /// Changes the text. If anything is removed or replaced, layers that point into the text are dropped.
  ///
  /// - Throws: What `body` throws, and ``StageError`` if an edit was impossible; the text and the counts of reasons are
  ///   then as they were.
  public mutating func edit(_ body: (inout TextEditor) throws -> Void) throws {
    let original = text
    var editor = TextEditor(source: original, output: spare, records: isTraced)
    // The editor has the only reference now, so that it writes in place.
    spare = Text()
    try body(&editor)
    let result = try editor.finish()
    tally.merge(result.tally)
    if result.changed {
      text = result.output
      spare = result.source
      if let edits = result.edits { trace?.passes.append(edits) }
      layers.removeAll(pointingIntoTextOnly: true)
    } else {
      spare = result.output
    }
  }

  /// Changes the text as a whole, for stages that rewrite most of it.
  ///
  /// Not for traced documents, whose changes must be seen one by one: ask ``isTraced`` first.
  ///
  /// - Parameter write: Writes the new text into the empty buffer, which must then be UTF-8, and counts why it was changed.
  ///   Returns whether anything changed; if not, the buffer is ignored.
  public mutating func replaceText(
    _ write: (_ source: Text, _ output: inout ByteBuffer, _ reasons: inout ReasonTally) throws -> Bool
  ) rethrows {
    precondition(!isTraced, "a traced document is changed through edit(_:)")
    spare.clear()
    let changed = try spare.withUncheckedBuffer { try write(text, &$0, &tally) }
    guard changed else { return }
    swap(&text, &spare)
    layers.removeAll(pointingIntoTextOnly: true)
  }
}
