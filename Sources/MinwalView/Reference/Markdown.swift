import Minwal

/// Pieces of Markdown, with what must be escaped.
package enum Markdown {
  /// Running text: outside of backticks, signs that Markdown would take for its own are escaped.
  package static func prose(_ text: String) -> String {
    var result = ""
    var isCode = false
    for character in text {
      if character == "`" { isCode.toggle() }
      if !isCode, "*_<[".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }

  /// Code within a line.
  package static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// A block of code, in a fence that its text does not have.
  package static func block(_ text: String, _ language: String = "text") -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A table; cells are Markdown.
  package static func table(_ header: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    let escaped = rows.map { row in row.map { $0.replacing("|", with: "\\|") } }
    return line(header) + "|" + header.map { _ in "---|" }.joined() + "\n" + escaped.map(line).joined()
  }
}
