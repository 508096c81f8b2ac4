/// Rewrites a text from front to back: each byte of the source is kept, removed for a reason, or replaced for one.
///
/// As fast as copying, unless the document is traced: then every change is recorded with its place.
/// What is not mentioned at the end is kept. Offsets are byte offsets into the source, and only ever grow.
public struct TextEditor: ~Copyable {
  /// The text as it was.
  public let source: Text
  /// How much of the source has been dealt with.
  public private(set) var position = 0

  private(set) var output: Text
  private(set) var tally: ReasonTally
  /// The changes, if the document is traced.
  private(set) var edits: [EditTrace.Edit]?
  private let stage: String
  /// Whether anything was removed or replaced.
  private(set) var hasChanged = false
  private(set) var problem: StageError?

  /// Prepares to edit; with a `stage`, changes are recorded as its.
  init(source: Text, output: Text, tally: ReasonTally, recordingAs stage: String?) {
    self.source = source
    self.output = output
    self.tally = tally
    self.stage = stage ?? ""
    edits = stage == nil ? nil : []
    self.output.clear()
  }

  /// Keeps the source up to `end`.
  public mutating func keep(upTo end: Int) {
    guard advance(to: end) else { return }
    let source = source
    output.append(uncheckedUTF8: source.span.extracting(position..<end))
    position = end
  }

  /// Removes the source up to `end`.
  public mutating func remove(upTo end: Int, _ reason: Reason) {
    guard advance(to: end), end > position else { return }
    let source = source
    tally.removals.add(source.span.extracting(position..<end))
    record(end, outputStart: output.count, reason)
  }

  /// Replaces the source up to `end`; with `end` at the current position, inserts.
  public mutating func replace(upTo end: Int, with replacement: String, _ reason: Reason) {
    guard advance(to: end) else { return }
    let start = output.count
    output.append(replacement)
    record(end, outputStart: start, reason)
  }

  /// Replaces the source up to `end` with UTF-8 bytes.
  public mutating func replace(upTo end: Int, with replacement: Span<UInt8>, _ reason: Reason) {
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
    edits?.append(.init(source: position..<end, output: outputStart..<output.count, [.init(stage: stage, reason)]))
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
    problem = problem ?? StageError(.invalidEdit, "a stage's edit is not possible: \(what)")
  }

  /// Everything that is of use when the editing is over.
  struct Result {
    var output: Text
    var tally: ReasonTally
    var edits: [EditTrace.Edit]?
    var hasChanged: Bool
    var problem: StageError?
  }

  consuming func finish() -> Result {
    keep(upTo: source.count)
    return Result(output: output, tally: tally, edits: edits, hasChanged: hasChanged, problem: problem)
  }
}

extension Document {
  /// Whether changes are being recorded. A stage that makes them through ``edit(_:)`` then shows each for itself.
  public var isTraced: Bool { trace != nil }

  /// Changes the text. If anything is removed or replaced, layers that point into the text are dropped.
  ///
  /// - Throws: What `body` throws, and ``StageError`` if an edit was impossible; the text is then as it was.
  public mutating func edit(_ body: (inout TextEditor) throws -> Void) throws {
    let original = text
    var editor = TextEditor(source: original, output: spare, tally: tally, recordingAs: trace?.stage)
    // The editor has the only references now, so that it writes in place.
    spare = Text()
    tally = ReasonTally()
    var failure: (any Error)?
    do {
      try body(&editor)
    } catch {
      failure = error
    }
    let result = editor.finish()
    tally = result.tally
    spare = result.output
    if let failure = failure ?? result.problem { throw failure }
    guard result.hasChanged else { return }
    swap(&text, &spare)
    if let edits = result.edits { trace?.add(.init(edits)) }
    layers.removeAll(pointingIntoTextOnly: true)
  }

  /// Changes the text as a whole, for stages that rewrite most of it.
  ///
  /// If the document is traced, the lines that differ are recorded as rewritten. A stage that knows better what it
  /// changed asks ``isTraced`` and uses ``edit(_:)`` then.
  ///
  /// - Parameter write: Writes the new text into the empty buffer, which must then be UTF-8, and counts why it was changed.
  ///   Returns whether anything changed; if not, the buffer is ignored.
  /// - Throws: What `write` throws, and ``StageError`` if what it wrote is not UTF-8; the text is then as it was.
  public mutating func replaceText(
    _ write: (_ source: Text, _ output: inout ByteBuffer, _ reasons: inout ReasonTally) throws -> Bool
  ) throws {
    spare.clear()
    let changed = try spare.withUncheckedBuffer { try write(text, &$0, &tally) }
    guard changed else { return }
    if let bad = UTF8Validation.firstInvalid(in: spare.span) {
      throw StageError(.invalidEdit, "a stage wrote text that is not UTF-8, at byte \(bad.lowerBound)")
    }
    if let stage = trace?.stage {
      let pass = EditTrace.Pass(rewriting: spare.span, of: text.span, by: stage)
      trace?.add(pass)
    }
    swap(&text, &spare)
    layers.removeAll(pointingIntoTextOnly: true)
  }
}
