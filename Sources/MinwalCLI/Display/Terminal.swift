import Glibc
import Minwal

/// Standard output and standard error: data goes to the one, all else to the other.
enum Terminal {
  /// Writes to standard output. A closed pipe is not an error.
  static func output(_ text: PrintableText) { text.print(to: 1) }

  /// Writes to standard error.
  static func error(_ text: PrintableText) { text.print(to: 2) }

  /// Writes JSON to standard output.
  static func output(json: String) { printable(json: json).print(to: 1) }

  /// Writes JSON to standard error.
  static func error(json: String) { printable(json: json).print(to: 2) }

  /// Writes what is meant for a file or a program, such as a page or a word list, to standard output: as it is, unless
  /// a person sees it there.
  static func output(data: String) {
    if outputIsTerminal { return output(PrintableText(lines: data)) }
    var data = data
    data.makeContiguousUTF8()
    try? FileSystem.write(data.utf8.span, to: 1, "standard output")
  }

  /// The same JSON in which what a terminal must not get is escaped, `\u202E`. Outside of strings JSON has none of it but
  /// line breaks between its parts.
  static func printable(json: String) -> PrintableText {
    let lines = json.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { line in
      var result = String.UnicodeScalarView()
      for scalar in line {
        if PrintableText.isHidden(scalar) {
          result.append(contentsOf: "\\u\(PrintableText.number(scalar).dropFirst(2))".unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
      return PrintableText(String(result))
    }.joined(separator: "\n")
  }

  /// Whether a person may be looking at standard error.
  static var isInteractive: Bool { isatty(2) == 1 && FileSystem.environmentVariable("TERM") != "dumb" }

  /// Whether messages may be in colour (https://no-color.org).
  static var usesColor: Bool { isInteractive && allowsColor }

  /// Whether standard output may be in colour.
  static var outputUsesColor: Bool {
    outputIsTerminal && FileSystem.environmentVariable("TERM") != "dumb" && allowsColor
  }

  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(1) == 1 }

  private static var allowsColor: Bool { (FileSystem.environmentVariable("NO_COLOR") ?? "").isEmpty }

  /// A word of a command as a shell takes it.
  static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      byte >= 0x80 || "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=,@%+".utf8.contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
