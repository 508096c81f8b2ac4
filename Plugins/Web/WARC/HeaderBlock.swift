import Minwal

/// A header as WARC (ISO 28500) and HTTP have it: a first line, fields, and a blank line. It keeps where they lie.
struct HeaderBlock: Sendable {
  /// The result of looking for one.
  enum Finding {
    case found
    /// Its end is not there yet.
    case incomplete
    case tooLong
  }

  /// The most bytes that a header may have.
  static let limit = 64 << 10

  /// The first line, without its end.
  private(set) var firstLine = 0..<0
  private var fields: [(name: Range<Int>, value: Range<Int>)] = []
  /// The first byte behind the blank line.
  private(set) var end = 0

  /// Reads a header.
  ///
  /// - Parameters:
  ///   - bytes: Where it lies.
  ///   - start: Where it begins.
  ///   - limit: Behind which byte it cannot go on.
  /// - Returns: Whether all of it is there.
  mutating func read(_ bytes: Span<UInt8>, from start: Int, upTo limit: Int) -> Finding {
    fields.removeAll(keepingCapacity: true)
    firstLine = start..<start
    var position = start
    let stop = min(limit, bytes.count)
    while let lineEnd = bytes.extracting(0..<stop).firstIndex(of: 0x0A, from: position) {
      var end = lineEnd
      if end > position, bytes[end - 1] == 0x0D { end -= 1 }
      if position == start {
        firstLine = position..<end
      } else if end == position {
        self.end = lineEnd + 1
        return .found
      } else if bytes[position] == 0x20 || bytes[position] == 0x09 {
        // A line that goes on with a space belongs to the one before (RFC 822).
        if let last = fields.indices.last { fields[last].value = fields[last].value.lowerBound..<end }
      } else {
        add(position..<end, bytes)
      }
      position = lineEnd + 1
      if position - start > Self.limit { return .tooLong }
    }
    return stop - start > Self.limit ? .tooLong : .incomplete
  }

  private mutating func add(_ line: Range<Int>, _ bytes: Span<UInt8>) {
    var colon = line.lowerBound
    while colon < line.upperBound, bytes[colon] != UInt8(ascii: ":") { colon += 1 }
    // What has no colon is no field; servers send such lines.
    guard colon < line.upperBound else { return }
    fields.append((bytes.trimmed(line.lowerBound..<colon), bytes.trimmed((colon + 1)..<line.upperBound)))
  }

  /// The value of the first field of a name, which is in small letters.
  func range(_ name: StaticString, _ bytes: Span<UInt8>) -> Range<Int>? {
    fields.first { $0.name.count == name.utf8CodeUnitCount && bytes.has(name, at: $0.name.lowerBound) }?.value
  }

  /// The value of the first field of a name, which is in small letters; `nil` if there is none or it is empty.
  func value(_ name: StaticString, _ bytes: Span<UInt8>) -> String? {
    guard let range = range(name, bytes), !range.isEmpty else { return nil }
    let value = String(decodingUTF8: bytes.extracting(range))
    guard value.utf8.contains(0x0A) else { return value }
    return value.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.map { $0.drop { $0 == " " || $0 == "\t" } }
      .joined(separator: " ")
  }

  /// The value of the first field of a name, as a number without sign; `nil` if there is none.
  func number(_ name: StaticString, _ bytes: Span<UInt8>) -> Int? {
    range(name, bytes).flatMap { bytes.number($0) }
  }
}

extension Span where Element == UInt8 {
  /// A range without spaces and tabs at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, self[start] == 0x20 || self[start] == 0x09 { start += 1 }
    while end > start, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return start..<end
  }

  /// Decimal digits as a number; `nil` for anything else, and for what no file is long enough for.
  func number(_ range: Range<Int>) -> Int? {
    guard (1...18).contains(range.count) else { return nil }
    var number = 0
    for index in range {
      let digit = Int(self[index]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      number = number * 10 + digit
    }
    return number
  }
}
