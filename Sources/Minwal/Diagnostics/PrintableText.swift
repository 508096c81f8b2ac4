/// Text that a terminal or a text log may get.
///
/// What is written in the source is ours and stays as it is: line breaks, colours, isolates. What is interpolated comes
/// from elsewhere (a document, a program, a server, a file's name, a recipe) and is shown on one line, with everything
/// that could move a cursor, forge a line or turn the order of what is around it by its number: `⟨U+202E⟩`. Since whatever
/// prints takes this type, not `String`, no one can forget it:
/// ```swift
/// Terminal.error("\(recipe.file): error: \(error)\n")
/// ```
package struct PrintableText: Hashable, Sendable {
  /// What may be printed as it is.
  package private(set) var string: String

  private init(asIs string: String) { self.string = string }

  /// Creates nothing.
  package init() { string = "" }

  /// Makes text from elsewhere printable, on one line.
  package init(_ text: String) { string = Self.escaped(text) }

  /// Makes text from elsewhere printable that may have several lines.
  package init(lines text: String) {
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    string = lines.map { Self.escaped(String($0)) }.joined(separator: "\n")
  }

  /// The same text after a control sequence, and with one behind it that takes it back.
  ///
  /// - Parameter style: The number of the style, such as `31`.
  /// - Returns: The text in that style; empty text stays empty.
  package func styled(_ style: StaticString) -> PrintableText {
    isEmpty ? self : PrintableText(asIs: "\u{1B}[\(style)m\(string)\u{1B}[0m")
  }

  /// The text in a direction of its own: Arabic does not carry off what is around it, and the other way round.
  package var isolated: PrintableText { PrintableText(asIs: "\u{2068}\(string)\u{2069}") }

  package var isEmpty: Bool { string.isEmpty }

  /// How many Unicode scalars it has.
  package var count: Int { string.unicodeScalars.count }

  /// The first so many characters, with an ellipsis if there are more. Not for text that has styles.
  package func shortened(_ limit: Int) -> PrintableText {
    guard count > limit else { return self }
    return prefix(limit - 1) + "…"
  }

  /// The first so many Unicode scalars.
  package func prefix(_ count: Int) -> PrintableText {
    PrintableText(asIs: String(String.UnicodeScalarView(string.unicodeScalars.prefix(count))))
  }

  /// The last so many Unicode scalars.
  package func suffix(_ count: Int) -> PrintableText {
    PrintableText(asIs: String(String.UnicodeScalarView(string.unicodeScalars.suffix(count))))
  }

  /// The text without spaces at its end.
  package var withoutTrailingSpaces: PrintableText {
    var result = string
    while result.utf8.last == 0x20 { result.unicodeScalars.removeLast() }
    return PrintableText(asIs: result)
  }

  /// The text with the same spaces in front of each line that is not empty.
  package func indented(_ margin: StaticString) -> PrintableText {
    let lines = string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return PrintableText(asIs: lines.map { $0.isEmpty ? "" : "\(margin)\(String($0))" }.joined(separator: "\n"))
  }
}

extension PrintableText {
  /// Prints the text.
  ///
  /// - Parameter descriptor: 1 for standard output, 2 for standard error. A closed pipe is not an error.
  package func print(to descriptor: Int32) {
    var text = string
    text.makeContiguousUTF8()
    try? FileSystem.write(text.utf8.span, to: descriptor, "the terminal")
  }
}

// MARK: What is shown by its number

extension PrintableText {
  /// Whether a character may not reach a terminal: controls (C0, DEL, C1), separators of lines and paragraphs, and
  /// whatever changes the order of the characters around it.
  package static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x206F: true
    default: false
    }
  }

  /// A character by its number, `⟨U+200F⟩`; a line feed, which is common, by an arrow.
  package static func name(_ scalar: Unicode.Scalar) -> String { scalar == "\n" ? "⏎" : "⟨\(number(scalar))⟩" }

  /// `U+200F`.
  package static func number(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Makes text from elsewhere printable, on one line, and shows more than what must not be printed.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - hides: What to show by its number besides.
  package init(_ text: String, hiding hides: (Unicode.Scalar) -> Bool) {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if Self.isHidden(scalar) || hides(scalar) {
        result.append(contentsOf: Self.name(scalar).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    string = String(result)
  }

  private static func escaped(_ text: String) -> String {
    // Nearly all text has none.
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    return PrintableText(text, hiding: { _ in false }).string
  }
}

// MARK: Literals

extension PrintableText: ExpressibleByStringInterpolation {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var result = ""

    package init(literalCapacity: Int, interpolationCount: Int) { result.reserveCapacity(literalCapacity * 2) }

    package mutating func appendLiteral(_ literal: String) { result += literal }

    package mutating func appendInterpolation(_ text: PrintableText) { result += text.string }

    package mutating func appendInterpolation(_ value: some Any) { result += PrintableText.escaped("\(value)") }
  }

  package init(stringLiteral value: String) { string = value }
  package init(stringInterpolation: StringInterpolation) { string = stringInterpolation.result }

  package static func + (left: PrintableText, right: PrintableText) -> PrintableText {
    PrintableText(asIs: left.string + right.string)
  }

  package static func += (left: inout PrintableText, right: PrintableText) { left.string += right.string }
}

extension Sequence<PrintableText> {
  /// All of them, one behind the other.
  package func joined(separator: PrintableText = "") -> PrintableText {
    var result = PrintableText()
    for (index, text) in enumerated() { result += index > 0 ? separator + text : text }
    return result
  }
}
