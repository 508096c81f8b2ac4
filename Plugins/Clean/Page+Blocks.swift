import Minwal

extension Page {
  /// What the lines of a block below the body have in common.
  private struct Block {
    var lines = 0
    var words = 0
    var shortest = Int.max
    var longest = 0
    var counters = 0
    var numbers = 0
    var marked = 0
    var commas = 0
    /// Whether a line ends as only sentences do.
    var hasSentence = false

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
    }

    /// A table, a list of amounts, a dialogue, verses.
    var isContent: Bool {
      hasSentence || counters > 1 || numbers * 2 > lines || marked * 2 > lines || lines > 2 && commas * 2 > lines
    }
  }

  /// Marks blocks of short lines that nothing else speaks for or against.
  ///
  /// In a text whose paragraphs follow each other without blank lines, a block that stands apart is not a paragraph.
  /// Where all paragraphs stand apart, only menus are unlike them, three or more names of a word or two, and headings
  /// with links directly below them.
  mutating func markBlocks(_ range: Range<Int>, _ body: Body) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, !line(end).hasGap { end += 1 }
      if line(start).hasGap, isForeign(start..<end, body) {
        for position in start..<end { mark(position, .shortTail) }
      }
      start = end
    }
  }

  private func isForeign(_ range: Range<Int>, _ body: Body) -> Bool {
    if range.lowerBound > 0, line(range.lowerBound - 1).traits.contains(.announces) { return false }
    var block = Block()
    for position in range {
      if line(position).traits.contains(.isProtected) { return false }
      if marks[position] == .kept { block.add(line(position)) }
    }
    guard block.lines > 0, !block.isContent else { return false }
    let first = line(range.lowerBound)
    let isMenu = block.lines >= 3 && block.longest <= 4 && block.words * 2 <= block.lines * 5
    // A heading with links under it, which are longer.
    let isHeaded =
      block.lines > 1 && first.words <= 6 && first.isBare
      && (block.words - first.words) >= (first.words + 2) * (block.lines - 1)
    guard body.isCompact, block.longest <= 24 else { return isMenu || isHeaded && block.lines > 2 && body.isSpaced }
    if block.lines == 1 { return first.isBare }
    // Verses and the items of a list are of like length; names and headlines are not.
    let isUneven = block.shortest <= 2 && block.longest >= block.shortest * 3
    return isMenu || block.lines <= 3 || isHeaded || isUneven
  }
}
