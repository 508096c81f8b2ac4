import Minwal

/// Reads text files in which each line that is not blank is a document.
struct Lines: Reader {
  typealias Options = TextFiles.Options

  static let spec = ReaderSpec(
    "lines", title: "lines of text", "Reads text files, each line that is not blank one document.",
    reasons: TextFiles.spec.reasons,
    examples: [
      ReaderExample("Two lines are two documents.", file: "lines.txt", input: "The sea is back.\n\nIt is blue.\n")
    ])

  let framing = Framing.lines
  let encoding: Encoding?
  private let decoders: RecordDecoders

  init(_ options: Options, _ context: StageContext) {
    encoding = options.encoding
    decoders = RecordDecoders(options.encoding, options.invalidUtf8)
  }

  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    // Of the line end CRLF, the framing leaves a CR.
    let count = record.bytes.count
    let end = count > 0 && record.bytes[count - 1] == 0x0D ? count - 1 : count
    let bytes = record.bytes.extracting(0..<end)
    let decoder = decoders.decoder(of: record)
    var replaced = 0
    try document.fill { text, trace in
      if end < count { trace?.add(.init([Reading.edit(end..<count, end..<end, Reading.lineEnd)])) }
      replaced = try decoder.decode(bytes, into: &text, &trace)
    }
    return replaced
  }
}
