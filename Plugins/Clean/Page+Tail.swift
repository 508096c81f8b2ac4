import Minwal

extension Page {
  /// Marks furniture below the body.
  mutating func markTail(_ body: Body?) {
    let start = body.map { $0.lines.upperBound + 1 } ?? headEnd
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
}
