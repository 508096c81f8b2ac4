import Minwal

/// Standard output. What was written cannot be taken back.
struct StandardOutput: Output {
  var description: String { "standard output" }

  init(header: ByteBuffer) throws(FileSystem.Failure) { try FileSystem.write(header.span, to: 1, description) }

  mutating func write(_ records: Records) throws(FileSystem.Failure) {
    try FileSystem.write(records.bytes.span, to: 1, description)
  }
  mutating func commit() -> OutputPosition? { nil }
  mutating func finish() throws(FileSystem.Failure) {}
  mutating func abandon() -> String? { nil }
}
