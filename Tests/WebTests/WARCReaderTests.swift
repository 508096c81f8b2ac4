import Minwal
import MinwalTestSupport
import Testing

@testable import WebPlugin

/// What becomes of a record.
@Suite struct WARCReaderTests {
  private static let page = "<p>The sea is back.</p>"

  private func read(_ record: [UInt8], id: String = "a.warc.gz@500+0", traced: Bool = false) throws -> Document {
    var reader = WARCFiles(WARCFiles.Options(), StageContext())
    var document = Document(id: id)
    if traced { document.startTracing() }
    let bytes = Array(record.dropLast(4))
    _ = try reader.read(Record(bytes.span, id: id, place: Place("a.warc.gz")), into: &document)
    return document
  }

  @Test func headersBecomeMetadata() throws {
    let document = try read(WARCText.response(Self.page, url: "<https://sea.example/a b>"))
    #expect(String(document.text) == Self.page)
    #expect(
      JSONValue.object(document.metadata.members).compact
        == #"{"url":"https://sea.example/a b","date":"2026-11-30T08:00:00Z","status":200,"media-type":"text/html","encoding":"utf-8","#
        + #""record-id":"<urn:uuid:1>","record-type":"response","offset":500,"length":292}"#)
  }

  @Test(
    arguments: [
      ("a.warc@70", "70"), ("a.warc.gz@500+0", "500"), ("a.warc.gz@500+7", "\"500+7\""), ("mail@sea", nil),
      ("a.warc", nil),
    ] as [(String, String?)])
  func theOffsetIsThatOfIndexes(_ id: String, _ offset: String?) throws {
    #expect(try read(WARCText.response(Self.page), id: id).metadata["offset"]?.compact == offset)
  }

  @Test func textsOfWETFilesAreTexts() throws {
    let record = WARCText.record(
      "conversion", ["Content-Type: text/plain", "WARC-Identified-Content-Language: ara,eng"],
      Array("عاد البحر <b>.\r\n".utf8))
    let document = try read(record)
    #expect(String(document.text) == "عاد البحر <b>.\n")
    #expect(document.metadata["media-type"] == .string("text/plain"))
    #expect(document.metadata["content-language"] == .string("ara,eng"))
  }

  struct Sent: CustomTestStringConvertible {
    let testDescription: String
    let header: [String]
    let content: [UInt8]
    var error: String? = nil
  }

  private static func hex(_ digits: String) -> [UInt8] {
    stride(from: 0, to: digits.count, by: 2).map { UInt8(digits.dropFirst($0).prefix(2), radix: 16) ?? 0 }
  }

  private static let plain = Array(page.utf8)

  private static func compressed(_ bytes: [UInt8]) throws -> ByteBuffer {
    guard let compressor = Compressor(.gzip) else { throw Decompressor.Damage("no gzip") }
    return try compressor.compress(bytes.span)
  }

  static func sent() throws -> [Sent] {
    var packed: [UInt8] = []
    let member = try compressed(plain)
    for index in 0..<member.count { packed.append(member[index]) }
    let deflated = hex(Self.deflateHex)
    let bare = Array(deflated.dropFirst(2).dropLast(4))
    let chunks = Array("5;x=y\r\n<p>Th\r\n12\r\ne sea is back.</p>\r\n0\r\n\r\n".utf8)
    let packedChunks = Array("\(String(packed.count, radix: 16))\r\n".utf8) + packed + Array("\r\n0\r\n\r\n".utf8)
    return [
      Sent(testDescription: "chunked", header: ["Transfer-Encoding: chunked"], content: chunks),
      Sent(testDescription: "chunked no more", header: ["Transfer-Encoding: chunked"], content: plain),
      Sent(testDescription: "gzip", header: ["Content-Encoding: gzip"], content: packed),
      Sent(testDescription: "gzip no more", header: ["Content-Encoding: gzip"], content: plain),
      Sent(testDescription: "gzip that no one says", header: [], content: packed),
      Sent(
        testDescription: "both", header: ["Content-Encoding: x-gzip", "Transfer-Encoding: Chunked"],
        content: packedChunks),
      Sent(testDescription: "deflate", header: ["Content-Encoding: deflate"], content: deflated),
      Sent(testDescription: "deflate, bare", header: ["Content-Encoding: deflate"], content: bare),
      Sent(testDescription: "deflate no more", header: ["Content-Encoding: deflate"], content: plain),
      Sent(testDescription: "brotli no more", header: ["Content-Encoding: br"], content: plain),
      Sent(testDescription: "identity", header: ["Content-Encoding: identity"], content: plain),
      Sent(
        testDescription: "gzip that is cut off", header: ["Content-Encoding: gzip"], content: Array(packed.dropLast(9)),
        error: "cut off"),
      Sent(
        testDescription: "gzip that is damaged", header: ["Content-Encoding: gzip"],
        content: packed.enumerated().map { $0 == 14 ? $1 ^ 0xFF : $1 }, error: "damaged"),
    ]
  }

  private static let deflateHex = "789cb329b00bc94855284e4d54c82c56484a4cced6b3d12fb003005a0b0759"

  @Test func whatWasSentIsUndone() throws {
    for sent in try Self.sent() {
      for traced in [false, true] {
        let record = WARCText.response(sent.content, header: sent.header)
        if let problem = sent.error {
          let error = #expect(throws: StageError.self, "\(sent)") { try read(record, traced: traced) }
          #expect(
            error?.code == "malformed-page" && error?.message.contains(problem) == true, "\(sent) \(error as Any)")
          continue
        }
        let document = try read(record, traced: traced)
        #expect(String(document.text) == Self.page, "\(sent)")
        // What was not compressed leads to its bytes.
        guard traced, !sent.header.contains(where: { $0.contains("gzip") || $0.contains("deflate") }),
          !sent.testDescription.contains("gzip")
        else { continue }
        let range = try #require(document.origin(of: 7..<10))
        #expect(String(decoding: record[range], as: UTF8.self) == "sea", "\(sent)")
      }
    }
  }

  @Test(.enabled(if: ContentCoding.brotli.isAvailable, "libbrotlidec is not installed")) func brotliIsUndone() throws {
    let content = Self.hex("0b0b803c703e54686520736561206973206261636b2e3c2f703e03")
    let record = WARCText.response(content, header: ["Content-Encoding: br"])
    #expect(try String(read(record).text) == Self.page)
  }

  /// A few bytes that would become many are an error.
  @Test func bombsAreErrors() throws {
    let member = try Self.compressed(Array(repeating: UInt8(ascii: "x"), count: 1 << 20))
    var output = ByteBuffer()
    #expect(throws: Decompressor.Damage.self) {
      try ContentCoding.gzip.decode(member.span, into: &output, atMost: 1 << 18)
    }
  }

  @Test(arguments: [
    "5\r\nabcde\r\n0\r\n\r\n", "5\nabcde\n0\n", "005\r\nabcde\r\n0\r\nTrailer: x\r\n\r\n", "2\r\nab\r\n3\r\ncde\r\n",
    "2\r\nab\r\n9\r\ncde",
    "5 \r\nabcde\r\n0", "3\r\nabc\r\n2;a=\"b\"\r\nde\r\n0\r\n\r\n",
  ])
  func chunksAreJoined(_ body: String) {
    let bytes = Array(body.utf8)
    let pieces = ChunkedBody.pieces(bytes.span, 0..<bytes.count) ?? []
    #expect(pieces.map { String(decoding: bytes[$0], as: UTF8.self) }.joined() == "abcde")
  }

  @Test(arguments: [
    "", "<p>", "5 apples\r\n", "face the sea\r\n", "ffffffffffffffffffff\r\nx", "9\r\nabc", "3\r\nabcX\r\n0\r\n",
  ])
  func whatIsNoChunkIsNone(_ body: String) {
    let bytes = Array(body.utf8)
    #expect(ChunkedBody.pieces(bytes.span, 0..<bytes.count)?.isEmpty != false)
  }
}
