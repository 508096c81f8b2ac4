import Minwal

/// Finds the parts of a text that mean something to software, and that no translation may touch.
enum ProtectedText {
  /// All protected parts of a text, from front to back.
  static func ranges(in text: Text) -> [Range<Int>] {
    guard mayHaveAny(text) else { return [] }
    let bytes = text.span
    var ranges: [Range<Int>] = []
    var position = 0
    while position < bytes.count {
      let end = end(at: position, in: bytes)
      if end > position { ranges.append(position..<end) }
      position = max(end, position + 1)
      while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
    }
    return ranges
  }

  /// Whether a text has one of the characters that all protected parts have: $ % & / < @ \ _ ` {, a dot before
  /// a letter, a colon before anything but space, or a bracket that is empty. Nearly all sentences have none.
  private static func mayHaveAny(_ text: Text) -> Bool {
    let bytes = text.buffer.paddedBytes
    var position = 0
    while position < text.count {
      let block = bytes.block(at: position)
      let next = bytes.block(at: position + 1)
      let letters = (next | ByteBlock(repeating: 0x20)).within(0x61...0x7A)
      let signs = block.within(0x24...0x26) .| block.within(0x5C...0x60) .| block.equal(0x2F) .| block.equal(0x3C)
      let others = block.equal(0x40) .| block.equal(0x7B) .| (block.equal(0x3A) .& next.within(0x21...0x7E))
      let found = signs .| others .| (block.equal(0x2E) .& letters) .| (block.equal(0x28) .& next.equal(0x29))
      if let lane = found.first, position + lane < text.count { return true }
      position += 16
    }
    return false
  }

  /// Where the protected part that begins at `position` ends; `position` if none begins there.
  ///
  /// These are placeholders: `{name}`, `${name}`, `$NAME`, `%s`, `%1$d`, `%(name)s`, `%@`, `%name%`, `:name`; markup: `<tag>`,
  /// `<code>…</code>`, `&amp;`; code between backticks; and addresses and names (``AddressScanner``). Brackets that
  /// never close are text.
  static func end(at position: Int, in text: Span<UInt8>) -> Int {
    switch text[position] {
    case UInt8(ascii: "{"): return braces(at: position, in: text) ?? position
    case UInt8(ascii: "$"): return variable(at: position, in: text) ?? position
    case UInt8(ascii: "%"): return format(at: position, in: text) ?? position
    case UInt8(ascii: "<"): return markup(at: position, in: text) ?? position
    case UInt8(ascii: "&"): return reference(at: position, in: text) ?? position
    case UInt8(ascii: ":"): return parameter(at: position, in: text) ?? position
    case UInt8(ascii: "`"): return code(at: position, in: text) ?? position
    default: return AddressScanner.end(at: position, in: text) ?? position
    }
  }

  /// No placeholder is longer; the bound keeps a text of nothing but opening brackets linear.
  private static let longest = 256
  /// No tag, and no code between backticks or tags, is longer.
  private static let longestMarkup = 4096

  private static let modifiers = Set("$+-#.*'hlLqjzt".utf8)
  private static let conversions = Set("%@diouxXeEfFgGaAcCsSpn".utf8)
  private static let tagSigns = Set("/!?%".utf8)

  private static func braces(at position: Int, in text: Span<UInt8>) -> Int? {
    var depth = 0
    for offset in position..<min(text.count, position + longest) {
      if text[offset] == UInt8(ascii: "{") { depth += 1 }
      if text[offset] == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return offset + 1 }
    }
    return nil
  }

  private static func variable(at position: Int, in text: Span<UInt8>) -> Int? {
    guard position + 1 < text.count else { return nil }
    if text[position + 1] == UInt8(ascii: "{") { return braces(at: position + 1, in: text) }
    guard isLetter(text[position + 1]) || text[position + 1] == UInt8(ascii: "_") else { return nil }
    return identifierEnd(at: position + 1, in: text)
  }

  /// `:name` where a word could begin.
  private static func parameter(at position: Int, in text: Span<UInt8>) -> Int? {
    guard position == 0 || text[position - 1] == 0x20 || "('\"=,".utf8.contains(text[position - 1]),
      position + 2 < text.count, isLetter(text[position + 1])
    else { return nil }
    return identifierEnd(at: position + 1, in: text)
  }

  /// A conversion of printf: `%`, then a position or name, flags, width, precision and length, then a letter. Or a name
  /// between two signs.
  private static func format(at position: Int, in text: Span<UInt8>) -> Int? {
    let limit = min(text.count, position + longest)
    var end = position + 1
    if end < limit, isLetter(text[end]) {
      let nameEnd = identifierEnd(at: end, in: text)
      if nameEnd < limit, text[nameEnd] == UInt8(ascii: "%") { return nameEnd + 1 }
    }
    if end < limit, text[end] == UInt8(ascii: "(") {
      while end < limit, text[end] != UInt8(ascii: ")") { end += 1 }
      end += 1
    }
    while end < limit, isDigit(text[end]) || modifiers.contains(text[end]) { end += 1 }
    guard end < limit, conversions.contains(text[end]) else { return nil }
    // "50%discount" is no conversion, but "%s" and "%d" may touch what follows only if it is no letter.
    guard end + 1 == text.count || !isLetter(text[end + 1]) else { return nil }
    return end + 1
  }

  /// A tag, or an element whose content is code, or a comment.
  private static func markup(at position: Int, in text: Span<UInt8>) -> Int? {
    guard position + 1 < text.count else { return nil }
    if starts(with: "<!--", at: position, in: text) { return find("-->", from: position + 4, in: text) }
    guard isLetter(text[position + 1]) || tagSigns.contains(text[position + 1]) else { return nil }
    var end = position + 1
    let limit = min(text.count, position + longestMarkup)
    while end < limit, text[end] != UInt8(ascii: ">") {
      // No tag has another one in it. That keeps many that never close linear.
      if text[end] == UInt8(ascii: "<") { return nil }
      end += 1
    }
    guard end < limit else { return nil }
    for name in ["code", "pre", "script", "style", "kbd", "samp", "var", "tt"] {
      guard starts(with: "<" + name, at: position, in: text), text[end - 1] != UInt8(ascii: "/"),
        identifierEnd(at: position + 1, in: text) == position + 1 + name.utf8.count
      else { continue }
      return find("</" + name + ">", from: end + 1, in: text) ?? end + 1
    }
    return end + 1
  }

  private static func reference(at position: Int, in text: Span<UInt8>) -> Int? {
    for offset in (position + 1)..<max(position + 1, min(text.count, position + 32)) {
      if text[offset] == UInt8(ascii: ";") { return offset > position + 1 ? offset + 1 : nil }
      guard isLetter(text[offset]) || isDigit(text[offset]) || text[offset] == UInt8(ascii: "#") else { return nil }
    }
    return nil
  }

  /// Code between as many backticks as it begins with.
  private static func code(at position: Int, in text: Span<UInt8>) -> Int? {
    guard position == 0 || text[position - 1] != UInt8(ascii: "`") else { return nil }
    let count = backticks(at: position, in: text)
    let limit = min(text.count, position + longestMarkup)
    var end = position + count
    while end < limit {
      guard text[end] == UInt8(ascii: "`") else {
        end += 1
        continue
      }
      let closing = backticks(at: end, in: text)
      end += closing
      if closing == count { return end }
    }
    return nil
  }

  private static func backticks(at position: Int, in text: Span<UInt8>) -> Int {
    var end = position
    while end < text.count, text[end] == UInt8(ascii: "`") { end += 1 }
    return end - position
  }

  private static func identifierEnd(at position: Int, in text: Span<UInt8>) -> Int {
    var end = position
    while end < text.count, isLetter(text[end]) || isDigit(text[end]) || text[end] == UInt8(ascii: "_") { end += 1 }
    return end
  }

  /// Whether ASCII letters, in either case, and signs stand at a place.
  private static func starts(with part: String, at position: Int, in text: Span<UInt8>) -> Bool {
    guard position + part.utf8.count <= text.count else { return false }
    var place = position
    for byte in part.utf8 {
      guard text[place] == byte || isLetter(byte) && text[place] | 0x20 == byte else { return false }
      place += 1
    }
    return true
  }

  /// The end of what stands at the first place from an offset on, not too far away.
  private static func find(_ part: String, from start: Int, in text: Span<UInt8>) -> Int? {
    for position in start..<max(start, min(text.count, start + longestMarkup))
    where text[position] == part.utf8.first && starts(with: part, at: position, in: text) {
      return position + part.utf8.count
    }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
