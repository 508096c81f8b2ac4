/// Writes ``BinaryCodable`` values one behind the other.
public struct BinaryWriter: Sendable {
  /// What was written.
  public private(set) var buffer = ByteBuffer()

  /// Creates a writer that has written nothing.
  public init() {}

  /// Writes a value.
  public mutating func write(_ value: some BinaryCodable) { value.encode(into: &self) }

  /// Writes bytes, behind their count.
  public mutating func writeBytes(_ bytes: Span<UInt8>) {
    write(bytes.count)
    buffer.append(bytes)
  }

  /// Forgets what was written and keeps the memory.
  public mutating func clear() { buffer.clear() }

  mutating func writeByte(_ byte: UInt8) { buffer.append(byte) }

  mutating func writeWord(_ word: UInt64) {
    for place in 0..<8 { buffer.append(UInt8(truncatingIfNeeded: word >> UInt64(place * 8))) }
  }
}
