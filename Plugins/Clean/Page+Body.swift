import Minwal

extension Page {
  /// Where the running text lies.
  struct Body {
    /// The first and last line of running text, as positions in `left`.
    var lines: ClosedRange<Int>
    var words = 0
    /// Lines of running text.
    var count = 0
    /// Whether lines follow each other without blank lines between, so that a blank line means something.
    var isCompact = false
    /// Whether a blank line stands between any two paragraphs.
    var isSpaced = false
    /// Dates on the page.
    var dates = 0
  }

  /// Marks what is boilerplate wherever it stands: some phrases, addresses, and headings with the links under them.
  mutating func markEverywhere() {
    for position in 0..<count {
      switch line(position).looks {
      case .phrase, .link: mark(position)
      // Who has taken the picture above.
      case .copyright where line(position).words <= 6: mark(position)
      case .learned:
        mark(position)
        if line(position).traits.contains(.isOfPost) { hasPosts = true }
      case .apartPhrase where isSetApart(position): mark(position)
      case .labelled where isSetApart(position): mark(position)
      case .listHeading where isSetApart(position, asHeading: true):
        mark(position)
        markLinks(below: position)
      case .listHeading where line(position).traits.contains(.isSure): mark(position)
      default: break
      }
    }
  }

  /// Whether a line is not part of a run of paragraphs: blank lines, boilerplate or the edge of the text are above it
  /// and, unless it is a heading, below it.
  func isSetApart(_ position: Int, asHeading: Bool = false) -> Bool {
    let above = position == 0 || line(position).hasGap || isboilerplate(position - 1)
    let below = position + 1 == count || line(position + 1).hasGap || isboilerplate(position + 1)
    return above && (asHeading || below)
  }

  /// Marks the links directly below a heading, if a blank line, boilerplate or the end of the text closes their list.
  /// Without that they may be the next paragraph.
  mutating func markLinks(below heading: Int) {
    var end = heading + 1
    while end < count, !line(end).hasGap, line(end).looks == .plain, line(end).words <= 24 { end += 1 }
    guard end == count || line(end).hasGap || LineLabel(line(end).looks) != .kept else { return }
    for position in heading + 1..<end { mark(position, .linkList) }
  }

  /// Marks all below a line that ends an article, if most of the running text is above.
  mutating func markBelowEnd() {
    var total = 0
    for position in 0..<count where line(position).isProse { total += line(position).words }
    var above = 0
    for position in 0..<count {
      if line(position).isProse { above += line(position).words }
      guard line(position).looks == .endOfArticle, above > 0, above * 2 >= total,
        !line(position).traits.contains(.isProtected)
      else { continue }
      for below in position..<count { mark(below, LineLabel(line(below).looks)) }
      for below in position + 1..<max(count, position + 1) { mark(below, .afterBody) }
      return
    }
  }

  /// The running text; `nil` if there is none: a poem, a table, a short dialogue.
  func bodyRange() -> Body? {
    var body: Body?
    var gaps = 0
    var dates = 0
    var hasGap = false
    for position in 0..<count where marks[position] == .kept {
      if line(position).hasGap { hasGap = true }
      guard line(position).isProse else {
        if line(position).looks == .date { dates += 1 }
        continue
      }
      if var known = body {
        if hasGap { gaps += 1 }
        known.lines = known.lines.lowerBound...position
        body = known
      } else {
        body = Body(lines: position...position)
      }
      hasGap = false
      body?.words += line(position).words
      body?.count += 1
    }
    if let known = body {
      body?.isCompact = known.count >= 2 && gaps * 3 < known.count
      body?.isSpaced = gaps == known.count - 1
      body?.dates = dates
    }
    if let known = body, let second = lineBelowIntroduction(known) { body?.lines = second...known.lines.upperBound }
    return body
  }

  /// The second line of running text, if boilerplate parts it from the first, which is then an introduction or a notice
  /// and belongs to the head.
  private func lineBelowIntroduction(_ body: Body) -> Int? {
    var sum = 0
    var position = body.lines.lowerBound + 1
    while position <= body.lines.upperBound {
      if marks[position] == .kept, line(position).isProse { return sum >= 6 ? position : nil }
      if isboilerplate(position) { sum += points(position) }
      position += 1
    }
    return nil
  }

  /// Marks rows of sharing buttons and the like inside the body: two or more such lines that stand by themselves.
  mutating func markInside(_ body: Body?) {
    guard let body else { return }
    var position = body.lines.lowerBound
    while position < body.lines.upperBound {
      var end = position
      while end < body.lines.upperBound, isButton(end), end == position || !line(end).hasGap { end += 1 }
      if end - position >= 2, isParted(position), isParted(end) {
        for button in position..<end { mark(button) }
      }
      position = max(end, position + 1)
    }
  }

  private func isButton(_ position: Int) -> Bool {
    let looks = line(position).looks
    return looks == .edgePhrase || looks == .learnedEdge || looks == .tags
  }

  /// Whether a blank line or a removed line stands before a line.
  func isParted(_ position: Int) -> Bool {
    line(position).hasGap || position > 0 && marks[position - 1] != .kept
  }
}
