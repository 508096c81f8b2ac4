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
    open(UInt8(ascii: "{"))
    try members(&self)
    close(UInt8(ascii: "}"))
  }

  /// Writes an array; `elements` writes its values.
  public mutating func array(_ elements: (inout JSONWriter) throws -> Void) rethrows {
    open(UInt8(ascii: "["))
    try elements(&self)
    close(UInt8(ascii: "]"))
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
    buffer.appendJSONString(utf8, comma: needsComma)
    needsComma = true
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

  private mutating func open(_ bracket: UInt8) {
    comma()
    buffer.append(bracket)
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    buffer.append(bracket)
    needsComma = true
  }
}
