import Minwal

extension Page {
  /// Marks furniture below the body.
  mutating func markTail(_ body: Body?) {
    let start = body.map { $0.lines.upperBound + 1 } ?? (headlinePosition.map { $0 + 1 } ?? 0)
    guard start < count else { return }
    let furniture = furnitureStart(from: start, hasBody: body != nil) ?? count
    for position in furniture..<count {
      isFurniture(position) ? mark(position) : mark(position, .shortTail)
    }
    guard let body else { return }
    for position in start..<furniture {
      switch line(position).looks {
      case .edgePhrase, .apartPhrase, .listHeading, .endOfArticle, .tags: mark(position)
      case .separator where isParted(position): mark(position)
      default: break
      }
    }
    markBlocks(start..<furniture, body)
  }

  /// Where the tail begins that consists mostly of furniture: the start that gives the highest sum of points, a line of
  /// furniture counting for it and any other against.
  private func furnitureStart(from start: Int, hasBody: Bool) -> Int? {
    var sum = 0
    var best = 0
    var result: Int?
    for position in (start..<count).reversed() {
      if isFurniture(position) {
        sum += points(position)
        if sum > best { (best, result) = (sum, position) }
      } else {
        let line = line(position)
        if line.traits.contains(.isProtected) || position == headlinePosition { break }
        sum -= hasBody && line.isBare ? 1 : 3
      }
    }
    return result
  }

  /// How much a line of furniture says about the lines below it.
  private func points(_ position: Int) -> Int {
    if marks[position] == .linkList { return 1 }
    switch line(position).looks {
    case .listHeading, .endOfArticle: return 8
    case .number, .separator: return 1
    // Below the last paragraph, without a blank line between, it may be its own: who is quoted, who adds.
    case .byline where !isParted(position): return line(position).traits.contains(.isMarked) ? 0 : 1
    case .section: return 2
    default: return 3
    }
  }

  /// Marks blocks of short lines that nothing else speaks for or against.
  ///
  /// In a text whose paragraphs follow each other without blank lines, a block that stands apart is not a paragraph.
  /// Where all paragraphs stand apart, only menus are unlike them: three or more names of a word or two.
  private mutating func markBlocks(_ range: Range<Int>, _ body: Body) {
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

  private func isForeign(_ block: Range<Int>, _ body: Body) -> Bool {
    if block.lowerBound > 0, line(block.lowerBound - 1).traits.contains(.announces) { return false }
    var words = 0
    var shortest = Int.max
    var longest = 0
    var counters = 0
    for position in block where marks[position] == .kept {
      let line = line(position)
      guard line.isBare, !line.traits.contains(.hasComma) else { return false }
      if line.traits.contains(.hasNumber) {
        guard line.traits.contains(.isCounter) else { return false }
        counters += 1
      }
      words += line.words
      shortest = min(shortest, line.words)
      longest = max(longest, line.words)
    }
    // A table or a list of amounts.
    if counters > 1 { return false }
    let isMenu = block.count >= 3 && longest <= 4 && words * 2 <= block.count * 5
    guard body.isCompact, longest <= 14 else { return isMenu }
    let first = line(block.lowerBound).words
    // A heading with links under it, which are longer; or a few names.
    let isHeaded = first <= 5 && (words - first) >= (first + 2) * (block.count - 1)
    // Verses and the items of a list are of like length; names and headlines are not.
    let isUneven = shortest <= 2 && longest >= shortest * 3
    return isMenu || block.count <= 3 || isHeaded || isUneven
  }
}
