import Minwal

/// Finds the parts of a text that mean something to software, and that no translation may touch.
enum ProtectedText {
  /// Where the protected part that begins at `position` ends; `position` if none begins there.
  ///
  /// These are `{name}`, `${name}`, `$NAME`, `%s`, `%1$d`, `%(name)s`, `%@`, `<tag>`, `&amp;`, and whole addresses:
  /// `https://…`, `www.…`, `a@b.c`. Brackets that never close are text.
  static func end(at position: Int, in text: Span<UInt8>) -> Int {
    switch text[position] {
    case UInt8(ascii: "{"): return braces(at: position, in: text) ?? position
    case UInt8(ascii: "$"): return variable(at: position, in: text) ?? position
    case UInt8(ascii: "%"): return format(at: position, in: text) ?? position
    case UInt8(ascii: "<"): return tag(at: position, in: text) ?? position
    case UInt8(ascii: "&"): return reference(at: position, in: text) ?? position
    default:
      let startsChunk = position == 0 || isSpace(text[position - 1]) || "(<\"'[".utf8.contains(text[position - 1])
      return startsChunk ? address(at: position, in: text) ?? position : position
    }
  }

  /// No placeholder or tag is longer; the bound keeps a text of nothing but opening brackets linear.
  private static let longest = 256
  private static let longestAddress = 2048

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
    var end = position + 1
    while end < text.count, isLetter(text[end]) || isDigit(text[end]) || text[end] == UInt8(ascii: "_") { end += 1 }
    return end
  }

  /// A conversion of printf: `%`, then a position or name, flags, width, precision and length, then a letter.
  private static func format(at position: Int, in text: Span<UInt8>) -> Int? {
    let limit = min(text.count, position + longest)
    var end = position + 1
    if end < limit, text[end] == UInt8(ascii: "(") {
      while end < limit, text[end] != UInt8(ascii: ")") { end += 1 }
      end += 1
    }
    while end < limit, isDigit(text[end]) || "$+-#.*'hlLqjzt".utf8.contains(text[end]) { end += 1 }
    guard end < limit, "%@diouxXeEfFgGaAcCsSpn".utf8.contains(text[end]) else { return nil }
    // "50%discount" is no conversion, but "%s" and "%d" may touch what follows only if it is no letter.
    guard end + 1 == text.count || !isLetter(text[end + 1]) else { return nil }
    return end + 1
  }

  private static func tag(at position: Int, in text: Span<UInt8>) -> Int? {
    guard position + 1 < text.count else { return nil }
    guard isLetter(text[position + 1]) || "/!?".utf8.contains(text[position + 1]) else { return nil }
    for offset in position..<min(text.count, position + longest) where text[offset] == UInt8(ascii: ">") {
      return offset + 1
    }
    return nil
  }

  private static func reference(at position: Int, in text: Span<UInt8>) -> Int? {
    for offset in (position + 1)..<max(position + 1, min(text.count, position + 32)) {
      if text[offset] == UInt8(ascii: ";") { return offset > position + 1 ? offset + 1 : nil }
      guard isLetter(text[offset]) || isDigit(text[offset]) || text[offset] == UInt8(ascii: "#") else { return nil }
    }
    return nil
  }

  /// The run up to the next white space, if it is the address of a page or a mailbox.
  private static func address(at position: Int, in text: Span<UInt8>) -> Int? {
    let limit = position + longestAddress
    var end = position
    var isAddress = false
    while end < text.count, !isSpace(text[end]), text[end] != UInt8(ascii: "<") {
      if text[end] == UInt8(ascii: ":"), end > position, end + 2 < text.count, text[end + 1] == UInt8(ascii: "/"),
        text[end + 2] == UInt8(ascii: "/")
      {
        isAddress = true
      }
      if text[end] == UInt8(ascii: "@"), end > position, end + 1 < text.count, isLetter(text[end + 1]) {
        isAddress = true
      }
      end += 1
      if end == limit { return nil }
    }
    let beginsWithWWW =
      end - position > 4 && text[position] == UInt8(ascii: "w") && text[position + 1] == UInt8(ascii: "w")
      && text[position + 2] == UInt8(ascii: "w") && text[position + 3] == UInt8(ascii: ".")
    return isAddress || beginsWithWWW ? end : nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
