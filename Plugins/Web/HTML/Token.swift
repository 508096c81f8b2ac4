/// What the tokenizer has read: one at a time, in the same place.
struct Token {
  enum Kind: UInt8 {
    /// Characters, as they are or one reference or line break with another text in its place.
    case text
    /// U+0000, which means something else in every place.
    case null
    case startTag, endTag, comment, doctype, end
  }

  var kind = Kind.end
  /// The offsets of all of it; of a text, of what is still to be processed.
  var start = 0
  var end = 0

  /// Of a text: where what stands for it is in the replacements, or that it stands for itself.
  var replacement = HTMLContent.Run.verbatim
  var replacementCount: UInt32 = 0
  /// Of a replacement: whether it is a line feed, a space, a tabulator or a form feed.
  var isSpace = false
  /// Of a replacement: whether it is a line feed.
  var isLineFeed = false

  /// Of a tag.
  var name: UInt32 = 0
  var tag = HTMLTag.other
  var isSelfClosing = false
  var firstAttribute = 0
  var attributeCount = 0

  /// Of a comment: the offsets of what is in it, and the value that had to be made plus one.
  var contentStart = 0
  var contentEnd = 0
  var value: UInt32 = 0
  /// Of a comment: whether it is a processing instruction, which goes wherever a comment goes.
  var isInstruction = false

  /// Whether a text stands for itself.
  var isVerbatim: Bool { replacement == HTMLContent.Run.verbatim }

  /// What there is to know of a text that is inserted now or later.
  struct Text {
    var start: Int
    var end: Int
    var replacement: UInt32
    var replacementCount: UInt32
    var isSpace: Bool

    /// Whether it stands for itself.
    var isVerbatim: Bool { replacement == HTMLContent.Run.verbatim }
  }

  /// The text.
  var text: Text {
    Text(
      start: start, end: end, replacement: replacement, replacementCount: replacementCount,
      isSpace: !isVerbatim && isSpace)
  }
}
