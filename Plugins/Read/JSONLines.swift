public import Minwal

/// Reads JSON Lines: an object a line, each one document.
public struct JSONLines: Reader {
  public typealias Options = JSONOptions

  public static let spec = ReaderSpec(
    "jsonl", title: "JSON Lines", "Reads JSON Lines, each object one document.",
    discussion: """
      Fields besides id, text and title become metadata, that of the language too. A record without an id is called after its file and the \
      byte that it begins at (`pages.jsonl@1042`), so that it has the same id however the input is cut.
      """, suffixes: ["jsonl", "ndjson", "jsonlines"],
    reasons: [
      Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd, Reading.record, Reading.escape,
    ],
    examples: [
      ReaderExample(
        "A text in two fields.", file: "pages.jsonl",
        options: ["text-field": ["body.lead", "body.paragraphs"]],
        input: #"{"id": "a1", "body": {"lead": "Sea.", "paragraphs": ["It is back.", "It is blue."]}}"# + "\n")
    ])

  /// Whether the file begins with an object that has a name in it. A line need not end within the head.
  public static func recognizes(_ head: Span<UInt8>) -> Bool? {
    guard let first = head.firstThatIsNotSpace, head[first] == UInt8(ascii: "{") else { return false }
    // An object over several lines is JSON, but no line of JSON Lines.
    let end = head.firstIndex(of: 0x0A, from: first) ?? head.count
    var reader = Minwal.JSONReader(head.extracting(first..<end))
    do {
      _ = try reader.value()
      return true
    } catch {
      return end == head.count && head.count >= 4096 ? true : false
    }
  }

  public let framing = Framing.lines
  public let encoding: Encoding?
  private var records: JSONRecords

  public init(_ options: Options, _ context: StageContext) {
    encoding = options.encoding
    records = JSONRecords(options)
  }

  public mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    try records.read(record, into: &document)
  }
}

extension Span where Element == UInt8 {
  /// The offset of the first byte that is neither a space, a tab nor a line break.
  var firstThatIsNotSpace: Int? {
    indices.first { ![0x20, 0x09, 0x0A, 0x0D].contains(self[$0]) }
  }
}
