/// What is wrong with JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Byte offset into the text.
  public var offset: Int
  public var message: String
  public var description: String { "\(message) at byte \(offset)" }
}

/// Reads JSON (RFC 8259) from valid UTF-8, front to back. Nesting is bounded, so that no input exhausts the stack.
public struct JSONReader: ~Escapable {
  /// How deep arrays and objects may nest.
  public static let depthLimit = 256

  private let bytes: Span<UInt8>
  /// Byte offset of what is read next.
  public private(set) var position = 0
  private var depth = 0
  /// How many lone surrogates (`\ud800`) became U+FFFD.
  public private(set) var replacements = 0
  /// Where the escapes of strings lie in the JSON, and what they stand for in the buffer; noted unless it is `nil`.
  public var escapes: [(source: Range<Int>, output: Range<Int>)]?

  /// Creates a reader of some valid UTF-8.
  @_lifetime(copy bytes)
  public init(_ bytes: Span<UInt8>) { self.bytes = bytes }

  /// Reads an object; `member` is called with each name and must read or skip its value.
  public mutating func object(_ member: (inout JSONReader, String) throws -> Void) throws {
    try begin(UInt8(ascii: "{"), "an object")
    defer { depth -= 1 }
    skipSpace()
    if take(UInt8(ascii: "}")) { return }
    while true {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw error("expected a name in quotes")
      }
      let name = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
      try member(&self, name)
      skipSpace()
      if take(UInt8(ascii: "}")) { return }
      guard take(UInt8(ascii: ",")) else { throw error("expected ',' or '}'") }
    }
  }

  /// Reads any value.
  public mutating func value() throws -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw error("the text ends where a value should be") }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"):
      var members: [JSONMember] = []
      try object { reader, name in members.append(JSONMember(name, try reader.value())) }
      return .object(members)
    case UInt8(ascii: "["):
      try begin(UInt8(ascii: "["), "an array")
      defer { depth -= 1 }
      var elements: [JSONValue] = []
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array([]) }
      while true {
        elements.append(try value())
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        guard take(UInt8(ascii: ",")) else { throw error("expected ',' or ']'") }
      }
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  /// Whether a string comes next.
  public mutating func isAtString() -> Bool {
    skipSpace()
    return position < bytes.count && bytes[position] == UInt8(ascii: "\"")
  }

  /// Reads a string.
  public mutating func string() throws -> String {
    var buffer = ByteBuffer()
    try string(into: &buffer)
    return String(decodingUTF8: buffer.span)
  }

  /// Reads a string and appends its characters, as UTF-8.
  public mutating func string(into buffer: inout ByteBuffer) throws {
    skipSpace()
    guard take(UInt8(ascii: "\"")) else { throw error("expected a string") }
    let raw = unsafe bytes.bytes
    var kept = position
    while true {
      while position + 16 <= bytes.count {
        guard let lane = raw.block(at: position).needsEscape.first else {
          position += 16
          continue
        }
        position += lane
        break
      }
      guard position < bytes.count else { throw error("a string is not closed") }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        buffer.append(bytes.extracting(kept..<position))
        position += 1
        return
      }
      if byte == UInt8(ascii: "\\") {
        buffer.append(bytes.extracting(kept..<position))
        position += 1
        let (start, output) = (position - 1, buffer.count)
        buffer.append(try escape())
        kept = position
        escapes?.append((start..<position, output..<buffer.count))
      } else if byte < 0x20 {
        throw error("a control character in a string must be escaped")
      } else {
        position += 1
      }
    }
  }

  /// Checks that nothing but white space is left.
  public mutating func end() throws {
    skipSpace()
    if position < bytes.count { throw error("something follows the value") }
  }

  // MARK: Parts

  private mutating func begin(_ bracket: UInt8, _ what: String) throws {
    skipSpace()
    guard take(bracket) else { throw error("expected \(what)") }
    depth += 1
    if depth > Self.depthLimit { throw error("values are nested more than \(Self.depthLimit) deep") }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
    let letters = "\(word)".utf8
    for letter in letters where !take(letter) { throw error("expected a value") }
    return value
  }

  private mutating func number() throws -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) {
      guard digits() > 0 else { throw error("expected a value") }
    }
    if take(UInt8(ascii: ".")), digits() == 0 { throw error("a number ends in a point") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      if digits() == 0 { throw error("a number's exponent has no digits") }
    }
    return String(decodingUTF8: bytes.extracting(start..<position))
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func escape() throws -> Unicode.Scalar {
    guard position < bytes.count else { throw error("a string is not closed") }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape()
    default:
      position -= 1
      throw error("an unknown escape in a string")
    }
  }

  private mutating func unicodeEscape() throws -> Unicode.Scalar {
    let unit = try hexDigits()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // A high surrogate and a low one make a scalar; a lone one stands for nothing.
    let rest = position
    if unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let low = try hexDigits()
      if (0xDC00...0xDFFF).contains(low) {
        return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)) ?? "\u{FFFD}"
      }
    }
    position = rest
    replacements += 1
    return "\u{FFFD}"
  }

  private mutating func hexDigits() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw error("expected four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func error(_ message: String) -> JSONError { JSONError(offset: position, message: message) }
}
