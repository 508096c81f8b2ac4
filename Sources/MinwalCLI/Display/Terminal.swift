import Glibc
import Minwal

/// Standard output and standard error: data goes to the one, all else to the other.
enum Terminal {
  /// Writes to standard output. That nobody reads on is no reason to complain.
  static func output(_ text: String) { write(text, to: 1) }

  /// Writes to standard error.
  static func error(_ text: String) { write(text, to: 2) }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.makeContiguousUTF8()
    try? FileSystem.write(text.utf8.span, to: descriptor, "the terminal")
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
