extension Page {
  /// The most links of a list between two paragraphs.
  private static let mostLinks = 16

  /// Marks lists of links to other pages between paragraphs, under headings that packs know: `Related articles`.
  ///
  /// Blank lines may part such a list, its heading or each of its links from the text, or nothing at all. It ends where
  /// running text goes on, or else at a blank line that no other link has before it. A heading without links goes if it
  /// has two words.
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
      if isKnown, marks[position] != .kept || line(position).words > 1 || list - position > 2 {
        mark(position)
        for link in position + 1..<max(list, position + 1) { mark(link, .linkList) }
      }
      position = max(list, position + 1)
    }
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
