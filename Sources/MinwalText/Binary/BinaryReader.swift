/// Reads ``BinaryCodable`` values from bytes, which may be anything.
public struct BinaryReader: Sendable {
  /// The bytes are not what a writer has written.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte behind which reading stopped.
    public var offset: Int
    /// What should have been there.
    public var expected: String

    public var description: String { "\(expected) expected at byte \(offset)" }
  }

  private let buffer: ByteBuffer
  private var position = 0

  /// Creates a reader.
  public init(_ buffer: ByteBuffer) { self.buffer = buffer }

  /// How many bytes were not read yet.
  public var remaining: Int { buffer.count - position }

  /// Reads a value.
  ///
  /// - Returns: The value.
  /// - Throws: ``Malformed``.
  public mutating func read<Value: BinaryCodable>(_ type: Value.Type = Value.self) throws -> Value {
    try Value(from: &self)
  }

  /// Reads bytes that stand behind their count.
  ///
  /// - Returns: The bytes.
  /// - Throws: ``Malformed``.
  public mutating func readBytes() throws(Malformed) -> ByteBuffer {
    let count = try readCount()
    var bytes = ByteBuffer()
    bytes.append(buffer.span.extracting(position..<(position + count)))
    position += count
    return bytes
  }

  /// Reads a count of things of which each has at least one byte, so that no count asks for more memory than came.
  ///
  /// - Returns: The count.
  /// - Throws: ``Malformed``.
  public mutating func readCount() throws(Malformed) -> Int {
    let word = try readWord()
    guard word <= UInt64(remaining) else { throw malformed("a smaller count") }
    return Int(word)
  }

  /// Reads an `Int` that is an amount: from 0 to 2⁵⁸, so that the sum of several is a number too, also where the bytes
  /// were something else.
  ///
  /// - Returns: The amount.
  /// - Throws: ``Malformed``.
  public mutating func readAmount() throws(Malformed) -> Int {
    let word = try readWord()
    guard word <= 1 << 58 else { throw malformed("an amount") }
    return Int(word)
  }

  /// Sees to it that everything was read.
  public func finish() throws(Malformed) {
    if remaining > 0 { throw malformed("the end") }
  }

  /// The error of a value that is not as it should be.
  public func malformed(_ expected: String) -> Malformed { Malformed(offset: position, expected: expected) }

  mutating func readByte() throws(Malformed) -> UInt8 {
    guard remaining > 0 else { throw malformed("a byte") }
    defer { position += 1 }
    return buffer[position]
  }

  mutating func readWord() throws(Malformed) -> UInt64 {
    guard remaining >= 8 else { throw malformed("8 bytes") }
    var word: UInt64 = 0
    for place in 0..<8 { word |= UInt64(buffer[position + place]) << UInt64(place * 8) }
    position += 8
    return word
  }
}
