import Minwal

/// A character of a text, however it is spelled: `a`, `%61`, `%2561`, `\u0061`, `\\a`, `&#97;`, `&#x61;`.
struct SpelledCharacter {
  /// In UTF-8; of a character beyond ASCII that stands as it is, the first byte.
  let bytes: [UInt8]
  /// Where the next one begins.
  let end: Int

  /// Reads a character; anything else is itself.
  init(_ text: [UInt8], at start: Int) {
    self =
      Self.percent(text, start) ?? Self.backslash(text, start) ?? Self.reference(text, start)
      ?? SpelledCharacter(bytes: [text[start]], end: start + 1)
  }

  private init(bytes: [UInt8], end: Int) {
    self.bytes = bytes
    self.end = end
  }

  /// A character by its number; `nil` if there is none.
  private init?(_ number: UInt32?, end: Int) {
    guard let number, let scalar = Unicode.Scalar(number) else { return nil }
    self.init(bytes: Array(String(scalar).utf8), end: end)
  }

  /// `%61`; a percent sign may be spelled so itself, again and again.
  private static func percent(_ text: [UInt8], _ start: Int) -> SpelledCharacter? {
    guard text[start] == UInt8(ascii: "%") else { return nil }
    var position = start + 1
    while text[position...].starts(with: "25".utf8), hexadecimal(text, position + 2, 2) != nil { position += 2 }
    guard let byte = hexadecimal(text, position, 2) else { return nil }
    return SpelledCharacter(bytes: [UInt8(truncatingIfNeeded: byte)], end: position + 2)
  }

  /// `\u0061`, `\x61`, `\/`; as many backslashes as strings lie within one another.
  private static func backslash(_ text: [UInt8], _ start: Int) -> SpelledCharacter? {
    guard text[start] == UInt8(ascii: "\\") else { return nil }
    guard let letter = text[start...].firstIndex(where: { $0 != UInt8(ascii: "\\") }) else { return nil }
    if text[letter] == UInt8(ascii: "x"), let number = hexadecimal(text, letter + 1, 2) {
      return SpelledCharacter(bytes: [UInt8(truncatingIfNeeded: number)], end: letter + 3)
    }
    guard text[letter] == UInt8(ascii: "u"), let number = hexadecimal(text, letter + 1, 4) else {
      return SpelledCharacter(bytes: [text[letter]], end: letter + 1)
    }
    // A character beyond the first 65,536 is two numbers.
    let low = letter + 5
    if (0xD800...0xDBFF).contains(number), let next = text[min(low, text.count)...].firstIndex(of: UInt8(ascii: "u")),
      text[low..<next].allSatisfy({ $0 == UInt8(ascii: "\\") }), let second = hexadecimal(text, next + 1, 4),
      (0xDC00...0xDFFF).contains(second)
    {
      return SpelledCharacter(0x10000 + (number - 0xD800) << 10 + (second - 0xDC00), end: next + 5)
    }
    return SpelledCharacter(number, end: letter + 5)
  }

  /// `&#97;`, `&#x61;`, `&amp;`.
  private static func reference(_ text: [UInt8], _ start: Int) -> SpelledCharacter? {
    guard text[start] == UInt8(ascii: "&"), let end = text[start...].prefix(12).firstIndex(of: UInt8(ascii: ";"))
    else { return nil }
    let name = String(decoding: text[(start + 1)..<end], as: UTF8.self).lowercased()
    switch name {
    case "amp": return SpelledCharacter(bytes: [UInt8(ascii: "&")], end: end + 1)
    case "lt": return SpelledCharacter(bytes: [UInt8(ascii: "<")], end: end + 1)
    case "gt": return SpelledCharacter(bytes: [UInt8(ascii: ">")], end: end + 1)
    case "quot": return SpelledCharacter(bytes: [UInt8(ascii: "\"")], end: end + 1)
    case "apos": return SpelledCharacter(bytes: [UInt8(ascii: "'")], end: end + 1)
    default:
      if name.hasPrefix("#x") { return SpelledCharacter(UInt32(name.dropFirst(2), radix: 16), end: end + 1) }
      return name.hasPrefix("#") ? SpelledCharacter(UInt32(name.dropFirst()), end: end + 1) : nil
    }
  }

  private static func hexadecimal(_ text: [UInt8], _ start: Int, _ count: Int) -> UInt32? {
    guard start + count <= text.count else { return nil }
    let digits = text[start..<(start + count)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}

extension UInt8 {
  /// An ASCII letter as a small one.
  var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }

  /// A digit of the alphabet that Base64 has for addresses as that of the usual one; anything else is itself.
  var base64Digit: UInt8 {
    switch self {
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: self
    }
  }

  /// Whether it is a digit of Base64, of either alphabet, or fills up its end.
  var isBase64Digit: Bool {
    switch base64Digit {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="): true
    default: false
    }
  }
}
