import Minwal

/// What a server sent, without what was done to it for the way. What the header says is done only where the bytes bear it
/// out, since crawlers often undo it and leave the header.
struct Payload: Sendable {
  /// Where it lies in the record, if it lies there as it is.
  private(set) var range = 0..<0
  /// What it became; `nil` if it lies in the record as it is.
  private(set) var decoded: ByteBuffer?
  /// What was changed, if the document is traced.
  private(set) var passes: [EditTrace.Pass] = []
  private let limit: Int
  /// No server does more to a page; each takes as long as the one before.
  private static let mostCodings = 8

  init(limit: Int = 1 << 30) { self.limit = limit }

  /// Takes it out of a record.
  ///
  /// - Parameters:
  ///   - body: Where in the record it lies.
  ///   - bytes: The record.
  ///   - transferEncoding: What the header says of the way.
  ///   - contentEncoding: What the header says of the content.
  ///   - isTraced: Whether the document is traced.
  /// - Throws: ``StageError`` `malformed-page`.
  mutating func read(
    _ body: Range<Int>, of bytes: Span<UInt8>, transferEncoding: String?, contentEncoding: String?, isTraced: Bool
  ) throws {
    (range, decoded, passes) = (body, nil, [])
    let transfer = Self.names(transferEncoding)
    var pieces = [body]
    if transfer.contains("chunked"), let chunks = ChunkedBody.pieces(bytes, body) {
      pieces = chunks
      var joined = ByteBuffer()
      for piece in pieces { joined.append(bytes.extracting(piece)) }
      decoded = joined
    }
    if isTraced { passes = [Self.surroundings(pieces, body, bytes.count)] }
    var codings = (Self.names(contentEncoding) + transfer.filter { $0 != "chunked" }).map { ContentCoding(name: $0) }
    if codings.isEmpty, withContent(bytes, { Compression(head: $0) }) == .gzip { codings = [.gzip] }
    guard codings.count <= Self.mostCodings else {
      throw StageError(
        .malformedPage,
        "the page is said to be compressed \(codings.count) times over; no more than \(Self.mostCodings) are undone")
    }
    for case let coding? in codings.reversed() { try undo(coding, bytes, isTraced) }
  }

  private static func names(_ header: String?) -> [String] {
    (header ?? "").split(separator: ",").map { $0.filter { !$0.isWhitespace }.lowercased() }
  }

  /// The content as far as it was undone.
  func withContent<Result>(
    _ bytes: Span<UInt8>, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let decoded else { return try body(bytes.extracting(range)) }
    return try body(decoded.span)
  }

  /// Decompresses the content.
  private mutating func undo(_ coding: ContentCoding, _ bytes: Span<UInt8>, _ isTraced: Bool) throws {
    var output = ByteBuffer()
    let limit = limit
    let (isDone, count) = try withContent(bytes) { content in
      switch coding {
      case .gzip: guard Compression(head: content) == .gzip else { return (false, 0) }
      case .zstd: guard Compression(head: content) == .zstd else { return (false, 0) }
      case .deflate, .brotli: break
      }
      do throws(Decompressor.Damage) {
        try coding.decode(content, into: &output, atMost: limit)
      } catch {
        // These two have no mark: text is what a crawler has decompressed already.
        if coding == .deflate || coding == .brotli, Self.looksLikeText(content) { return (false, 0) }
        throw StageError(
          .malformedPage,
          "the page is said to be compressed (\(coding)), and cannot be decompressed: \(error.description)")
      }
      return (true, content.count)
    }
    guard isDone else { return }
    if isTraced { passes.append(.init([Reading.edit(0..<count, 0..<output.count, WARCFiles.content)])) }
    decoded = output
  }

  /// Whether bytes may be text: compressed ones have as many control characters as any others.
  private static func looksLikeText(_ bytes: Span<UInt8>) -> Bool {
    let head = bytes.prefix(1024)
    var controls = 0
    for index in head.indices where head[index] < 0x20 && !(0x09...0x0D).contains(head[index]) { controls += 1 }
    return controls * 50 < head.count
  }

  /// What lies around and between the pieces of a record.
  private static func surroundings(_ pieces: [Range<Int>], _ body: Range<Int>, _ count: Int) -> EditTrace.Pass {
    var edits = [Reading.edit(0..<body.lowerBound, 0..<0, WARCFiles.header)]
    var (source, output) = (body.lowerBound, 0)
    for piece in pieces {
      if source < piece.lowerBound {
        edits.append(Reading.edit(source..<piece.lowerBound, output..<output, WARCFiles.transfer))
      }
      output += piece.count
      source = piece.upperBound
    }
    if source < count { edits.append(Reading.edit(source..<count, output..<output, WARCFiles.transfer)) }
    return EditTrace.Pass(edits)
  }
}
