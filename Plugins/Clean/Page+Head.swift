import Minwal

extension Page {
  /// Finds the headline; if it is the first line of running text, the body begins at the next.
  mutating func findHeadline(_ text: Span<UInt8>, title: UInt64?, _ body: inout Body?) -> Int? {
    overlap.forget()
    isHeadlineSure = true
    if let title, let known = (0..<count).first(where: { line($0).hash == title }) {
      marks[known] = .kept
      leave(known, &body)
      return known
    }
    switch policy {
    case .none: return nil
    case .firstLine:
      guard count > 0 else { return nil }
      marks[0] = .kept
      leave(0, &body)
      return 0
    case .auto: break
    }
    let end = body?.lines.lowerBound ?? count
    var candidates = (0..<min(end, 64)).filter { !isboilerplate($0) && !line($0).isProse }
    if let body, isHeadlineLike(body) { candidates.append(body.lines.lowerBound) }
    guard let chosen = best(of: candidates, text, body) ?? lastResort(before: end, body) else { return nil }
    leave(chosen, &body)
    return chosen
  }

  /// If the headline looks like running text, takes it out of the body.
  private func leave(_ headline: Int, _ body: inout Body?) {
    guard let known = body, headline == known.lines.lowerBound else { return }
    guard let next = (headline + 1..<max(count, headline + 1)).first(where: { line($0).isProse && marks[$0] == .kept })
    else { return }
    body?.lines = next...known.lines.upperBound
  }

  /// Whether the first line of running text may be a headline: a line of moderate length that ends without a full
  /// stop, apart from what follows.
  private func isHeadlineLike(_ body: Body) -> Bool {
    let first = body.lines.lowerBound
    guard body.count > 1, first + 1 < count else { return false }
    let line = line(first)
    return !line.traits.contains(.isLong) && line.words <= 40 && line.traits.contains(.endsOpen)
      && (self.line(first + 1).hasGap || isboilerplate(first + 1))
  }

  /// The first candidate, unless it looks like the name of a section or of the site and a later one fits better.
  private mutating func best(of candidates: [Int], _ text: Span<UInt8>, _ body: Body?) -> Int? {
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1, let body else { return first }
    overlap.ask(for: left[body.lines], of: lines, without: candidates.map { left[$0] })
    var best = first
    for candidate in candidates.dropFirst() {
      // A line that has words of the body and the length of a headline is one; what follows it is a subtitle.
      if line(best).words >= 4, hasScore(best, 8, text) { break }
      if isBelowItems(candidate, since: best) { break }
      if isBetter(candidate, than: best, text) { best = candidate }
    }
    isHeadlineSure = line(best).words >= 4 || isAboutBody(best, text)
    return best
  }

  /// Whether a list of three or more amounts stands between the best candidate so far and another, which is then of the
  /// list or below it.
  private func isBelowItems(_ candidate: Int, since best: Int) -> Bool {
    guard candidate - best > 3 else { return false }
    var items = 0
    var position = candidate - 1
    while position > best, items < 3 {
      items = line(position).looks == .plain && line(position).traits.contains(.hasNumber) ? items + 1 : 0
      position -= 1
    }
    return items == 3
  }

  /// Whether a candidate's score reaches some points.
  private mutating func hasScore(_ position: Int, _ points: Int, _ text: Span<UInt8>) -> Bool {
    while true {
      let score = scores(position, text)
      if score.lowerBound >= points { return true }
      if score.upperBound < points { return false }
      overlap.takeMore(text, lines)
    }
  }

  /// Whether a candidate has the higher score; of two short names the lower is the headline.
  private mutating func isBetter(_ candidate: Int, than best: Int, _ text: Span<UInt8>) -> Bool {
    let lead = line(candidate).words < 4 ? 0 : 1
    while true {
      let (score, other) = (scores(candidate, text), scores(best, text))
      if score.lowerBound >= other.upperBound + lead { return true }
      if score.upperBound < other.lowerBound + lead { return false }
      overlap.takeMore(text, lines)
    }
  }

  /// Which scores a line may have, as far as the words of the body were taken in; one in the end.
  private mutating func scores(_ position: Int, _ text: Span<UInt8>) -> ClosedRange<Int> {
    let line = line(position)
    var end = min(line.range.upperBound, line.range.lowerBound + 512)
    while !text.isCharacterBoundary(end) { end -= 1 }
    let shared = min(overlap.shared(text.extracting(line.range.lowerBound..<end)), 3)
    let isRepeated = line.words < 4 && (0..<count).contains { $0 != position && self.line($0).hash == line.hash }
    let isApart = position + 1 < count && (self.line(position + 1).hasGap || isboilerplate(position + 1))
    let base =
      min(line.words, 6) + (isApart ? 3 : 0) - (isRepeated ? 6 : 0) - (line.traits.contains(.isCounter) ? 4 : 0)
      - (line.endsAsSentence ? 4 : 0)
    return base + shared * 3...base + (overlap.isComplete ? shared : 3) * 3
  }

  /// The last line above the body that is boilerplate by a loose rule only, if nothing else is there:
  /// `Watch: storm floods the old harbour`.
  private mutating func lastResort(before end: Int, _ body: Body?) -> Int? {
    guard body != nil else { return nil }
    let found = (0..<min(end, 64)).last { position in
      let line = line(position)
      guard line.words >= 4 else { return false }
      switch line.looks {
      case .bar: return true
      case .byline, .phrase, .apartPhrase, .labelled, .learned: return line.traits.contains(.isOpenPhrase)
      default: return false
      }
    }
    if let found { marks[found] = .kept }
    return found
  }

  /// Marks boilerplate above the body.
  mutating func markHead(_ text: Span<UInt8>, _ body: Body?) {
    let headline = headlinePosition
    let end = body?.lines.lowerBound ?? headStop()
    headEnd = end
    for position in 0..<min(headline ?? end, end) {
      if isboilerplate(position) {
        mark(position)
      } else if headline != nil, body != nil, isHeadlineSure, isName(position, text) {
        mark(position, .section)
      }
    }
    guard let headline, headline < end else { return }
    let numbersAreContent = body.map { hasNumberLines($0) } ?? (numberLines(headline + 1..<count) > 1)
    var seenboilerplate = false
    for position in (headline + 1..<max(end, headline + 1)).reversed() {
      if line(position).looks == .number, numbersAreContent || isOfTable(position) { continue }
      if let body, isOfLicence(position, text, body) { continue }
      if isboilerplate(position) {
        mark(position)
        // What is learned inside articles too may be a heading, such as "Method" below ingredients: it says nothing of
        // its neighbours.
        if line(position).looks != .learned { seenboilerplate = true }
      } else if seenboilerplate, body != nil, isHeadlineSure, line(position).isBare, line(position).words <= 5,
        !isAboutBody(position, text)
      {
        mark(position, .shortHead)
      }
    }
    if let body, isHeadlineSure { markButtons(headline + 1..<max(end, headline + 1), text, body) }
  }

  /// Marks buttons that no pack knows between headline and body: two or more below other boilerplate, or any that a blank
  /// line parts from the body in a text without blank lines. A single one may be the heading of what follows.
  private mutating func markButtons(_ range: Range<Int>, _ text: Span<UInt8>, _ body: Body) {
    var position = range.lowerBound
    while position < range.upperBound {
      var end = position
      while end < range.upperBound, marks[end] == .kept, line(end).isBare, line(end).words <= 4,
        end == position || !body.isCompact || !line(end).hasGap, !isAboutBody(end, text)
      {
        end += 1
      }
      let isApart = body.isCompact && line(end).hasGap
      let isBetween =
        position > range.lowerBound && marks[position - 1] != .kept
        && (isApart || end == range.upperBound || marks[end] != .kept)
      if isBetween, isApart || end - position > 1 {
        for button in position..<end { mark(button, .shortHead) }
      }
      position = max(end, position + 1)
    }
  }

  /// Whether a line above the headline is the name of a section or of the site, not a headline itself: it is very
  /// short, or parted from the headline by boilerplate and about something else than the body.
  private mutating func isName(_ position: Int, _ text: Span<UInt8>) -> Bool {
    let line = line(position)
    guard line.isBare, line.words <= 6, !isShortHeadline(position, text) else { return false }
    if line.words <= 3 { return true }
    return isboilerplate(position + 1) && overlap.isKnown(text, lines) && !isAboutBody(position, text)
  }

  /// Whether a line shares words with the body.
  mutating func isAboutBody(_ position: Int, _ text: Span<UInt8>) -> Bool {
    if let headlinePosition, line(headlinePosition).hash == line(position).hash { return true }
    let range = line(position).range
    while overlap.shared(text.extracting(range)) == 0 {
      if overlap.isComplete { return false }
      overlap.takeMore(text, lines)
    }
    return true
  }

  /// Without running text, the head ends with the boilerplate at the beginning: where the sum of points is highest, lines
  /// of boilerplate counting for the head and others, of which two are allowed for, against it. It is not more than half.
  private func headStop() -> Int {
    var sum = 4
    var best = 4
    var result = 0
    for position in 0..<min((count + 1) / 2, 32) {
      if isboilerplate(position) {
        sum += line(position).looks == .number || line(position).looks == .section ? 1 : 2
        if sum >= best { (best, result) = (sum, position + 1) }
      } else if position != headlinePosition {
        sum -= 2
        if sum < 0 { break }
      }
    }
    return max(result, headlinePosition.map { $0 + 1 } ?? 0)
  }

  /// Whether a number stands directly below a line of text other than the headline, or below such a number.
  private func isOfTable(_ position: Int) -> Bool {
    var top = position
    while top > 0, !line(top).hasGap, line(top).looks == .number { top -= 1 }
    return top < position && top != headlinePosition && !isboilerplate(top)
  }

  private func hasNumberLines(_ body: Body) -> Bool { numberLines(body.lines.lowerBound..<body.lines.upperBound) > 1 }

  private func numberLines(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (line($1).looks == .number ? 1 : 0) }
  }
}
