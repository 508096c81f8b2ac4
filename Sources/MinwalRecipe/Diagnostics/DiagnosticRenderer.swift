public import Minwal

/// Shows diagnostics as compilers do: the place, the message, the line with a caret under the token, and notes.
public struct DiagnosticRenderer: Sendable {
  private let sources: [SourceFile]
  private let color: Bool

  /// The widest line that is shown whole; of a longer one, the part around the caret is.
  private static let width = 110

  /// Creates a renderer for the findings of a check.
  ///
  /// - Parameters:
  ///   - check: Whose lines are shown.
  ///   - color: Whether to use ANSI colours.
  public init(_ check: RecipeCheck, color: Bool = false) {
    sources = check.sources
    self.color = color
  }

  /// A diagnostic, in several lines that each end with a line break.
  public func render(_ diagnostic: Diagnostic) -> String {
    var result = ""
    let source = sources.first { $0.name == diagnostic.range?.file }
    if let range = diagnostic.range {
      let place = source?.isArgument == true ? range.file : range.place
      result += paint("\(Self.printable(place)): ", "1")
    }
    result += paint("\(diagnostic.severity.rawValue): ", diagnostic.severity == .error ? "1;31" : "1;33")
    result += paint(Self.printable(diagnostic.message), "1") + " [\(diagnostic.code.rawValue)]\n"
    if let range = diagnostic.range, let line = source?.line(range.line) {
      result += excerpt(line, range)
    }
    for note in diagnostic.notes { result += "  " + paint("note: ", "1;36") + Self.printable(note) + "\n" }
    return result
  }

  private func excerpt(_ line: String, _ range: SourceRange) -> String {
    var scalars = Array(line.unicodeScalars)
    var column = min(range.column - 1, scalars.count)
    var prefix = ""
    if scalars.count > Self.width {
      let start = max(0, min(column - 40, scalars.count - Self.width))
      scalars = Array(scalars[start..<min(scalars.count, start + Self.width)])
      column -= start
      if start > 0 { prefix = "…" }
    }
    let length = max(1, min(range.length, scalars.count - column))
    let before = scalars[..<column].map(Self.blank).joined()
    let below = scalars[column...].prefix(length).map { String(repeating: "~", count: Self.cells($0)) }.joined()
      .dropFirst()
    let shown = Self.printable(String(String.UnicodeScalarView(scalars)))
    let margin = String(repeating: " ", count: prefix.count)
    return "  \(prefix)\(shown)\n  \(margin)\(before)" + paint("^\(below)", "1;32") + "\n"
  }

  /// Text without controls, which must not reach the terminal from a file.
  private static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
      scalar.value < 0x20 && scalar != "\t" || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// What takes as much room on the line of the caret as a scalar does above it.
  private static func blank(_ scalar: Unicode.Scalar) -> String {
    scalar == "\t" ? "\t" : String(repeating: " ", count: cells(scalar))
  }

  /// How many terminal cells a scalar takes: none for marks, two for wide East Asian ones.
  private static func cells(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  private func paint(_ text: String, _ style: String) -> String { color ? "\u{1B}[\(style)m\(text)\u{1B}[0m" : text }
}
