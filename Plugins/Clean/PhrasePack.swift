import Minwal

/// A list of phrases that mark boilerplate, read from a text file whose format is told at the head of each that
/// comes along (`minwal stages clean web-en` prints one).
struct PhrasePack {
  /// What follows from a line being one of the phrases; the headings of a pack.
  enum Section: String, CaseIterable {
    /// The line goes wherever it stands.
    case anywhere
    /// The line goes above or below the body, and inside it if blank lines set it apart.
    case apart
    /// The line goes above or below the body.
    case edges
    /// A heading: goes where phrases that are set apart go, and so do the short lines directly below it.
    case list
    /// A line that ends the article: it and all that follows goes.
    case end
    /// The name of a section: goes above the headline or below the body.
    case sections
    /// Says who wrote it: goes above or below the body.
    case bylines
    /// Not lines but words: a line of nothing but such words and numbers is a date.
    case dateWords = "date-words"
    /// Protects the line; not found in packs but made from the option `keep`.
    case keep
  }

  private(set) var patterns: [PhrasePattern] = []

  /// A line of a pack that cannot be read.
  struct Problem: Error {
    /// From 1.
    var line: Int
    var message: String
  }

  /// Reads a pack.
  ///
  /// - Throws: ``Problem``
  init(_ text: Text) throws {
    var section = Section.anywhere
    var number = 0
    var position = 0
    while position < text.count {
      number += 1
      let end = text.span.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? text.count
      let line = Self.trimmed(text.span.extracting(position..<end))
      position = end + 1
      if line.isEmpty || line.hasPrefix("#") { continue }
      if line.hasPrefix("["), line.hasSuffix("]") {
        let name = String(line.dropFirst().dropLast())
        guard let named = Section(rawValue: name), named != .keep else {
          throw Problem(line: number, message: "there is no section '[\(name)]'")
        }
        section = named
      } else if let pattern = PhrasePattern(line, in: section) {
        patterns.append(pattern)
      } else {
        throw Problem(line: number, message: "'\(line)' is no phrase: \(PhrasePattern.expectation)")
      }
    }
  }

  private static func trimmed(_ line: Span<UInt8>) -> String {
    var start = 0
    var end = line.count
    while start < end, line[start] <= 0x20 { start += 1 }
    while end > start, line[end - 1] <= 0x20 { end -= 1 }
    return String(decodingUTF8: line.extracting(start..<end))
  }
}
