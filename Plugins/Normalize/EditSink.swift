import Minwal

/// Where a pass sends its changes: to a plain copy, or to the editor that records them. What is not mentioned is kept.
protocol EditSink: ~Copyable, ~Escapable {
  /// Removes a range of the source.
  mutating func remove(_ range: Range<Int>, _ cause: Cause)
  /// Replaces a range of the source.
  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause)
}

extension TextEditor: EditSink {
  mutating func remove(_ range: Range<Int>, _ cause: Cause) {
    keep(upTo: range.lowerBound)
    remove(upTo: range.upperBound, cause.reason)
  }

  mutating func replace(_ range: Range<Int>, with bytes: Span<UInt8>, _ cause: Cause) {
    keep(upTo: range.lowerBound)
    replace(upTo: range.upperBound, with: bytes, cause.reason)
  }
}
