/// A character reference of HTML and XML: `&quot;`, `&#1548;`, `&#x60C;`.
public struct CharacterReference: Sendable {
  /// What it stands for, one scalar or two.
  public let characters: String
  /// Where it ends, behind its semicolon.
  public let end: Int

  /// Reads a reference behind its `&`; `nil` if none stands there, or it names no character.
  ///
  /// The semicolon must be there: `AT&T` and `?a=1&copy=2` are none. Numbers are read as HTML does it, so that 128 to 159
  /// are what windows-1252 has there.
  ///
  /// - Parameters:
  ///   - bytes: Valid UTF-8.
  ///   - start: The offset behind the `&`.
  public init?(in bytes: Span<UInt8>, behindAmpersand start: Int) {
    guard start < bytes.count else { return nil }
    let isNumber = bytes[start] == UInt8(ascii: "#")
    let nameStart = isNumber ? start + 1 : start
    let limit = min(bytes.count, nameStart + Self.longest + 1)
    var position = nameStart
    while position < limit, Self.isInName(bytes[position]) { position += 1 }
    guard position > nameStart, position < limit, bytes[position] == UInt8(ascii: ";") else { return nil }
    let name = bytes.extracting(nameStart..<position)
    guard let characters = isNumber ? Self.character(numbered: name) : Self.names[String(decodingUTF8: name)] else {
      return nil
    }
    self.characters = characters
    end = position + 1
  }

  /// No name is longer, and no number needs to be.
  private static let longest = 31

  private static func isInName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  private static func character(numbered digits: Span<UInt8>) -> String? {
    let isHexadecimal = digits[0] | 0x20 == UInt8(ascii: "x")
    guard digits.count > (isHexadecimal ? 1 : 0) else { return nil }
    var value: UInt32 = 0
    for index in (isHexadecimal ? 1 : 0)..<digits.count {
      let digit = digits[index]
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value * (isHexadecimal ? 16 : 10) + UInt32(digit & 0x0F)
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
        guard isHexadecimal else { return nil }
        value = value * 16 + UInt32(digit & 0x0F) + 9
      default: return nil
      }
      guard value <= 0x10_FFFF else { return nil }
    }
    if (0x80...0x9F).contains(value) { value = LegacyCodePage.windows1252.scalar(of: UInt8(value)) }
    guard value != 0, let scalar = Unicode.Scalar(value) else { return nil }
    return String(Character(scalar))
  }

  /// What each name stands for; made when the first reference by name is met.
  private static let names: [String: String] = {
    var names: [String: String] = [:]
    for record in CharacterReferenceData.names.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = record.split(separator: "=")
      var characters = String.UnicodeScalarView()
      for part in parts[1].split(separator: "+") {
        if let scalar = UInt32(part, radix: 16).flatMap(Unicode.Scalar.init) { characters.append(scalar) }
      }
      names[String(parts[0])] = String(characters)
    }
    return names
  }()
}
