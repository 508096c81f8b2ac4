import Minwal

/// A line of YAML that is indented with spaces that look like one and are none, as text from web pages has them.
struct OddIndentation {
  /// What is wrong with the first such line.
  let diagnostic: Diagnostic
  /// The file with plain spaces in their places: each character is in the same column.
  let fixed: SourceFile

  /// Whether a character looks like a space and does not indent.
  static func isOdd(_ scalar: Unicode.Scalar) -> Bool {
    scalar != " " && scalar != "\t" && scalar.properties.generalCategory == .spaceSeparator
  }

  /// Looks for such lines; `nil` if there are none.
  init?(_ source: SourceFile) {
    var lines: [String] = []
    var first: (line: Int, column: Int, scalar: Unicode.Scalar)?
    var number = 1
    while let line = source.line(number) {
      var scalars = Array(line.unicodeScalars)
      let start = scalars.prefix { $0 == " " || Self.isOdd($0) }
      for (column, scalar) in start.enumerated() where Self.isOdd(scalar) {
        if first == nil { first = (number, column + 1, scalar) }
        scalars[column] = " "
      }
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      lines.append(String(view))
      number += 1
    }
    guard let first else { return nil }
    let code = String(first.scalar.value, radix: 16, uppercase: true)
    let name = first.scalar == "\u{A0}" ? "a non-breaking space" : "another space than the plain one"
    diagnostic = Diagnostic(
      .yamlSyntax, "\(name) (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)) cannot indent YAML",
      at: SourceRange(file: source.name, line: first.line, column: first.column),
      notes: ["use plain spaces; text that was copied from a page often has others"])
    fixed = SourceFile(name: source.name, text: Text(lines.joined(separator: "\n")))
  }
}
