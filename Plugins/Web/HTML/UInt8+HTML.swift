extension UInt8 {
  /// Whether it is a letter of ASCII.
  @inline(__always)
  var isASCIILetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

  /// Whether it is a letter or a digit of ASCII.
  @inline(__always)
  var isASCIIAlphanumeric: Bool { isASCIILetter || self &- UInt8(ascii: "0") < 10 }

  /// Whether a reference may follow its ampersand with it.
  @inline(__always)
  var mayBeginReference: Bool { isASCIIAlphanumeric || self == UInt8(ascii: "#") }

  /// Whether it is a space as HTML understands it. A carriage return is one, since it becomes a line feed.
  @inline(__always)
  var isHTMLSpace: Bool {
    self <= 0x20 && (self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C)
  }

  /// Itself, or the small letter of a capital letter of ASCII.
  @inline(__always)
  var inLowerCase: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}
