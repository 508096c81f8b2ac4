/// Writes JSON (RFC 8259) into a buffer, without spaces. Commas are put by the writer.
public struct JSONWriter: Sendable {
  /// What was written.
  public var buffer: ByteBuffer
  private var needsComma = false

  /// Creates a writer that adds to `buffer`.
  public init(_ buffer: ByteBuffer = ByteBuffer()) { self.buffer = buffer }

  /// Adds JSON behind what a buffer has, without copying it.
  public static func append(
    to buffer: inout ByteBuffer, _ body: (inout JSONWriter) throws -> Void
  ) rethrows {
    var writer = JSONWriter()
    swap(&writer.buffer, &buffer)
    defer { swap(&writer.buffer, &buffer) }
    try body(&writer)
  }

  /// Ends a line of JSON Lines.
  public mutating func endLine() {
    buffer.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  /// Writes an object; `members` writes its names and values.
  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    open("{")
    try members(&self)
    close("}")
  }

  /// Writes an array; `elements` writes its values.
  public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    open("[")
    try elements(&self)
    close("]")
  }

  /// Writes the name of the member whose value comes next.
  public mutating func name(_ name: String) {
    string(name)
    buffer.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Writes a string.
  public mutating func string(_ string: String) {
    self.string(string.utf8.span)
  }

  /// Writes a string whose characters are given as valid UTF-8.
  public mutating func string(_ utf8: Span<UInt8>) {
    comma()
    buffer.append(UInt8(ascii: "\""))
    var kept = 0
    while let place = Self.firstToEscape(in: utf8, from: kept) {
      buffer.append(utf8.extracting(kept..<place))
      escape(utf8[place])
      kept = place + 1
    }
    buffer.append(utf8.extracting(kept..<utf8.count))
    buffer.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// The first byte at or after `start` that cannot stand in a string as it is, or `nil`.
  private static func firstToEscape(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let raw = unsafe bytes.bytes
    let end = bytes.count
    var position = start
    while position + 16 <= end {
      if let lane = raw.block(at: position).needsEscape.first { return position + lane }
      position += 16
    }
    if position < end, end >= 16 {
      // The last sixteen bytes once more, without those that were looked at.
      let lanes = raw.block(at: end - 16).needsEscape.bits & UInt64.max << UInt64(position + 16 - end)
      return lanes == 0 ? nil : end - 16 + lanes.trailingZeroBitCount
    }
    while position < end {
      if Self.needsEscape(bytes[position]) { return position }
      position += 1
    }
    return nil
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Writes a whole number.
  public mutating func integer(_ value: Int) { plain(String(value)) }

  /// Writes a number; `nil` and what JSON cannot hold (NaN, infinity) become `null`.
  public mutating func number(_ value: Double?) {
    if let value, value.isFinite { plain("\(value)") } else { null() }
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { plain(value ? "true" : "false") }

  /// Writes `null`.
  public mutating func null() { plain("null") }

  /// Writes any value.
  public mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let bool): self.bool(bool)
    case .number(let spelling): plain(spelling)
    case .string(let string): self.string(string)
    case .array(let elements): array { writer in for element in elements { writer.value(element) } }
    case .object(let members):
      object { writer in
        for member in members {
          writer.name(member.name)
          writer.value(member.value)
        }
      }
    }
  }

  private mutating func plain(_ spelling: String) {
    comma()
    buffer.append(spelling)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { buffer.append(UInt8(ascii: ",")) }
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    comma()
    buffer.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    buffer.append(bracket)
    needsComma = true
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): buffer.append("\\\"")
    case UInt8(ascii: "\\"): buffer.append("\\\\")
    case 0x08: buffer.append("\\b")
    case 0x09: buffer.append("\\t")
    case 0x0A: buffer.append("\\n")
    case 0x0C: buffer.append("\\f")
    case 0x0D: buffer.append("\\r")
    default:
      let digits = String(byte, radix: 16)
      buffer.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    }
  }
}

extension ByteBlock {
  /// The lanes that cannot stand in a JSON string as they are.
  @inline(__always)
  var needsEscape: ByteMask {
    equal(UInt8(ascii: "\"")) .| equal(UInt8(ascii: "\\")) .| less(0x20)
  }
}
