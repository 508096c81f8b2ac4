import Minwal

/// Reads text files, each one document.
struct TextFiles: Reader {
  struct Options: StageOptions {
    @Option("The encoding of text, as iconv calls it: windows-1256. A byte order mark wins over it.")
    var encoding: Encoding? = nil
    @Option("What becomes of bytes that are not UTF-8.") var invalidUtf8 = InvalidUTF8.repair
  }

  static let spec = ReaderSpec(
    "text", title: "text", "Reads text files, each one document.", suffixes: ["txt", "text", "md", "markdown", "rst"],
    reasons: [Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd],
    examples: [
      ReaderExample(
        "A page of text, with the line ends of Windows.", file: "page.txt", input: "Sea\r\nThe sea is back.\r\n")
    ])

  let framing = Framing.whole
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
