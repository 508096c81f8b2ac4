import Minwal

extension Page {
  /// What the lines of a block below the body have in common.
  struct Block {
    private(set) var lines = 0
    private(set) var words = 0
    private(set) var shortest = Int.max
    private(set) var longest = 0
    private var counters = 0
    private var numbers = 0
    private var marked = 0
    private var commas = 0
    /// Whether a line ends as only sentences do.
    private var hasSentence = false
    /// Whether a line has the length of a headline.
    private(set) var hasHeadlines = false

    mutating func add(_ line: Line) {
      lines += 1
      words += line.words
      shortest = min(shortest, line.words)
      longest = max(longest, line.words)
      if line.traits.contains(.isCounter) { counters += 1 }
      if line.traits.contains(.hasNumber) { numbers += 1 }
      if line.traits.contains(.isMarked) { marked += 1 }
      if line.traits.contains(.hasComma) { commas += 1 }
      if line.traits.contains(.announces) || line.isProse { hasSentence = true }
      // Words are longer where they are few, and in scripts without spaces they are counted low.
      if line.words >= 6 || line.words >= 4 && line.range.count >= line.words * 8 { hasHeadlines = true }
    }

    /// A table, a list of amounts, a dialogue, verses.
    var isContent: Bool { hasSentence || isOfItems }

    /// Whether most lines have numbers, marks or commas.
    var isOfItems: Bool {
      counters > 1 || numbers * 2 > lines || marked * 2 > lines || lines > 2 && commas * 2 > lines
    }

    /// Names of a word or two.
    var isMenu: Bool { lines >= 3 && longest <= 4 && words * 2 <= lines * 5 || lines == 2 && longest == 1 }

    /// Whether the lines below the first are links under a heading, which are longer.
    func isHeaded(by first: Line) -> Bool {
      lines > 1 && first.words <= 6 && first.isBare && (words - first.words) >= (first.words + 2) * (lines - 1)
    }
  }
}
