import Minwal

/// The records of bytes that are at hand, such as the head of a file.
struct BufferedRecords {
  private let head: ByteBuffer
  /// Whether nothing follows.
  private let isWhole: Bool
  private var framer: (any Framer)?
  private var position = 0
  private var line = 1
  /// Whether there were records that are no documents.
  private(set) var hasPassedOver = false

  init(_ head: ByteBuffer, _ framing: Framing, isWhole: Bool) {
    self.head = head
    self.isWhole = isWhole
    if case .records(let framer) = framing { self.framer = framer }
  }

  var preamble: ByteBuffer { framer?.preamble ?? ByteBuffer() }

  mutating func next() throws -> (range: Range<Int>, line: Int)? {
    let bytes = head
    while position < bytes.count {
      let start = position
      let first = line
      if framer == nil {
        guard let end = bytes.span.firstIndex(of: 0x0A, from: start) ?? (isWhole ? bytes.count : nil) else {
          return nil
        }
        position = end + 1
        line += 1
        if (start..<end).contains(where: { ![0x20, 0x09, 0x0D].contains(bytes[$0]) }) { return (start..<end, first) }
        continue
      }
      guard var current = framer else { return nil }
      defer { framer = current }
      switch try current.next(in: bytes.span, from: start, isAtEnd: isWhole) {
      case .record(let range, let next):
        guard next > start, range.upperBound <= bytes.count else { return nil }
        position = next
        let begins = first + bytes.span.extracting(start..<range.lowerBound).occurrences(of: 0x0A)
        line += bytes.span.extracting(start..<min(next, bytes.count)).occurrences(of: 0x0A)
        return (range, begins)
      case .skip(let next):
        guard next > start else { return nil }
        line += bytes.span.extracting(start..<min(next, bytes.count)).occurrences(of: 0x0A)
        position = next
      case .passOver(_, let next):
        guard next > start else { return nil }
        hasPassedOver = true
        line += bytes.span.extracting(start..<min(next, bytes.count)).occurrences(of: 0x0A)
        position = next
      case .incomplete:
        guard isWhole else { return nil }
        position = bytes.count
        return (start..<bytes.count, first)
      }
    }
    return nil
  }
}
