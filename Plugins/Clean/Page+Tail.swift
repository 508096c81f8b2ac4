import Minwal

extension Page {
  /// Marks boilerplate below the body.
  mutating func markTail(_ body: Body?) {
    let start = body.map { $0.lines.upperBound + 1 } ?? headEnd
    tailStart = start
    if body != nil { markLearnedLists(start..<count) }
    let boilerplate = boilerplateStart(body) ?? count
    for position in boilerplate..<count {
      if isboilerplate(position) {
        mark(position)
      } else {
        mark(position, line(position).isProse ? .afterBody : .shortTail)
      }
    }
    guard let body else { return }
    markUnknownTail(articleEnd(before: boilerplate, body) + 1..<boilerplate, body)
    guard start < boilerplate else { return }
    for position in start..<boilerplate {
      switch looks(position) {
      case .edgePhrase, .learnedEdge, .apartPhrase, .listHeading, .labelled, .endOfArticle, .tags, .copyright:
        mark(position)
      case .separator where isParted(position): mark(position)
      default: break
      }
    }
    markBlocks(start..<boilerplate, body)
  }

  /// Marks what stands directly below learned lines that are set apart: they may be headings of lists whose links
  /// differ from page to page.
  private mutating func markLearnedLists(_ range: Range<Int>) {
    for position in range where looks(position) == .learnedEdge && isSetApart(position, asHeading: true) {
      mark(position)
      if !hasItems(below: position) { markLinks(below: position) }
    }
  }

  /// Whether most lines of the block below a line have numbers or marks: amounts, the items of a list.
  private func hasItems(below heading: Int) -> Bool {
    var end = heading + 1
    var items = 0
    while end < count, end == heading + 1 || !line(end).hasGap, line(end).looks == .plain {
      if !line(end).traits.isDisjoint(with: [.hasNumber, .isMarked]) { items += 1 }
      end += 1
    }
    return items * 2 > end - heading - 1
  }

  /// Where the tail begins that consists mostly of boilerplate: the start that gives the highest sum of points, a line of
  /// boilerplate counting for it and any other against.
  ///
  /// Running text counts so much against it that only much boilerplate above outweighs it: then it is a notice at the
  /// foot of the page. More than a quarter of the text cannot be that.
  private func boilerplateStart(_ body: Body?) -> Int? {
    var sum = 0
    var best = 0
    var result: Int?
    var notices = 0
    // Lines like headlines that did not count against the tail.
    var headlines = 0
    var position = count - 1
    let end = body.map { rulesOff.contains(.afterBody) ? $0.lines.upperBound : $0.lines.lowerBound } ?? headEnd - 1
    while position > end {
      let line = line(position)
      if isboilerplate(position) {
        sum += points(position)
        // What also goes inside articles says nothing of the lines below it.
        if line.looks == .phrase { sum -= headlines }
        if sum > best { (best, result, headlines) = (sum, position, 0) }
      } else if line.traits.contains(.isProtected) || position == headlinePosition {
        break
      } else if let body, line.isProse {
        notices += line.words
        if notices * 4 > body.words { break }
        sum -= 6 + line.words / 4
      } else {
        let isFree = body != nil && isOfHeadlines(position)
        if isFree { headlines += 1 }
        sum -= isFree ? 0 : body == nil || !line.isBare ? 3 : 1
      }
      position -= 1
    }
    return result
  }

  /// Whether a line is one of two or more that might be headlines: between boilerplate, links to other pages.
  private func isOfHeadlines(_ position: Int) -> Bool {
    mayBeLink(position) && (mayBeLink(position - 1) || position + 1 < count && mayBeLink(position + 1))
  }

  private func mayBeLink(_ position: Int) -> Bool {
    let line = line(position)
    return line.isBare && line.words >= 6 || line.mayAsk && line.words >= 4
  }

  /// How much a line of boilerplate says about the lines below it.
  func points(_ position: Int) -> Int {
    if marks[position] == .linkList { return 1 }
    // The next post may be short.
    if marks[position] == .byline, line(position).looks != .byline { return 0 }
    if !line(position).traits.isDisjoint(with: [.isOfPost, .isBesidePost]) { return 0 }
    switch looks(position) {
    case .listHeading, .endOfArticle: return 8
    // Directly below a paragraph they may be its own: a result, the line above a note.
    case .number, .separator: return isParted(position) ? 1 : 0
    // Below the last paragraph, without a blank line between, it may be its own: who is quoted, who adds.
    case .byline where !isParted(position): return line(position).traits.contains(.isMarked) ? 0 : 1
    case .section: return 2
    default: return 3
    }
  }
}
