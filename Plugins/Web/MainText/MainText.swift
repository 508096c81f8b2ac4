public import Minwal

/// The text of a page, and what became of all else.
public struct MainText: Sendable {
  /// How the text was found: the rungs of a ladder, best first.
  public enum Rung: String, Sendable {
    /// An element that says it is the body of the article.
    case declared
    /// An element that is named as the body of an article.
    case named
    /// The page's `article` with most of its prose.
    case article
    /// The smallest element around the title that has prose, since the densest has nothing to do with it.
    case titled
    /// The smallest element that has nearly all prose of the page.
    case densest
    /// All of the page, for it has no prose.
    case body
    /// The same steps, but names of classes did not count.
    case relaxed
    /// What stands for those whose browser runs no scripts.
    case noscript
    /// What the page's JSON-LD says is the article.
    case jsonLD = "json-ld"
  }

  /// A block that is part of the text.
  public struct Block: Sendable {
    /// What a block is.
    public enum Kind: Hashable, Sendable {
      case paragraph, listItem, tableRow, quote, code, caption
      case heading(level: Int)
    }

    /// What it is.
    public internal(set) var kind: Kind
    /// Where it is in the text.
    public internal(set) var output: Range<Int>
    /// Where it is in the page, from its first to its last character.
    public internal(set) var source: Range<Int>
  }

  /// What is not part of the text.
  public struct Removed: Sendable {
    /// Why it is not.
    public internal(set) var reason: RemovalReason
    /// Where it is in the page.
    public internal(set) var source: Range<Int>
  }

  /// Bytes of the text and those of the page that they stand for.
  public struct Piece: Sendable {
    public internal(set) var output: Range<Int>
    public internal(set) var source: Range<Int>

    /// Whether both have the same bytes, but for white space.
    public var isVerbatim: Bool { output.count == source.count }
  }

  /// A text with its blocks and where its bytes come from.
  public struct Part: Sendable {
    /// The text, as UTF-8: blocks with an empty line between them, items and rows each on a line.
    public internal(set) var text = ByteBuffer()
    /// Its blocks, in their order.
    public internal(set) var blocks: [Block] = []
    /// Where its bytes come from, in their order. What is not in it was put between: line breaks, marks of Markdown.
    public internal(set) var map: [Piece] = []
  }

  /// The main text.
  public internal(set) var content = Part()
  /// What readers wrote, if it is kept.
  public internal(set) var comments = Part()
  /// What is not part of it, in the order of the page.
  public internal(set) var removed: [Removed] = []
  /// How it was found.
  public internal(set) var rung = Rung.body

  init() {}
}
