import Minwal

/// A list of phrases that mark boilerplate, read from a text file whose format is described at the head of each
/// included one (`minwal stages clean web-en` prints one).
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
    /// What links to other pages begin with: a line goes wherever it stands if this, and a colon, a bar or a dash, are
    /// in front of it. Alone it is a heading of such links.
    case labels
    /// What a line begins with that asks the reader to do something: it goes if it also has words of the next two.
    case calls
    /// Not lines but words: what a site offers, such as newsletters.
    case callWords = "call-words"
    /// Not lines but words: by which a site speaks of itself, such as "our".
    case ownWords = "own-words"
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

    /// Whether the phrases are single words, of which lines are made.
    var isOfWords: Bool { self == .dateWords || self == .callWords || self == .ownWords }
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
  init(_ text: Text) throws { try self.init(text.span) }

  /// Reads a pack in UTF-8.
  ///
  /// - Throws: ``Problem``
  init(_ text: Span<UInt8>) throws {
    var folding = Folding()
    var section = Section.anywhere
    var number = 0
    var position = 0
    while position < text.count {
      number += 1
      let end = text.firstIndex(of: UInt8(ascii: "\n"), from: position) ?? text.count
      let line = text.extracting(Self.trimmed(position..<end, of: text))
      position = end + 1
      if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
      if line[0] == UInt8(ascii: "["), line[line.count - 1] == UInt8(ascii: "]") {
        let name = line.count > 1 ? String(decodingUTF8: line.extracting(1..<line.count - 1)) : ""
        guard let named = Section(rawValue: name), named != .keep else {
          throw Problem(line: number, message: "there is no section '[\(name)]'")
        }
        section = named
      } else if let pattern = PhrasePattern(line, in: section, &folding) {
        patterns.append(pattern)
      } else {
        let written = String(decodingUTF8: line)
        throw Problem(line: number, message: "'\(written)' is not a phrase: \(PhrasePattern.expectation)")
      }
    }
  }

  private static func trimmed(_ line: Range<Int>, of text: Span<UInt8>) -> Range<Int> {
    var (start, end) = (line.lowerBound, line.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }
}
