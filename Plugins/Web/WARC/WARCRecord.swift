import Minwal

/// The headers of a WARC record: its own, and that of the HTTP response in it.
struct WARCRecord: Sendable {
  /// The result of reading the headers.
  enum Finding {
    case found
    case incomplete
  }

  /// The own header.
  private(set) var header = HeaderBlock()
  /// That of the response, if there is one.
  private(set) var http = HeaderBlock()
  private(set) var isHTTP = false
  /// Whether that header does not end where it must.
  private(set) var isEndless = false
  /// Where what it holds begins, behind the own header, and how long the header says that it is.
  private(set) var contentStart = 0
  private(set) var contentLength = 0
  /// The kind of record, in small letters.
  private(set) var type = ""
  /// Where the text or page begins.
  var payloadStart: Int { isHTTP ? http.end : contentStart }

  /// Reads the headers.
  ///
  /// - Parameters:
  ///   - bytes: Where it lies.
  ///   - start: Where it begins.
  ///   - isAtEnd: Whether no more bytes come.
  /// - Returns: Whether enough of it is there.
  /// - Throws: ``StageError`` if it is no record.
  mutating func read(_ bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> Finding {
    let version = min(5, bytes.count - start)
    guard bytes.has("warc/", at: start) else {
      if version < 5, !isAtEnd { return .incomplete }
      throw StageError(.malformedWARC, "what follows is no record: it does not begin with 'WARC/'")
    }
    switch header.read(bytes, from: start, upTo: bytes.count) {
    case .found: break
    case .incomplete:
      if isAtEnd { throw StageError(.malformedWARC, "the file is cut off in the header of a record") }
      return .incomplete
    case .tooLong:
      throw StageError(.malformedWARC, "the header of a record does not end within \(HeaderBlock.limit >> 10) KiB")
    }
    let versionRange = (header.firstLine.lowerBound + 5)..<header.firstLine.upperBound
    guard bytes.has("0.", at: versionRange.lowerBound) || bytes.has("1.", at: versionRange.lowerBound) else {
      throw StageError(
        .malformedWARC,
        "the record is of version '\(String(decodingUTF8: bytes.extracting(versionRange)).prefix(20))' of the format; 1.0 and "
          + "1.1 can be read")
    }
    guard let length = header.number("content-length", bytes) else {
      throw StageError(
        .malformedWARC,
        header.range("content-length", bytes) == nil
          ? "the record has no Content-Length, so that its end is not known"
          : "the record's Content-Length is no number: '\(header.value("content-length", bytes)?.prefix(40) ?? "")'")
    }
    contentStart = header.end
    contentLength = length
    type = header.range("warc-type", bytes).map { bytes.lowercased($0) } ?? ""
    isHTTP = false
    isEndless = false
    guard type == "response", holdsHTTP(bytes) else { return .found }
    switch http.read(bytes, from: contentStart, upTo: contentStart + contentLength) {
    case .found: isHTTP = true
    case .tooLong: isEndless = true
    case .incomplete:
      // Of a record that is there, it has no end; it may be all there is to the response.
      if bytes.count < contentStart + contentLength, !isAtEnd { return .incomplete }
    }
    return .found
  }

  private func holdsHTTP(_ bytes: Span<UInt8>) -> Bool {
    guard let range = header.range("content-type", bytes) else { return true }
    return bytes.has("application/http", at: range.lowerBound)
  }

  /// The status of the response: the second word of its first line; 0 for what is none, `nil` without a response.
  func status(_ bytes: Span<UInt8>) -> Int? {
    guard isHTTP, bytes.has("http/", at: http.firstLine.lowerBound) else { return nil }
    var position = http.firstLine.lowerBound
    while position < http.firstLine.upperBound, bytes[position] != 0x20 { position += 1 }
    while position < http.firstLine.upperBound, bytes[position] == 0x20 { position += 1 }
    let end = position + 3
    // What is no status is none that anyone asks for.
    guard end <= http.firstLine.upperBound, end == http.firstLine.upperBound || bytes[end] == 0x20 else { return 0 }
    return bytes.number(position..<end) ?? 0
  }

  /// What the text or page is, as its header says.
  func mediaType(_ bytes: Span<UInt8>) -> String? {
    isHTTP || type == "response" && holdsHTTP(bytes)
      ? http.value("content-type", bytes) : header.value("content-type", bytes)
  }

  /// The address, without the angle brackets that some programs put around it.
  func address(_ bytes: Span<UInt8>) -> String? {
    guard let value = header.value("warc-target-uri", bytes) else { return nil }
    return value.hasPrefix("<") && value.hasSuffix(">") ? String(value.dropFirst().dropLast()) : value
  }
}
