import Minwal

/// Where the records of one exporter go. Only one place writes, in the order of the input.
protocol Output: Sendable {
  /// What messages call it.
  var description: String { get }
  /// Writes a batch's records.
  mutating func write(_ records: Records) throws(FileSystem.Failure)
  /// Makes what was written durable.
  ///
  /// - Returns: Where another run could go on; `nil` if none can, since what was written to a pipe is gone.
  /// - Throws: ``FileSystem/Failure``.
  mutating func commit() throws(FileSystem.Failure) -> OutputPosition?
  /// Ends the output after the last record: a whole file appears now.
  mutating func finish() throws(FileSystem.Failure)
  /// Ends the output before its time, and says what there is of it.
  mutating func abandon() -> String?
}

/// How far an output was written.
struct OutputPosition: Hashable, Sendable {
  /// Records before it.
  var records = 0
  /// Bytes before it: of the file, or of the list of names where each document has a file.
  var bytes = 0
}

extension OutputPosition: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(records)
    writer.write(bytes)
  }

  init(from reader: inout BinaryReader) throws {
    records = try reader.read()
    bytes = try reader.read()
  }
}
