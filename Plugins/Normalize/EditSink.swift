import Minwal

/// Where a pass sends its changes: to a plain copy, or to the editor that records them. What is not mentioned is kept.
protocol EditSink: ~Copyable {
  /// Removes a range of the source.
  mutating func remove(_ range: Range<Int>, _ cause: Cause)
  /// Replaces a range of the source.
  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause)
}

extension TextEditor: EditSink {
  mutating func remove(_ range: Range<Int>, _ cause: Cause) {
    keep(through: range.lowerBound)
    remove(through: range.upperBound, cause.reason)
  }

  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause) {
    keep(through: range.lowerBound)
    replace(through: range.upperBound, with: bytes, cause.reason)
  }
}

/// Writes the changed text and counts, when nobody watches. Nothing is copied before the first change.
struct BulkSink: EditSink, ~Copyable {
  private let source: Text
  private var output: ByteBuffer
  private var position = 0
  private var counts = [Int](repeating: 0, count: Cause.allCases.count)
  private var hasChanged = false

  init(_ source: Text, output: consuming ByteBuffer) {
    self.source = source
    self.output = output
  }

  mutating func remove(_ range: Range<Int>, _ cause: Cause) {
    keep(through: range.lowerBound)
    position = range.upperBound
    count(cause)
  }

  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause) {
    keep(through: range.lowerBound)
    output.append(bytes)
    position = range.upperBound
    count(cause)
  }

  private mutating func keep(through end: Int) {
    guard end > position else { return }
    let source = source
    output.append(source.span.extracting(position..<end))
  }

  private mutating func count(_ cause: Cause) {
    counts[Int(cause.rawValue)] += 1
    hasChanged = true
  }

  /// The whole output, and whether it differs.
  consuming func finish(_ reasons: inout ReasonTally) -> (output: ByteBuffer, changed: Bool) {
    if hasChanged {
      keep(through: source.count)
      for cause in Cause.allCases { reasons.add(cause.reason, counts[Int(cause.rawValue)]) }
    }
    return (output, hasChanged)
  }
}
