extension Page {
  /// The longest verse, in words.
  private static let longestVerse = 12

  /// The running text with the verses above it, if it is a poem whose last line ends as sentences do: else the name of
  /// the poem would be taken for that of a section, and its first verse for the headline.
  ///
  /// In a poem no line is longer than a verse, and lines follow each other that are of like length.
  func withVerses(_ body: Body) -> Body {
    let isPoem = body.lines.allSatisfy { !line($0).isProse || line($0).words <= Self.longestVerse }
    guard isPoem else { return body }
    var result = body
    while let start = versesStart(above: result.lines.lowerBound) {
      result.lines = start...body.lines.upperBound
    }
    return result
  }

  /// Where the verses begin that end directly above a line, or with a blank line between, as another stanza; `nil` if
  /// there are too few.
  private func versesStart(above first: Int) -> Int? {
    var start = first
    var (least, most) = (line(first).range.count, line(first).range.count)
    var (fewest, greatest) = (line(first).words, line(first).words)
    var goesOn = false
    while start > 0, start == first || !line(start).hasGap {
      let line = line(start - 1)
      guard marks[start - 1] == .kept, line.looks == .plain || line.isProse, !line.traits.contains(.hasNumber),
        (2...Self.longestVerse).contains(line.words)
      else { break }
      (least, most) = (min(least, line.range.count), max(most, line.range.count))
      (fewest, greatest) = (min(fewest, line.words), max(greatest, line.words))
      if most * 10 > least * 18 || greatest - fewest > 5 { break }
      if line.traits.contains(.announces) { goesOn = true }
      start -= 1
    }
    // The title may be as long as a verse.
    if start == 0, first > 1, !line(0).traits.contains(.announces) { start = 1 }
    // Headlines do not end in commas.
    return first - start >= (goesOn ? 2 : 3) ? start : nil
  }
}
