package import Minwal

/// Writes values as YAML, as a person would.
package enum YAMLWriter {
  /// Longer lists and mappings get a line for each element.
  private static let width = 80

  /// A value, to stand behind `KEY:` and a blank or behind `- `.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - indent: The column of the key or dash, from 0; `nil` inside of brackets and braces.
  /// - Returns: YAML; a list on lines of its own begins with a line break.
  package static func text(_ value: JSONValue, indent: Int?) -> String {
    switch value {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let spelling): return spelling
    case .string(let text): return indent.flatMap { block(text, indent: $0 + 2) } ?? scalar(text)
    case .array(let elements):
      let flow = "[\(elements.map { self.text($0, indent: nil) }.joined(separator: ", "))]"
      guard let indent, !elements.isEmpty, flow.unicodeScalars.count > width || elements.contains(where: \.isCollection)
      else { return flow }
      let margin = String(repeating: " ", count: indent + 2)
      return "\n" + items(elements, indent: indent + 2).map { margin + $0 }.joined(separator: "\n")
    case .object(let members):
      let flow = members.map { "\(scalar($0.name)): \(text($0.value, indent: nil))" }.joined(separator: ", ")
      return members.isEmpty ? "{}" : "{ \(flow) }"
    }
  }

  /// The elements of a list, each behind its dash.
  package static func items(_ elements: [JSONValue], indent: Int) -> [String] {
    elements.map { "- " + text($0, indent: indent) }
  }

  /// A text on one line, in quotation marks where it needs them.
  private static func scalar(_ text: String) -> String {
    let text = escaped(text)
    if text.unicodeScalars.allSatisfy(isPrintable) { return text.optionDescription }
    var json = JSONWriter()
    json.string(text)
    // JSON leaves characters as they are that YAML takes for line breaks, or forbids.
    return String(decodingUTF8: json.buffer.span).unicodeScalars.map { scalar in
      guard !isPrintable(scalar) else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }.joined()
  }

  /// A text of several lines on lines of its own; `nil` if that would not be read as the same.
  private static func block(_ text: String, indent: Int) -> String? {
    let hasBreak = text.utf8.last == UInt8(ascii: "\n")
    let body = hasBreak ? String(text.unicodeScalars.dropLast()) : text
    guard hasBreak || body.utf8.contains(UInt8(ascii: "\n")), let first = body.unicodeScalars.first,
      body.utf8.last != UInt8(ascii: "\n"), ![" ", "\t", "\n"].contains(first),
      body.unicodeScalars.allSatisfy(isPrintable)
    else { return nil }
    let margin = String(repeating: " ", count: indent)
    let lines = escaped(body).unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return (hasBreak ? "|" : "|-") + lines.map { $0.isEmpty ? "\n" : "\n\(margin)\(String($0))" }.joined()
  }

  /// Text in which nothing is taken for a variable of the environment.
  private static func escaped(_ text: String) -> String {
    text.contains("${") ? text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${") : text
  }

  /// Whether a scalar may stand in a block: no controls, no other line breaks than line feeds, no byte order marks.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x09: true
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE...0xFFFF: false
    default: true
    }
  }
}

extension JSONValue {
  fileprivate var isCollection: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
