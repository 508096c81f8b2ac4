import Testing

/// A page with a mark before each line: `=` the headline, `+` a line that must stay, `-` one that must go.
struct MarkedPage: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The page without marks.
  let text: String
  /// The lines that must stay.
  let kept: [String]
  /// The lines that must go.
  let removed: [String]
  let headline: String?

  init(_ name: String, _ marked: String) {
    testDescription = name
    var lines: [String] = []
    var kept: [String] = []
    var removed: [String] = []
    var headline: String?
    for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
      let content = String(line.dropFirst(2))
      lines.append(content)
      switch line.first {
      case "=":
        headline = content
        kept.append(content)
      case "+": kept.append(content)
      case "-": removed.append(content)
      case nil: break
      default: preconditionFailure("a line of '\(name)' has no mark: \(line)")
      }
    }
    text = lines.joined(separator: "\n")
    self.kept = kept
    self.removed = removed
    self.headline = headline
  }

  /// The lines of a text that are not blank.
  static func lines(of text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.allSatisfy(\.isWhitespace) }
  }
}
