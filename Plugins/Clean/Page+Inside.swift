import Minwal

extension Page {
  /// Marks links to other pages between the paragraphs whose label stands below the body again, as the heading of a list
  /// of such links: `From our desk: another headline`.
  mutating func markLabelled(_ text: Span<UInt8>, _ body: Body) {
    var position = body.lines.lowerBound + 1
    while position < body.lines.upperBound {
      let line = line(position)
      if line.looks == .plain || line.isProse && line.traits.contains(.endsOpen), line.words >= 6,
        line.traits.isDisjoint(with: [.isMarked, .announces]), !line.endsAsSentence,
        let label = label(of: line, text), isHeading(label, text, body)
      {
        mark(position, .linkList)
      }
      position += 1
    }
  }

  /// What stands before the first colon of a line, if it is short.
  private func label(of line: Line, _ text: Span<UInt8>) -> Range<Int>? {
    let end = min(line.range.upperBound, line.range.lowerBound + 64)
    guard let colon = text.extracting(..<end).firstIndex(of: UInt8(ascii: ":"), from: line.range.lowerBound) else {
      return nil
    }
    let label = Clean.trimmed(line.range.lowerBound..<colon, of: text)
    return label.isEmpty ? nil : label
  }

  /// Whether a line below the body says the same.
  private func isHeading(_ label: Range<Int>, _ text: Span<UInt8>, _ body: Body) -> Bool {
    (body.lines.upperBound + 1..<max(count, body.lines.upperBound + 1)).contains { position in
      let other = Clean.trimmed(line(position).range, of: text)
      return other.count == label.count
        && (0..<label.count).allSatisfy { text[other.lowerBound + $0] == text[label.lowerBound + $0] }
    }
  }

  /// Marks the names, dates and buttons between the posts of a thread: in two or more runs of short lines with a date
  /// between text, lines that recur, the dates, and what stands between such lines.
  mutating func markRows(_ body: Body) {
    guard body.dates > 1 else { return }
    var recurring: [UInt64] = []
    var seen: [UInt64] = []
    forEachRow(body) { page, row in
      for position in row where page.mayRecur(position) {
        let hash = page.line(position).hash
        if seen.contains(hash) { recurring.append(hash) } else if seen.count < 64 { seen.append(hash) }
      }
    }
    guard !recurring.isEmpty else { return }
    forEachRow(body) { page, row in
      var last: Int?
      for position in row {
        let recurs = page.mayRecur(position) && recurring.contains(page.line(position).hash)
        guard recurs || page.isboilerplate(position) else { continue }
        if let last { for name in last + 1..<position where page.line(name).isBare { page.mark(name, .byline) } }
        page.mark(position, .byline)
        last = position
      }
    }
    // Below the last post.
    for position in body.lines.upperBound + 1..<max(count, body.lines.upperBound + 1)
    where mayRecur(position) && recurring.contains(line(position).hash) { mark(position, .byline) }
  }

  private func mayRecur(_ position: Int) -> Bool {
    line(position).isBare && line(position).words <= 5 || line(position).looks == .edgePhrase
  }

  /// Gives the runs of two or more short lines inside the body that have a date.
  private mutating func forEachRow(_ body: Body, _ action: (inout Self, Range<Int>) -> Void) {
    var position = headlinePosition.map { $0 + 1 } ?? body.lines.lowerBound
    while position < body.lines.upperBound {
      var end = position
      var hasDate = false
      while end < body.lines.upperBound, !line(end).isProse, line(end).words <= 8 {
        if line(end).looks == .date { hasDate = true }
        end += 1
      }
      if hasDate, end - position > 1 { action(&self, position..<end) }
      position = max(end, position + 1)
    }
  }
}
