package import Minwal

/// Pieces of HTML.
package enum HTML {
  /// Text between tags or in an attribute's quotation marks.
  package static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
      // What no HTML may contain.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{7F}"..."\u{9F}": result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// Changed text, in which invisible characters are to be seen.
  package static func revealed(_ text: String) -> String {
    var result = ""
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard scalar == "\n" || VisibleText.isInvisible(scalar) else {
        plain.append(scalar)
        continue
      }
      result += escaped(String(plain))
      plain = String.UnicodeScalarView()
      let name = VisibleText.name(scalar) ?? ""
      let shown = scalar == "\n" ? "⏎" : PrintableText.number(scalar)
      result += "<span class=\"char\" title=\"\(escaped(name))\">\(shown)</span>"
    }
    return result + escaped(String(plain))
  }

  /// A JSON object spread over lines, each string in its own direction; `nil` if it is something else.
  package static func json(_ bytes: ByteBuffer) -> String? {
    guard UTF8Validation.firstInvalid(in: bytes.span) == nil else { return nil }
    var reader = JSONReader(bytes.span)
    guard let value = try? reader.value(), case .object = value, (try? reader.end()) != nil else { return nil }
    return json(value, indent: "")
  }

  private static func json(_ value: JSONValue, indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(inner)\(scalar(.string($0.name))): \(json($0.value, indent: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    case .array(let elements) where !elements.isEmpty:
      return "[\n\(elements.map { inner + json($0, indent: inner) }.joined(separator: ",\n"))\n\(indent)]"
    default: return scalar(value)
    }
  }

  private static func scalar(_ value: JSONValue) -> String {
    var json = JSONWriter()
    json.value(value)
    return "<bdi>\(escaped(String(decodingUTF8: json.buffer.span)))</bdi>"
  }

  /// ` dir="rtl"` if most letters of a text are Hebrew, Arabic or another script that runs from right to left,
  /// ` dir="ltr"` if they are others; nothing for a text without letters, which goes the way of what is around it.
  package static func direction(of text: String) -> String {
    var balance = 0
    for scalar in text.unicodeScalars.lazy.filter(\.properties.isAlphabetic).prefix(4000) {
      switch scalar.value {
      case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF: balance += 1
      default: balance -= 1
      }
    }
    return balance == 0 ? "" : balance > 0 ? " dir=\"rtl\"" : " dir=\"ltr\""
  }
}
