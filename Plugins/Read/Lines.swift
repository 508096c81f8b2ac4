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
  private let decoder: TextDecoder

  init(_ options: Options, _ context: StageContext) {
    decoder = TextDecoder(options.encoding, invalidUTF8: options.invalidUtf8)
  }

  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = record.bytes
    var replaced = 0
    try document.fill { text, trace in replaced = try decoder.decode(bytes, into: &text, &trace) }
    return replaced
  }
}
