import Minwal

/// Reads archives of crawls: each page or text in them is a document.
struct WARCFiles: Reader {
  struct Options: StageOptions {
    @Option("The status of responses that are read.") var status = [200]
    @Option("What is read, by media type. HTML comes as its source, for 'extract'; everything else is taken for text.")
    var mediaTypes = ["text/html", "application/xhtml+xml", "text/plain", "text/markdown"]
    @Option("How much content a record may have.", in: ByteCount(1)...ByteCount(1 << 30))
    var maxSize = ByteCount(64_000_000)
    @Option(
      "The encoding of all pages, as iconv calls it: windows-1256. It wins over what they declare; only a byte order mark wins over it."
    )
    var encoding: Encoding? = nil
    @Option("What becomes of bytes that are no character.") var invalidUtf8 = InvalidUTF8.repair
  }

  static let header = Reason("header", "The header of a record, and of the response in it.")
  static let transfer = Reason("transfer-encoding", "The sizes between the chunks of a response.")
  static let content = Reason("content-encoding", "What a server had compressed.")

  static let spec = ReaderSpec(
    "warc", title: "WARC", "Reads archives of crawls (WARC 1.0 and 1.1), each page or text one document.",
    discussion: """
      Pages come from 'response' and 'resource' records, texts from the 'conversion' records of WET files. Files may be compressed as \
      a whole or record by record. A document is called after its file and the place of its record, as indexes of archives have it; \
      the address, date, status, media type, encoding and more become metadata. The text of a page is its source: the stage 'extract' \
      makes text of it, and leaves what is text already. Chunked transfer and compressed content are undone where the bytes bear \
      the header out; crawlers often have done so before. All other records are passed over and counted.
      """, suffixes: ["warc", "wet"],
    reasons: [
      header, transfer, content, Reading.byteOrderMark, Reading.encoding, Reading.invalidUTF8, Reading.lineEnd,
    ], passesOver: WARCSelection.reasons,
    examples: [
      ReaderExample(
        "A page and a request.", file: "crawl.warc",
        input: """
          WARC/1.0\r
          WARC-Type: request\r
          Content-Length: 18\r
          \r
          GET / HTTP/1.1\r
          \r
          \r
          \r
          WARC/1.0\r
          WARC-Type: response\r
          WARC-Target-URI: https://sea.example/\r
          WARC-Date: 2026-11-30T08:00:00Z\r
          WARC-Record-ID: <urn:uuid:1b0e9a3c-0000-4000-8000-000000000001>\r
          Content-Type: application/http; msgtype=response\r
          Content-Length: 82\r
          \r
          HTTP/1.1 200 OK\r
          Content-Type: text/html; charset=utf-8\r
          \r
          <p>The sea is back.</p>\r
          \r

          """)
    ])

  /// Whether the file begins with a record.
  static func recognizes(_ head: Span<UInt8>) -> Bool? { head.has("warc/", at: 0) }

  let framing: Framing
  private let decoder: PageDecoder
  private var record = WARCRecord()
  private var payload: Payload

  init(_ options: Options, _ context: StageContext) {
    framing = .records(
      WARCFramer(
        WARCSelection(
          statuses: options.status, mediaTypes: Set(options.mediaTypes.map { $0.lowercased() }),
          maxSize: options.maxSize.bytes)))
    payload = Payload(limit: options.maxSize.bytes)
    decoder = PageDecoder(options.encoding, options.invalidUtf8)
  }

  mutating func read(_ source: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = source.bytes
    guard try record.read(bytes, from: 0, isAtEnd: true) == .found else {
      throw StageError(.malformedWARC, "the record has no header")
    }
    guard record.contentStart + record.contentLength <= bytes.count else {
      throw StageError(.malformedWARC, "the file is cut off in this record")
    }
    if record.isEndless {
      throw StageError(
        .malformedPage, "the header of the response does not end within \(HeaderBlock.limit >> 10) KiB")
    }
    let type = record.mediaType(bytes).flatMap { MediaType($0) }
    let end = record.contentStart + record.contentLength
    let body = record.payloadStart..<end
    let isHTML = type?.isHTML ?? HTMLPages.looksLikeHTML(bytes.extracting(body).prefix(1024))
    let isTraced = document.isTraced
    try payload.read(
      body, of: bytes, transferEncoding: record.isHTTP ? record.http.value("transfer-encoding", bytes) : nil,
      contentEncoding: record.isHTTP ? record.http.value("content-encoding", bytes) : nil, isTraced: isTraced)
    var result = (replaced: 0, encoding: "")
    let decoder = decoder
    let passes = payload.passes
    let payload = payload
    try document.fill { text, trace in
      for pass in passes { trace?.add(pass) }
      result = try payload.withContent(bytes) { content in
        try decoder.decode(content, declared: type?.charset, isHTML: isHTML, into: &text, &trace)
      }
    }
    describe(bytes, isHTML ? type?.essence ?? "text/html" : type?.essence, result.encoding, source.id, &document)
    return result.replaced
  }

  /// Puts what the headers say into the metadata.
  private func describe(
    _ bytes: Span<UInt8>, _ mediaType: String?, _ encoding: String, _ id: String, _ document: inout Document
  ) {
    func set(_ name: String, _ value: String?) {
      if let value { document.metadata[name] = .string(value) }
    }
    set("url", record.address(bytes))
    set("date", record.header.value("warc-date", bytes))
    if let status = record.status(bytes) { document.metadata["status"] = .number("\(status)") }
    set("media-type", mediaType)
    set("encoding", encoding)
    set("record-id", record.header.value("warc-record-id", bytes))
    set("record-type", record.type)
    if let offset = Self.offset(id) { document.metadata["offset"] = offset }
    document.metadata["length"] = .number("\(record.contentStart + record.contentLength)")
    set("truncated", record.header.value("warc-truncated", bytes))
    set("content-language", record.header.value("warc-identified-content-language", bytes))
  }

  /// Where the record begins, by its name: in a file that was compressed record by record, where its piece of the file does.
  private static func offset(_ id: String) -> JSONValue? {
    guard let mark = id.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let place = id[id.utf8.index(after: mark)...]
    let parts = place.split(separator: "+", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ Int($0) != nil }) else { return nil }
    return parts.count == 2 && parts[1] != "0" ? .string(String(place)) : .number(String(parts[0]))
  }
}
