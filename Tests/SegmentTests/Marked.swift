import Minwal
import MinwalTestSupport
import Testing

@testable import SegmentPlugin

/// A text in which bars stand where sentences are expected to end.
struct Marked: CustomTestStringConvertible, ExpressibleByStringLiteral, Sendable {
  let marked: String

  init(stringLiteral value: String) { marked = value }

  var testDescription: String { marked }

  /// The text without its bars.
  var text: String { marked.filter { $0 != "|" } }

  /// What is between the bars, without white space around it.
  var sentences: [String] {
    marked.split(separator: "|").map { part in
      var part = part
      while part.first?.isWhitespace == true { part.removeFirst() }
      while part.last?.isWhitespace == true { part.removeLast() }
      return String(part)
    }
  }

  /// The sentences that the stage finds.
  func found(_ language: Language, _ options: [ConfigNode.Entry] = []) throws -> [String] {
    try run(Segment.self, options, on: text, language: language).sentenceTexts
  }
}
