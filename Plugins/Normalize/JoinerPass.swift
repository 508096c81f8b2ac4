import Minwal

/// Removes ZWNJ and ZWJ where they join nothing.
///
/// They matter between letters that join (Persian writes half-spaces so), in Brahmic scripts, where they choose
/// conjuncts, and in emoji sequences (The Unicode Standard, section 23.2). One is enough at any place.
struct JoinerPass: Pass {
  private let plan: ScalarPlan

  init(_ plan: ScalarPlan) { self.plan = plan }

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    let bytes = text.span
    var position = 0
    while position < bytes.count {
      // E2 80 8C and E2 80 8D.
      if skips {
        guard let next = bytes.firstIndex(of: 0xE2, from: position) else { return }
        position = next
      }
      guard Self.isJoiner(bytes, at: position) else {
        position += bytes.scalar(at: position).length
        continue
      }
      var end = position
      while Self.isJoiner(bytes, at: end) { end += 3 }
      tidy(bytes, position..<end, &sink)
      position = end
    }
  }

  private static func isJoiner(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    position + 2 < bytes.count && bytes[position] == 0xE2 && bytes[position + 1] == 0x80
      && bytes[position + 2] & 0xFE == 0x8C
  }

  /// Keeps the first joiner of a run that matters, and removes the others.
  private func tidy<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ run: Range<Int>, _ sink: inout Sink
  ) {
    let before = run.lowerBound > 0 ? bytes.scalar(before: run.lowerBound).value : nil
    let after = run.upperBound < bytes.count ? bytes.scalar(at: run.upperBound).value : nil
    // Without the joiner, a mark that follows would sit on another letter.
    if let after, !plan.startsSegment(after) { return }

    let kinds = (Joining(before), Joining(after))
    var hasKept = false
    for position in stride(from: run.lowerBound, to: run.upperBound, by: 3) {
      let isNonJoiner = bytes[position + 2] == 0x8C
      if !hasKept, isNonJoiner ? Self.nonJoinerMatters(kinds) : Self.joinerMatters(kinds) {
        hasKept = true
      } else {
        sink.remove(position..<position + 3, .zeroWidth)
      }
    }
  }

  private static func nonJoinerMatters(_ kinds: (before: Joining, after: Joining)) -> Bool {
    (kinds.before == .cursive && kinds.after == .cursive) || kinds.before == .brahmic || kinds.after == .brahmic
  }

  private static func joinerMatters(_ kinds: (before: Joining, after: Joining)) -> Bool {
    (kinds.before == .pictographic && kinds.after == .pictographic)
      || (kinds.before == .cursive) != (kinds.after == .cursive)
      || kinds.before == .brahmic || kinds.after == .brahmic
  }
}

/// How a character gets along with a joiner beside it.
enum Joining: UInt32 {
  case none = 0
  case cursive = 1
  case brahmic = 2
  case pictographic = 3

  init(_ scalar: UInt32?) {
    self = .none
    guard let scalar else { return }
    let rows = JoiningData.rows
    var (low, high) = (0, rows.count / 3)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle * 3 + 1] < scalar { low = middle + 1 } else { high = middle }
    }
    if low * 3 < rows.count, rows[low * 3] <= scalar { self = Joining(rawValue: rows[low * 3 + 2]) ?? .none }
  }
}
