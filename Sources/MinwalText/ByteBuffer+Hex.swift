extension ByteBuffer: Hashable {
  public static func == (a: ByteBuffer, b: ByteBuffer) -> Bool { a.span.elementsEqual(b.span) }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for index in 0..<min(count, 64) { hasher.combine(self[index]) }
  }
}

extension ByteBuffer {
  /// The bytes as hexadecimal digits, two each.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var result = ByteBuffer()
    for index in 0..<count {
      result.append(digits[Int(self[index] >> 4)])
      result.append(digits[Int(self[index] & 15)])
    }
    return String(decodingUTF8: result.span)
  }

  /// Reads what ``hex`` gives; `nil` if it is something else.
  public init?(hex: String) {
    self.init()
    var high: UInt8?
    for byte in hex.utf8 {
      guard
        let digit = Unicode.Scalar(byte).properties.isASCIIHexDigit
          ? UInt8(String(Unicode.Scalar(byte)), radix: 16) : nil
      else { return nil }
      if let first = high {
        append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
  }
}
