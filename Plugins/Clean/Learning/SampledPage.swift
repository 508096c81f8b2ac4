import Minwal

/// One document's lines in their order: an example of how the lines of a site stand among others.
///
/// Counts of single lines cannot tell a button from a heading that all articles have. Beside a button stand other lines
/// that recur; a heading stands alone among lines that do not.
struct SampledPage: Hashable {
  /// What a line is to its neighbours.
  enum Kind: UInt8 {
    /// Running text.
    case prose
    /// A name or a headline: short, and without marks.
    case bare
    /// A date or a number.
    case number
    /// Begins as items do, or is short and has a number.
    case item
    /// Gone by packs or shape.
    case boilerplate
    /// What was taken for the headline.
    case headline
    /// A short sentence, a line of verse or of a dialogue.
    case other
  }

  struct Line: Hashable {
    /// Of the folded line; 0 if it was not read.
    var hash: UInt64
    var kind: Kind

    /// Whether it is text that short lines may stand alone in.
    var isText: Bool { kind == .prose || kind == .other || kind == .headline }
  }

  /// A beginning that a line inside the running text may have in common with lines of other documents.
  struct Label: Hashable {
    /// The line's place in ``SampledPage/lines``.
    var line: Int
    /// As a phrase is written: folded, with a colon at its end if one stands behind it.
    var text: [UInt8]
    /// The hash of what follows, folded.
    var rest: UInt64
    /// Words of what follows.
    var words: Int
    /// Whether the line ends without a mark, as headlines do.
    var isOpen: Bool
  }

  /// Stands for what the document says; copies have the same.
  var key: UInt64
  /// From the headline on.
  var lines: [Line]
  var labels: [Label]

  /// How many lines of a document are looked at.
  static let mostLines = 128
  /// How many documents of a site are kept, and how many of those that tell no site, since they may be of many.
  static func most(of site: String) -> Int { site.isEmpty ? 192 : 32 }
}
