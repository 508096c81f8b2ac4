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
    let lines = text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { trimmed(String($0)) }.filter {
      !$0.isEmpty
    }
    output.append(lines.map(escape).joined(separator: "\n\n"))
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
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
  }

  /// Puts a backslash before characters that could begin markup; a number that would begin a list has its mark escaped.
  private static func escape(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var isLineStart = true
    var isNumber = false
    for scalar in text.unicodeScalars {
      let isDigit = ("0"..."9").contains(scalar)
      let marksLine = isLineStart && "#+-=~".unicodeScalars.contains(scalar)
      let endsNumber = isNumber && (scalar == "." || scalar == ")")
      if marksLine || endsNumber || "\\`*_[]<>|&".unicodeScalars.contains(scalar) { result.append("\\") }
      result.append(scalar)
      isNumber = isDigit && (isLineStart || isNumber)
      isLineStart = false
    }
    return String(result)
  }
}
