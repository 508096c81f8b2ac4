import Minwal

extension Page {
  /// Marks the names and headlines between the body and boilerplate that is known, or the end of the page.
  ///
  /// A heading inside the body has text below it; below the last running text short lines are the end of the article (a
  /// list that is announced, verses, who signs) or boilerplate that no pack knows. Boilerplate is uneven: buttons and tags of
  /// a word or two beside headlines. One or two lines are not enough to see that, and without other boilerplate on the
  /// page nothing speaks for it.
  mutating func markUnknownTail(_ range: Range<Int>, _ body: Body) {
    let start = contentEnd(range, body)
    guard start < range.upperBound else { return }
    var block = Block()
    var known = range.upperBound < count ? 1 : 0
    for position in start..<range.upperBound {
      if line(position).traits.contains(.isProtected) { return }
      if isboilerplate(position) {
        known += line(position).looks == .phrase ? 0 : 1
      } else if !line(position).isProse {
        block.add(line(position))
      }
    }
    // A block that stands apart in a text without blank lines is no paragraph.
    let isApart = body.isCompact && line(start).hasGap && block.hasHeadlines
    guard isForeign(block, from: start, isApart: isApart), known > 0 || hasHeadboilerplate(body) else { return }
    // A page of one sentence above many names may be a list of them.
    guard body.count > 1 || body.words >= 25 || block.words <= body.words * 2 else { return }
    for position in start..<range.upperBound {
      let isNotice = line(position).isProse
      mark(position, isboilerplate(position) ? LineLabel(looks(position)) : isNotice ? .afterBody : .shortTail)
    }
  }

  private func isForeign(_ block: Block, from start: Int, isApart: Bool = false) -> Bool {
    guard block.lines > 2 || block.lines == 2 && block.longest == 1, block.longest <= 24, !block.isOfItems else {
      return false
    }
    let first = line(start)
    let isUneven = block.hasHeadlines && block.shortest <= 5 && block.longest >= block.shortest * 2 + 2
    return isApart || block.isMenu || isUneven || first.isBare && first.words <= 5 && block.isHeaded(by: first)
  }

  /// The last running text of the article above a line. What is further below are notices: less than a quarter of the
  /// text, or a half of a short one below much that is known, under five or more short lines that look like boilerplate.
  func articleEnd(before end: Int, _ body: Body) -> Int {
    var last = text(before: end, body)
    var notices = 0
    while last > body.lines.lowerBound {
      notices += line(last).words
      let above = text(before: last, body)
      guard notices * 2 <= body.words, last - above > 5 else { break }
      guard isboilerplate(above + 1..<last, isLong: notices * 4 > body.words) else { break }
      last = above
    }
    return last
  }

  /// The last running text above a line, or the first of the body.
  private func text(before end: Int, _ body: Body) -> Int {
    var position = min(body.lines.upperBound, end - 1)
    while position > body.lines.lowerBound, marks[position] != .kept || !line(position).isProse { position -= 1 }
    return position
  }

  /// Whether some short lines are like boilerplate, with headlines among them, and one is known, or four above a notice
  /// that is long for the text; not what stands between two posts.
  private func isboilerplate(_ range: Range<Int>, isLong: Bool) -> Bool {
    var block = Block()
    for position in range {
      if marks[position] == .byline || !line(position).traits.isDisjoint(with: [.isOfPost, .isBesidePost]) {
        return false
      }
      if !isboilerplate(position) { block.add(line(position)) }
    }
    let known = range.count - block.lines
    return block.hasHeadlines && known > (isLong ? 3 : 0) && isForeign(block, from: range.lowerBound)
  }

  private func hasHeadboilerplate(_ body: Body) -> Bool {
    (0..<body.lines.lowerBound).contains { marks[$0] != .kept }
  }

  /// Where the short lines below the body end that are of the article: short sentences, quotes, items that are
  /// announced, verses, and in a text without blank lines all that stands above the first one.
  private func contentEnd(_ range: Range<Int>, _ body: Body) -> Int {
    var end = range.lowerBound
    var position = end
    if position > 0, line(position - 1).traits.contains(.announces) { end = itemsEnd(position, range, body) }
    var known = 0
    let longest = longestHeadline(body)
    while position < range.upperBound {
      let line = line(position)
      if isboilerplate(position) {
        known += line.looks == .phrase ? 0 : 1
      } else if known == 0, position - end < 5 {
        if line.traits.contains(.announces) {
          end = itemsEnd(position + 1, range, body)
        } else if line.isProse || line.endsAsSentence || position == end && mayGoOn(line, longest) {
          end = position + 1
        }
      }
      position = max(position + 1, end)
    }
    return versesEnd(body.isCompact ? firstParted(end, range) : end, range)
  }

  /// The first line from one on that stands apart; that line itself if the text goes on without blank lines to the end.
  private func firstParted(_ start: Int, _ range: Range<Int>) -> Int {
    var position = start
    while position < range.upperBound, !line(position).hasGap { position += 1 }
    return position < range.upperBound || position < count && line(position).hasGap ? position : start
  }

  /// Whether a line directly below the article may be its own: a quote or an item, or a paragraph without a full stop.
  private func mayGoOn(_ line: Line, _ longest: Int) -> Bool {
    line.traits.contains(.isMarked) || line.looks == .plain && line.words > longest
  }

  /// The most words of a headline, in a text whose paragraphs end in full stops or not.
  private func longestHeadline(_ body: Body) -> Int {
    var open = 0
    for position in body.lines where line(position).isProse && line(position).traits.contains(.endsOpen) { open += 1 }
    return open * 2 > body.count ? 8 : 14
  }

  /// Where the items below a line end that announces them: they are of like length.
  private func itemsEnd(_ start: Int, _ range: Range<Int>, _ body: Body) -> Int {
    var end = start
    var sum = 0
    while end < range.upperBound, line(end).looks == .plain {
      let (words, items) = (line(end).words, end - start)
      if items > 0, words * items * 2 < sum || words * items > sum * 2 + items * 2 { break }
      if items > 0, body.isCompact, line(end).hasGap { break }
      sum += words
      end += 1
    }
    return end
  }

  /// Where a run of four or more verses ends that begins at a line, or that line: they are of like length.
  private func versesEnd(_ start: Int, _ range: Range<Int>) -> Int {
    var end = start
    var words = (least: Int.max, most: 0)
    var bytes = (least: Int.max, most: 0)
    while end < range.upperBound {
      let line = line(end)
      // Headlines have the length of verses, too, but are longer from nine words on.
      guard line.looks == .plain, !line.traits.contains(.hasNumber), (3...9).contains(line.words),
        line.words < 9 || line.range.count <= 40
      else { break }
      words = (min(words.least, line.words), max(words.most, line.words))
      bytes = (min(bytes.least, line.range.count), max(bytes.most, line.range.count))
      if words.most - words.least > 4 || bytes.most * 2 > bytes.least * 3 { break }
      end += 1
    }
    return end - start >= 4 ? end : start
  }
}
