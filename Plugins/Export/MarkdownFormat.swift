import Minwal

/// CommonMark: a heading, then a section for each field. The document's own characters are escaped where they would
/// be markup.
enum MarkdownFormat {
  static func render(_ document: Document, _ fields: [Field]?, isAlone: Bool, into output: inout ByteBuffer) {
    let fields = fields ?? defaultFields(document)
    output.append("# \(heading(document.title ?? document.id))\n")
    for field in fields where field != .title {
      output.append("\n")
      if field != .text { output.append("## \(escape(field.name))\n\n") }
      section(field, document, into: &output)
    }
    if !isAlone { output.append("\n---\n\n") }
  }

  private static func defaultFields(_ document: Document) -> [Field] {
    (document[Summary.self] == nil ? [] : [.layer(Summary.name)]) + [.text]
  }

  private static func section(_ field: Field, _ document: Document, into output: inout ByteBuffer) {
    switch field {
    case .layer(let name):
      if let lines = Field.lines(of: document, name) {
        for line in lines { output.append("- \(escape(trimmed(oneLine(line))))\n") }
      } else if let units = document[TranslationUnits.self], name == TranslationUnits.name {
        table(units.units, into: &output)
      } else {
        code(field.text(of: document), into: &output)
      }
    case .metadata, .member: code(field.text(of: document), into: &output)
    default: paragraphs(field.text(of: document), into: &output)
    }
  }

  private static func paragraphs(_ text: String, into output: inout ByteBuffer) {
    var isFirst = true
    for line in text.utf8.split(whereSeparator: isLineBreak) {
      let line = trimmed(String(Substring(line)))
      if line.isEmpty { continue }
      if !isFirst { output.append("\n\n") }
      isFirst = false
      output.append(escape(line))
    }
    output.append("\n")
  }

  private static func table(_ units: [TranslationUnit], into output: inout ByteBuffer) {
    guard let first = units.first else { return }
    output.append(
      "| id | \(escape(first.sourceLanguage.rawValue)) | \(escape(first.targetLanguage.rawValue)) | state |\n|---|---|---|---|\n"
    )
    for unit in units {
      let cells = [unit.id, unit.source, unit.target ?? "", unit.state.rawValue]
      output.append("| " + cells.map { escape(oneLine($0)) }.joined(separator: " | ") + " |\n")
    }
  }

  /// A block that a backtick fence inside cannot end.
  private static func code(_ text: String, into output: inout ByteBuffer) {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    output.append("\(fence)\n\(text)\n\(fence)\n")
  }

  /// A heading's text. Number signs at its end would be taken for its closing.
  private static func heading(_ text: String) -> String {
    let text = trimmed(oneLine(text))
    let escaped = escape(text)
    guard text.hasSuffix("#"), text != "#" else { return escaped }
    return escaped.dropLast() + "\\#"
  }

  /// Without the white space at both ends, of which CommonMark makes code or nothing.
  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: isLineBreak) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  /// Puts a backslash before characters that could begin markup, all of which are ASCII; a number that would begin a list
  /// has its mark escaped.
  private static func escape(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 16)
    var isLineStart = true
    var isNumber = false
    for byte in text.utf8 {
      let isMarkup =
        switch Unicode.Scalar(byte) {
        case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "&": true
        case "#", "+", "-", "=", "~": isLineStart
        case ".", ")": isNumber
        default: false
        }
      if isMarkup { result.append(UInt8(ascii: "\\")) }
      result.append(byte)
      isNumber = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) && (isLineStart || isNumber)
      isLineStart = false
    }
    return String(decoding: result, as: UTF8.self)
  }
}
