import Minwal

/// The lines of one document and the judgement on each.
///
/// A page is a head, a body and a tail. The body reaches from the first line of running text to the last; around it,
/// phrases and shapes say which lines are boilerplate, and what lies among boilerplate goes with it. Inside the body only
/// what is boilerplate beyond doubt goes. Judging is repeated on what is left until nothing more goes, so that cleaning
/// a cleaned text changes nothing.
struct Page {
  /// All lines that are not blank.
  var lines: [Line] = []
  /// What becomes of each of ``lines``.
  private(set) var fates: [LineLabel] = []
  /// The position in ``lines`` of the headline.
  private(set) var headline: Int?

  /// Positions in ``lines`` of those that are left.
  private(set) var left: [Int] = []
  /// What this pass does to each of ``left``.
  var marks: [LineLabel] = []
  /// The headline's position in ``left``.
  var headlinePosition: Int?

  /// Whether the headline is long enough or shares words with the body, so that other short lines are something else.
  var isHeadlineSure = false

  /// Whether a line is learned to belong to the posts of a thread.
  var hasPosts = false

  /// Where the head ends, in ``left``.
  var headEnd = 0
  /// Where the tail begins, in ``left``, once that is known.
  var tailStart = Int.max

  let rulesOff: Set<Clean.Rule>
  let policy: Clean.HeadlinePolicy
  var overlap = WordOverlap()

  init(rulesOff: Set<Clean.Rule>, policy: Clean.HeadlinePolicy) {
    self.rulesOff = rulesOff
    self.policy = policy
  }

  /// Begins with the lines that a reader has put into ``lines``.
  mutating func begin() {
    overlap.begin()
    fates.removeAll(keepingCapacity: true)
    fates.append(contentsOf: repeatElement(.kept, count: lines.count))
    left.removeAll(keepingCapacity: true)
    left.append(contentsOf: lines.indices)
  }

  /// Judges the lines that are left.
  ///
  /// - Parameters:
  ///   - text: What the lines are of.
  ///   - title: The hash of the folded headline, if the input told it.
  /// - Returns: Whether a line went.
  mutating func judge(_ text: Span<UInt8>, title: UInt64?) -> Bool {
    marks.removeAll(keepingCapacity: true)
    marks.append(contentsOf: repeatElement(.kept, count: left.count))
    markOnce(text, title: title)
    let hasChanged = removeMarked()
    headline = headlinePosition.map { left[$0] }
    return hasChanged
  }

  /// Takes the marked lines out of ``left``; `false` if there are none.
  mutating func removeMarked() -> Bool {
    var kept = 0
    var gap = false
    var newHeadline: Int?
    for position in left.indices {
      let index = left[position]
      if lines[index].hasGap { gap = true }
      if marks[position] == .kept {
        if headlinePosition == position { newHeadline = kept }
        // The gaps around removed lines become one.
        if gap { lines[index].traits.insert(.hasGap) }
        gap = false
        left[kept] = index
        kept += 1
      } else {
        fates[index] = marks[position]
      }
    }
    let hasChanged = kept < left.count
    left.removeSubrange(kept...)
    headlinePosition = newHeadline
    return hasChanged
  }

  private mutating func markOnce(_ text: Span<UInt8>, title: UInt64?) {
    // Each pass is as if it were the first.
    headlinePosition = nil
    tailStart = Int.max
    hasPosts = false
    markEverywhere()
    markBelowEnd()
    var body = bodyRange()
    if let known = body {
      markLists(before: known.lines.upperBound)
      markLinks(text, known)
      body = withVerses(known)
    }
    headlinePosition = findHeadline(text, title: title, &body)
    markHead(text, body)
    markInside(body)
    if let body {
      markRows(body)
      markLabelled(text, body)
    }
    if hasPosts { markPosts() }
    markTail(body)
  }

  // MARK: Small questions

  var count: Int { left.count }

  func line(_ position: Int) -> Line { lines[left[position]] }

  /// Whether a line is boilerplate where boilerplate may stand.
  func isboilerplate(_ position: Int) -> Bool {
    if marks[position] != .kept { return true }
    if position == headlinePosition { return false }
    let line = line(position)
    return !line.traits.contains(.isProtected) && LineLabel(looks(position)) != .kept
  }

  /// What a line looks like where it stands.
  func looks(_ position: Int) -> Line.Looks {
    let line = line(position)
    return position >= tailStart && line.traits.contains(.recursBelow) ? .learnedEdge : line.looks
  }

  /// Marks a line, unless it is protected or the rule is off.
  mutating func mark(_ position: Int, _ fate: LineLabel) {
    guard marks[position] == .kept, fate != .kept, position != headlinePosition else { return }
    guard !line(position).traits.contains(.isProtected) else { return }
    if let rule = fate.rule, rulesOff.contains(rule) { return }
    marks[position] = fate
  }

  /// Marks a line for what it looks like.
  mutating func mark(_ position: Int) { mark(position, LineLabel(looks(position))) }
}
