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
  public func render(_ diagnostic: Diagnostic) -> String { printable(diagnostic).string }

  /// A diagnostic as a terminal may get it, in several lines that each end with a line break.
  package func printable(_ diagnostic: Diagnostic) -> PrintableText {
    var result: PrintableText = ""
    let source = sources.first { $0.name == diagnostic.range?.file }
    if let range = diagnostic.range { result += paint("\(place(range)): ", "1") }
    result += paint("\(diagnostic.severity.rawValue): ", diagnostic.severity == .error ? "1;31" : "1;33")
    result += paint("\(URLSecrets.hidden(in: diagnostic.message))", "1") + " [\(diagnostic.code.rawValue)]\n"
    if let range = diagnostic.range, let line = source?.line(range.line) {
      result += excerpt(URLSecrets.hidden(in: line, keepsLength: true), range)
    }
    for note in diagnostic.notes { result += printable(note, of: diagnostic) }
    return result
  }

  /// A note; where it is about another line, with that line.
  private func printable(_ note: Diagnostic.Note, of diagnostic: Diagnostic) -> PrintableText {
    let message: PrintableText = "\(URLSecrets.hidden(in: note.message))\n"
    guard let range = note.range else { return "  \(paint("note: ", "1;36"))\(message)" }
    var result: PrintableText = "  \(paint("note: ", "1;36"))\(place(range)): \(message)"
    if (range.file, range.line) != (diagnostic.range.map { ($0.file, $0.line) } ?? ("", 0)),
      let line = sources.first(where: { $0.name == range.file })?.line(range.line)
    {
      result += excerpt(URLSecrets.hidden(in: line, keepsLength: true), range).indented("  ")
    }
    return result
  }

  private func place(_ range: SourceRange) -> PrintableText {
    let isArgument = sources.first { $0.name == range.file }?.isArgument == true
    return "\(URLSecrets.hidden(in: isArgument ? range.file : range.place))"
  }

  private func excerpt(_ line: String, _ range: SourceRange) -> PrintableText {
    var scalars = Array(line.unicodeScalars)
    var column = min(range.column - 1, scalars.count)
    var prefix: PrintableText = ""
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
    let shown = PrintableText(String(String.UnicodeScalarView(scalars)))
    let margin = String(repeating: " ", count: prefix.count)
    return "  \(prefix)\(shown)\n  \(margin)\(before)" + paint("^\(below)", "1;32") + "\n"
  }

  /// What takes as much room on the line of the caret as a scalar does above it.
  private static func blank(_ scalar: Unicode.Scalar) -> String { String(repeating: " ", count: cells(scalar)) }

  /// How many terminal cells a scalar takes: none for marks, two for wide East Asian ones, and more if it is shown by its
  /// number.
  private static func cells(_ scalar: Unicode.Scalar) -> Int {
    if PrintableText.isHidden(scalar) { return PrintableText.name(scalar).unicodeScalars.count }
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

  private func paint(_ text: PrintableText, _ style: StaticString) -> PrintableText {
    color ? text.styled(style) : text
  }
}
