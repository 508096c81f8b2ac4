/// A value that can be written as bytes and read back, by another process or a later run of the same version of Minwal.
///
/// For what crosses a pipe to a child process and for what a journal keeps; not a format for interchange: it has no
/// names and no versions. Values are little-endian and of fixed width; strings, arrays and dictionaries begin with
/// their count.
public protocol BinaryCodable {
  /// Writes the value.
  func encode(into writer: inout BinaryWriter)

  /// Reads a value that `encode` has written.
  ///
  /// - Throws: ``BinaryReader/Malformed`` for bytes that are no such value. Bytes may be anything: a pipe can break and
  ///   a file can be cut short.
  init(from reader: inout BinaryReader) throws
}

extension Int: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.write(UInt64(bitPattern: Int64(self))) }
  public init(from reader: inout BinaryReader) throws { self = Int(Int64(bitPattern: try reader.readWord())) }
}

extension UInt64: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.writeWord(self) }
  public init(from reader: inout BinaryReader) throws { self = try reader.readWord() }
}

extension Double: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.writeWord(bitPattern) }
  public init(from reader: inout BinaryReader) throws { self = Double(bitPattern: try reader.readWord()) }
}

extension Bool: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.writeByte(self ? 1 : 0) }

  public init(from reader: inout BinaryReader) throws {
    switch try reader.readByte() {
    case 0: self = false
    case 1: self = true
    default: throw reader.malformed("a flag")
    }
  }
}

extension String: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    var string = self
    string.makeContiguousUTF8()
    writer.writeBytes(string.utf8.span)
  }

  public init(from reader: inout BinaryReader) throws {
    let bytes = try ByteBuffer(from: &reader)
    guard UTF8Validation.firstInvalid(in: bytes.span) == nil else { throw reader.malformed("UTF-8") }
    self = String(decodingUTF8: bytes.span)
  }
}

extension ByteBuffer: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.writeBytes(span) }
  public init(from reader: inout BinaryReader) throws { self = try reader.readBytes() }
}

extension Optional: BinaryCodable where Wrapped: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(self != nil)
    if let value = self { writer.write(value) }
  }

  public init(from reader: inout BinaryReader) throws { self = try Bool(from: &reader) ? Wrapped(from: &reader) : nil }
}

extension Array: BinaryCodable where Element: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(count)
    for element in self { writer.write(element) }
  }

  public init(from reader: inout BinaryReader) throws {
    let count = try reader.readCount()
    self = []
    for _ in 0..<count { append(try Element(from: &reader)) }
  }
}

extension Dictionary: BinaryCodable where Key: BinaryCodable & Comparable, Value: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(count)
    // In order, so that equal dictionaries have equal bytes.
    for (key, value) in sorted(by: { $0.key < $1.key }) {
      writer.write(key)
      writer.write(value)
    }
  }

  public init(from reader: inout BinaryReader) throws {
    let count = try reader.readCount()
    self = [:]
    for _ in 0..<count {
      let key = try Key(from: &reader)
      guard updateValue(try Value(from: &reader), forKey: key) == nil else { throw reader.malformed("distinct keys") }
    }
  }
}
