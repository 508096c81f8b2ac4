import Minwal

/// One sweep over the text. A pass finds its places in a text that the passes before it have left in order.
protocol Pass: Sendable {
  /// Sends the changes of a text to a sink, from front to back.
  ///
  /// With `skips`, it jumps over what needs nothing; without, every character is looked at, which must come to the
  /// same.
  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool)
}

extension Pass {
  /// Writes the changed text into an empty buffer.
  ///
  /// - Returns: Whether anything changed; if not, the buffer means nothing.
  mutating func rewrite(_ source: Text, into output: inout ByteBuffer, _ reasons: inout ReasonTally) -> Bool {
    var spare = ByteBuffer()
    swap(&spare, &output)
    var sink = BulkSink(source.buffer.paddedBytes, count: source.count, output: spare)
    spare = ByteBuffer()
    run(source, &sink, skips: true)
    let result = sink.finish(&reasons)
    output = result.output
    return result.changed
  }
}
