import Minwal

/// A line that is not blank, and what can be said of it without looking at the others.
struct Line {
  /// The bytes up to the line's end, without it.
  var range: Range<Int>
  /// Where the next line begins.
  var next: Int
  /// Words of it, or an estimate for lines that are too long to be read.
  var words = 0
  var looks = Looks.plain
  var traits: Traits = []
  /// The hash of the folded line, to find repetitions; 0 for long lines.
  var hash: UInt64 = 0

  /// What kind of boilerplate it looks like, or that it is prose.
  enum Looks: UInt8 {
    /// Anything short.
    case plain
    /// Running text.
    case prose
    // What the packs say.
    case phrase, apartPhrase, edgePhrase, listHeading, labelled, endOfArticle, section, byline
    // What the corpus says: boilerplate wherever it stands, or above and below the body.
    case learned, learnedEdge
    // What the shape says.
    case date, number, separator, link, bar, tags, copyright
  }

  struct Traits: OptionSet {
    let rawValue: UInt32
    /// A heading of links that goes wherever it stands: the corpus says so.
    static let isSure = Traits(rawValue: 32768)
    /// Ends with a question mark, an exclamation mark or an ellipsis.
    static let asks = Traits(rawValue: 16384)
    /// Must not be removed: the option `keep`.
    static let isProtected = Traits(rawValue: 1)
    /// Nothing follows its last word that would end a sentence or go on.
    static let endsOpen = Traits(rawValue: 2)
    /// Begins as items of lists, quotes and turns of a dialogue do.
    static let isMarked = Traits(rawValue: 4)
    static let hasNumber = Traits(rawValue: 8)
    /// A blank line stands before it.
    static let hasGap = Traits(rawValue: 16)
    static let hasComma = Traits(rawValue: 32)
    /// A number and a word or two: `12 votes`.
    static let isCounter = Traits(rawValue: 512)
    /// Ends with a colon, a comma or the like: what follows belongs to it.
    static let announces = Traits(rawValue: 1024)
    /// Found by a phrase with `*`, so that it may be a headline after all.
    static let isOpenPhrase = Traits(rawValue: 128)
    /// Recurs on other pages of the site, but below the body only; if it stands elsewhere it is something else, such as
    /// the headline that others link to.
    static let recursBelow = Traits(rawValue: 2048)
    /// Longer than lines that are looked at.
    static let isLong = Traits(rawValue: 64)
    /// A learned line in the posts of a thread.
    static let isOfPost = Traits(rawValue: 4096)
    /// Recurs in the posts of a thread, and goes beside one that is learned.
    static let isBesidePost = Traits(rawValue: 8192)
    /// Not read but only skimmed: of no use but for telling running text.
    static let isSkimmed = Traits(rawValue: 256)
  }

  var isProse: Bool { looks == .prose }
  var hasGap: Bool { traits.contains(.hasGap) }
  /// Ends with a full stop.
  var endsAsSentence: Bool { traits.isDisjoint(with: [.endsOpen, .asks, .announces]) }
  /// Short, with the mark of a question or a call at its end, as headlines may have.
  var mayAsk: Bool { looks == .plain && traits.isDisjoint(with: [.isMarked, .isProtected]) && traits.contains(.asks) }
  /// Short, without the marks of a sentence, a list or a dialogue: a name or a headline.
  var isBare: Bool {
    looks == .plain && traits.isDisjoint(with: [.isMarked, .isProtected]) && traits.contains(.endsOpen)
  }
}
