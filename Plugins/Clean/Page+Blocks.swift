import Minwal

extension Page {
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
    let isHeaded = block.isHeaded(by: first)
    guard body.isCompact, block.longest <= 24 else {
      return block.isMenu || isHeaded && block.lines > 2 && body.isSpaced
    }
    if block.lines == 1 { return first.isBare }
    // Verses and the items of a list are of like length; names and headlines are not.
    let isUneven = block.shortest <= 2 && block.longest >= block.shortest * 3
    return block.isMenu || block.lines <= 3 || isHeaded || isUneven
  }
}
