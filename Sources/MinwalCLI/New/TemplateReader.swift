import Minwal

/// Reads files of notes, each one document: the reader that 'minwal new' writes, to be made into yours.
struct TemplateReader: Reader {
  struct Options: StageOptions {
    @Option("The line between two notes.") var border = "%"

    init() {}

    /// Rules that concern several options, or one as a whole; spelling, types and ranges are checked already.
    func validate(_ problems: inout OptionProblems) {
      if border.isEmpty || border.contains("\n") { problems.error("border", "a border is a line that is not empty") }
    }
  }

  static let spec = ReaderSpec(
    "template-reader", title: "notes", "Reads notes with a line '%' between them, each one document.",
    suffixes: ["template-reader"], reasons: [Reading.lineEnd],
    examples: [
      ReaderExample("Two notes.", file: "tides.template-reader", input: "The sea is back.\nIt is blue.\n%\nRain.\n")
    ])

  let framing: Framing

  init(_ options: Options, _ context: StageContext) {
    framing = .records(TemplateReaderFramer(border: Array(options.border.utf8)))
  }

  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = record.bytes
    if let place = UTF8Validation.firstInvalid(in: bytes) {
      throw StageError(.malformedRecord, "the note is not UTF-8 at its byte \(place); convert the file")
    }
    document.fill { text, trace in
      // Line ends of Windows become line feeds, and 'why' can tell.
      var edits: [EditTrace.Edit] = []
      var taken = 0
      for position in bytes.indices where bytes[position] == 0x0D {
        guard position + 1 < bytes.count, bytes[position + 1] == 0x0A else { continue }
        text.append(uncheckedUTF8: bytes.extracting(taken..<position))
        taken = position + 1
        edits.append(Reading.edit(position..<taken, text.count..<text.count, Reading.lineEnd))
      }
      text.append(uncheckedUTF8: bytes.extracting(taken..<bytes.count))
      trace?.add(EditTrace.Pass(edits))
    }
    return 0
  }
}

/// Finds what lies between two borders. It works while the workers wait, so it looks for line ends and nothing else.
struct TemplateReaderFramer: Framer {
  let border: [UInt8]
  /// How many bytes of the note at hand were looked at, so that no line is looked at twice.
  private var seen = 0

  init(border: [UInt8]) { self.border = border }

  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    var line = start + seen
    while let end = bytes.firstIndex(of: 0x0A, from: line) {
      if isBorder(bytes.extracting(line..<end)) {
        seen = 0
        return line > start ? .record(start..<line, next: end + 1) : .skip(to: end + 1)
      }
      line = end + 1
    }
    seen = line - start
    guard isAtEnd, start < bytes.count else { return .incomplete }
    if isBorder(bytes.extracting(line..<bytes.count)) {
      return line > start ? .record(start..<line, next: bytes.count) : .skip(to: bytes.count)
    }
    return .record(start..<bytes.count, next: bytes.count)
  }

  /// Whether a line, which may end in a carriage return, is a border.
  private func isBorder(_ line: Span<UInt8>) -> Bool {
    let count = line.count > border.count && line[line.count - 1] == 0x0D ? line.count - 1 : line.count
    return count == border.count && border.indices.allSatisfy { line[$0] == border[$0] }
  }
}
