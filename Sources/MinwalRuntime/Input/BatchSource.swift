/// Hands out documents in batches, in order.
protocol BatchSource: ~Copyable {
  /// How many documents were handed out, with those before the place where the source began.
  var count: Int { get }
  /// Inputs in which there was no file.
  var empty: [String] { get }
  /// Fills the next batch.
  ///
  /// - Returns: `false` at the end.
  mutating func next(into batch: inout RawBatch) throws -> Bool
}
