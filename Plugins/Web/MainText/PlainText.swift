import Minwal

/// A text that may have references and tags in it as one without.
enum PlainText {
  /// What is longer is cut: no title or description is.
  static let limit = 4000

  static func string(_ buffer: ByteBuffer) -> String {
    var result = buffer
    if buffer.span.firstIndex(of: UInt8(ascii: "&")) != nil || buffer.span.firstIndex(of: UInt8(ascii: "<")) != nil {
      var parser = HTMLParser()
      parser.parseFragment(buffer, in: .div)
      result = ByteBuffer()
      for node in parser.tree.nodes where node.kind == .text && node.parent >= 0 {
        parser.tree.appendText(of: node, in: buffer.span, to: &result)
      }
    }
    return string(result.span)
  }

  /// One space for all white space.
  static func string(_ bytes: Span<UInt8>) -> String {
    var end = min(bytes.count, limit)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    let text = String(decodingUTF8: bytes.extracting(0..<end))
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
