import Minwal

extension Page {
  /// The most links of a list between two paragraphs.
  private static let mostLinks = 16

  /// Marks lists of links to other pages between paragraphs, under headings that packs know: `Related articles`.
  ///
  /// Blank lines may part such a list, its heading or each of its links from the text, or nothing at all. It ends where
  /// running text goes on, or else at a blank line that no other link has before it. A heading of one word that no blank
  /// line sets apart needs two links.
  ///
  /// - Parameter end: The last line of running text.
  mutating func markLists(before end: Int) {
    // Above the first paragraph lists stand that the headline may follow.
    guard let first = (0..<end).first(where: { line($0).isProse && marks[$0] == .kept }) else { return }
    var position = first + 1
    while position < end {
      guard line(position).looks == .listHeading else {
        position += 1
        continue
      }
      let list = listEnd(below: position, before: end)
      let isKnown = marks[position] != .kept || !line(position).traits.contains(.isOpenPhrase)
      if isKnown, marks[position] != .kept || list - position > (line(position).words > 1 ? 1 : 2) {
        mark(position)
        for link in position + 1..<max(list, position + 1) { mark(link, .linkList) }
      }
      position = max(list, position + 1)
    }
  }

  /// Marks links to other pages with a label before them, in a text whose paragraphs blank lines do not part from them.
  ///
  /// One that shares words with the running text may be the author's, who refers to what was said before.
  mutating func markLinks(_ text: Span<UInt8>, _ body: Body) {
    let links = (0..<count).filter { marks[$0] == .kept && line($0).looks == .labelled && isLink($0) }
    guard !links.isEmpty else { return }
    overlap.ask(for: left[body.lines], of: lines, without: links.map { left[$0] })
    while !overlap.isComplete { overlap.takeMore(text, lines) }
    for position in links where overlap.shared(text.extracting(target(of: position, text))) == 0 { mark(position) }
  }

  /// Whether a line is as long as a link to another page with a label, and ends as one.
  private func isLink(_ position: Int) -> Bool {
    let line = line(position)
    return line.words <= LineReader.mostLinkWords && !line.traits.isDisjoint(with: [.endsOpen, .asks])
  }

  /// What stands behind the label of a link.
  private func target(of position: Int, _ text: Span<UInt8>) -> Range<Int> {
    let range = line(position).range
    let sign = range.first { [0x3A, 0x7C, 0x2D, 0xE2].contains(text[$0]) }
    var start = sign.map { $0 + 1 } ?? range.lowerBound
    while start < range.upperBound, !text.isCharacterBoundary(start) { start += 1 }
    return start..<range.upperBound
  }

  /// Where the links below a heading end.
  private func listEnd(below heading: Int, before last: Int) -> Int {
    let start = heading + 1
    guard start < last else { return start }
    // Whether each link stands by itself.
    let isSpaced = line(start).hasGap && line(start + 1).hasGap
    var end = start
    while end < last, end - start < Self.mostLinks, mayBeListed(end),
      end == start || isSpaced || !line(end).hasGap
    {
      end += 1
    }
    return end - start > 1 && isHeading(end - 1, of: start..<end) ? end - 1 : end
  }

  /// Whether a line may be of a list of links: a headline, or a date or a counter beside it.
  private func mayBeListed(_ position: Int) -> Bool {
    let line = line(position)
    guard !line.traits.contains(.isProtected) else { return false }
    switch line.looks {
    case .prose, .listHeading, .endOfArticle: return false
    case .plain: return line.words <= 24 && !line.endsAsSentence && !line.traits.contains(.announces)
    default: return true
    }
  }

  /// Whether the last of some links is rather the heading of what follows: a word or two, below headlines.
  private func isHeading(_ position: Int, of list: Range<Int>) -> Bool {
    guard line(position).isBare, line(position).words <= 2 else { return false }
    return list.allSatisfy { $0 == position || line($0).looks != .plain || line($0).words >= 5 }
      && list.contains { line($0).looks == .plain && line($0).words >= 5 }
  }
}
