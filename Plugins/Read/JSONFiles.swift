public import Minwal

/// Reads files of JSON: an array of objects, or objects one behind the other, each one document.
public struct JSONFiles: Reader {
  public typealias Options = JSONOptions

  public static let spec = ReaderSpec(
    "json", title: "JSON", "Reads JSON: an array of objects, or objects one after the other, each one document.",
    discussion: "Arrays are read as a stream: a file may be larger than memory.", suffixes: ["json"],
    reasons: JSONLines.spec.reasons,
    examples: [
      ReaderExample(
        "An array of two records.", file: "pages.json",
        input:
          "[\n  {\"id\": \"a1\", \"text\": \"The sea is back.\"},\n  {\"id\": \"a2\", \"text\": \"It is blue.\"}\n]\n")
    ])

  /// Whether the file begins with an array of objects, or with an object.
  public static func recognizes(_ head: Span<UInt8>) -> Bool? {
    guard let first = head.firstThatIsNotSpace else { return false }
    let rest = head.extracting((first + 1)..<head.count)
    switch head[first] {
    case UInt8(ascii: "["):
      guard let next = rest.firstThatIsNotSpace else { return false }
      return rest[next] == UInt8(ascii: "{") || rest[next] == UInt8(ascii: "]")
    case UInt8(ascii: "{"):
      guard let next = rest.firstThatIsNotSpace else { return false }
      return rest[next] == UInt8(ascii: "\"") || rest[next] == UInt8(ascii: "}")
    default: return false
    }
  }

  public let framing = Framing.records(JSONFramer())
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
