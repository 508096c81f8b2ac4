import Minwal

/// Finds the records of an archive by their lengths, and passes over those that are no documents.
struct WARCFramer: Framer {
  private let selection: WARCSelection
  private var record = WARCRecord()
  /// How many bytes are still to come of a record that is passed over and was too long to wait for.
  private var remaining = 0

  init(_ selection: WARCSelection) { self.selection = selection }

  /// Records are known by the byte where they begin, as the indexes of archives have it.
  let countsLines = false

  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    if remaining > 0 {
      let part = min(remaining, bytes.count - start)
      remaining -= part
      return part > 0 ? .skip(to: start + part) : .incomplete
    }
    let first = Self.behindLineBreaks(bytes, start)
    if first > start { return .skip(to: first) }
    guard try record.read(bytes, from: start, isAtEnd: isAtEnd) == .found else { return .incomplete }
    let end = record.contentStart + record.contentLength
    if lacksSample(bytes, upTo: end), !isAtEnd { return .incomplete }
    if let reason = selection.reason(against: record, bytes) {
      if end <= bytes.count { return .passOver(reason, next: end) }
      // What is not wanted need not be in memory as a whole. Where records stand before it, it waits, since a run may resume at
      // what begins here.
      guard start == 0 || isAtEnd else { return .incomplete }
      remaining = end - bytes.count
      return .passOver(reason, next: bytes.count)
    }
    guard end <= bytes.count else {
      if isAtEnd { throw cutOff(bytes.count) }
      return .incomplete
    }
    guard try isClosed(bytes, end, isAtEnd) else { return .incomplete }
    return .record(start..<end, next: end)
  }

  func end() throws {
    if remaining > 0 {
      throw StageError(.malformedWARC, "the file is cut off in a record: \(remaining) bytes are missing")
    }
  }

  /// Whether it takes more bytes to tell what a record holds to which no one has given a type.
  private func lacksSample(_ bytes: Span<UInt8>, upTo end: Int) -> Bool {
    bytes.count < min(end, record.payloadStart + WARCSelection.sample) && record.mediaType(bytes) == nil
  }

  private func cutOff(_ count: Int) -> StageError {
    StageError(
      .malformedWARC,
      "the file is cut off in this record: of \(record.contentLength) bytes of content, "
        + "\(max(0, count - record.contentStart)) are there")
  }

  /// Whether a record ends where its length says: line breaks follow, or another one, or nothing.
  ///
  /// - Returns: `false` if too little is there to tell.
  /// - Throws: ``StageError`` if something else follows.
  private func isClosed(_ bytes: Span<UInt8>, _ end: Int, _ isAtEnd: Bool) throws -> Bool {
    if end == bytes.count { return isAtEnd }
    if bytes[end] == 0x0D || bytes[end] == 0x0A || bytes.has("warc/", at: end) { return true }
    if bytes.count - end < 5, !isAtEnd { return false }
    throw StageError(
      .malformedWARC,
      "the record's Content-Length of \(record.contentLength) is wrong: what follows is neither a line break nor a record"
    )
  }

  private static func behindLineBreaks(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] == 0x0D || bytes[position] == 0x0A { position += 1 }
    return position
  }
}
