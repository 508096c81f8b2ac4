import Minwal

/// Finds out which encoding a page is in, and turns it into text.
///
/// In this order: a byte order mark; what the recipe or the transport declares; what the page declares in its first 1,024
/// bytes; UTF-8, if it is valid; what the page declares later; statistics; windows-1252. A declaration of UTF-8 that the
/// bytes do not bear out counts for nothing.
struct PageDecoder: Sendable {
  private let said: Encoding?
  private let invalidUTF8: InvalidUTF8

  /// Creates a decoder.
  ///
  /// - Parameters:
  ///   - said: The encoding that the recipe says, which wins over all but a byte order mark.
  ///   - invalidUTF8: What becomes of bytes that are no character.
  init(_ said: Encoding?, _ invalidUTF8: InvalidUTF8) {
    self.said = said
    self.invalidUTF8 = invalidUTF8
  }

  /// Writes a page's text into an empty one.
  ///
  /// - Parameters:
  ///   - bytes: The page.
  ///   - declared: What its transport says of the encoding.
  ///   - isHTML: Whether it may declare one itself.
  ///   - text: Gets the text.
  ///   - trace: Gets what was changed, unless it is `nil`.
  /// - Returns: How many malformed sequences were replaced, and the encoding.
  /// - Throws: ``StageError`` `binary-input`, `invalid-encoding` or `wrong-encoding`.
  func decode(
    _ bytes: Span<UInt8>, declared: String?, isHTML: Bool, into text: inout Text, _ trace: inout EditTrace?
  ) throws -> (replaced: Int, encoding: String) {
    let name = encoding(of: bytes, declared: declared, isHTML: isHTML)
    let encoding = name == "utf-8" ? nil : Encoding(named: name)
    // What is no text in UTF-8 is none in an encoding that takes any byte for a letter.
    if encoding != nil, !name.hasPrefix("utf-16"), Self.isBinary(bytes) {
      return try (TextDecoder(invalidUTF8: invalidUTF8).decode(bytes, into: &text, &trace), name)
    }
    let decoder = TextDecoder(encoding, invalidUTF8: invalidUTF8)
    return try (decoder.decode(bytes, into: &text, &trace), name)
  }

  private func encoding(of bytes: Span<UInt8>, declared: String?, isHTML: Bool) -> String {
    if let mark = Self.byteOrderMark(bytes) { return mark }
    if let said { return said.isUTF8 ? "utf-8" : said.name }
    var isUTF8: Bool?
    func borneOut(_ name: String?) -> String? {
      guard name == "utf-8" else { return name }
      let isRight = isUTF8 ?? Self.isUTF8(bytes)
      isUTF8 = isRight
      return isRight ? name : nil
    }
    if let name = borneOut(declared.flatMap { EncodingLabel.name($0) }) { return name }
    if isHTML, let name = borneOut(EncodingDeclaration.encoding(in: bytes.prefix(EncodingDeclaration.reach))) {
      return name
    }
    if let wide = Self.wide(bytes) { return wide }
    if let name = borneOut("utf-8") { return name }
    if isHTML, let name = borneOut(EncodingDeclaration.encoding(in: bytes.prefix(EncodingDeclaration.farReach))) {
      return name
    }
    if case .named(let name) = EncodingGuess(Self.foreignWords(bytes).span) { return name }
    return "windows-1252"
  }

  private static func byteOrderMark(_ bytes: Span<UInt8>) -> String? {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return "utf-8" }
    guard bytes.count >= 2 else { return nil }
    return switch (bytes[0], bytes[1]) {
    case (0xFF, 0xFE): "utf-16le"
    case (0xFE, 0xFF): "utf-16be"
    default: nil
    }
  }

  /// Whether bytes are UTF-8, but for a few.
  private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
    guard UTF8Validation.firstInvalid(in: bytes) != nil else { return true }
    var repaired = Text()
    let malformed = UTF8Repair.append(bytes, to: &repaired)
    var foreign = 0
    for index in bytes.indices where bytes[index] >= 0x80 { foreign += 1 }
    return malformed * 4 <= foreign
  }

  /// UTF-16 without a mark: what is valid UTF-8, but full of U+0000.
  private static func wide(_ bytes: Span<UInt8>) -> String? {
    let head = bytes.prefix(1024)
    guard head.firstIndex(of: 0, from: 0) != nil, case .named(let name) = EncodingGuess(head), name.hasPrefix("utf-16")
    else { return nil }
    return name
  }

  private static func isBinary(_ bytes: Span<UInt8>) -> Bool {
    let head = bytes.prefix(4096)
    var controls = 0
    for index in head.indices where head[index] < 0x20 && !(0x09...0x0D).contains(head[index]) && head[index] != 0x1B {
      controls += 1
    }
    return head.count >= 32 && controls * 20 > head.count
  }

  /// The words that are not of ASCII alone, which statistics can go by: in a page, most of the bytes are markup.
  private static func foreignWords(_ bytes: Span<UInt8>) -> ByteBuffer {
    var words = ByteBuffer()
    var position = 0
    while position < bytes.count, words.count < 8192 {
      guard bytes[position] >= 0x80 else {
        position += 1
        continue
      }
      var start = position
      while start > 0, !Self.endsWord(bytes[start - 1]), position - start < 64 { start -= 1 }
      while position < bytes.count, !Self.endsWord(bytes[position]), position - start < 512 { position += 1 }
      words.append(bytes.extracting(start..<position))
      words.append(UInt8(ascii: " "))
    }
    return words
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
  }
}

extension Span where Element == UInt8 {
  /// The first bytes, at most so many.
  @_lifetime(copy self)
  func prefix(_ limit: Int) -> Span<UInt8> { extracting(0..<Swift.min(count, limit)) }
}
