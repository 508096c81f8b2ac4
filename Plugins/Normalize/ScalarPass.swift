import Minwal

/// Folding and the normal form: all that depends on characters and the marks on them.
struct ScalarPass: Pass {
  private let plan: ScalarPlan
  private let outputBytes: [UInt8]
  private var rewriter: SegmentRewriter
  private var rewritten = ByteBuffer()
  /// Whether the last text had a ZWNJ or ZWJ.
  private(set) var sawJoiner = false

  init(_ plan: ScalarPlan) {
    self.plan = plan
    outputBytes = plan.outputBytes
    rewriter = SegmentRewriter(plan)
  }

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    sawJoiner = false
    if skips { runSkipping(text, &sink) } else { runEverywhere(text, &sink) }
  }

  /// The reference: every segment goes through the rewriter.
  private mutating func runEverywhere<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink) {
    let bytes = text.span
    var start = 0
    while start < bytes.count {
      let (scalar, length) = bytes.scalar(at: start)
      if plan[scalar].isJoiner { sawJoiner = true }
      let end = segmentEnd(bytes, from: start + length)
      rewrite(bytes, start..<end, &sink)
      start = end
    }
  }

  private mutating func runSkipping<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink) {
    let bytes = text.span
    let padded = text.buffer.paddedBytes
    let end = bytes.count
    var scan = BytePairs.Scan()
    var settled = 0  // a segment starts here, and nothing before it changes any more
    while true {
      let place = plan.pairs.first(in: padded, from: settled, to: end, &scan)
      guard place < end else { return }
      settled = lookCloser(bytes, at: place, after: settled, &sink)
    }
  }

  /// Deals with the character at `start` and those that act on it or are removed behind it. All before `settled` is
  /// done with, and a segment starts there.
  ///
  /// - Returns: Where the next segment starts.
  @inline(__always)
  private mutating func lookCloser<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, at start: Int, after settled: Int, _ sink: inout Sink
  ) -> Int {
    let (scalar, length) = bytes.scalar(at: start)
    let entry = plan[scalar]
    if entry.isJoiner { sawJoiner = true }
    var next = start + length
    if entry.isPlainMark, start == settled || plan.startsSegment(bytes.scalar(before: start).value) {
      // Marks that stand in order and compose with nothing are in normal form.
      var last = entry
      var lastStart = start
      while !startsSegment(bytes, at: next) {
        let (mark, markLength) = bytes.scalar(at: next)
        let entry = plan[mark]
        guard entry.isPlainMark else { break }
        if entry.combiningClass < last.combiningClass {
          guard lastStart == start, startsSegment(bytes, at: next + markLength) else { break }
          return swapMarks(bytes, start, next, next + markLength, &sink)
        }
        last = entry
        lastStart = next
        next += markLength
      }
      if startsSegment(bytes, at: next) { return next }
    } else if entry.startsSegment || entry.isRemoved {
      // Followed by nothing but what is removed, the character stands alone.
      var followers = next
      while !startsSegment(bytes, at: followers) {
        let (follower, followerLength) = bytes.scalar(at: followers)
        guard plan[follower].isRemoved else { return rewriteSegment(bytes, around: start, after: settled, &sink) }
        followers += followerLength
      }
      change(start..<next, entry, &sink)
      while next < followers {
        let (follower, followerLength) = bytes.scalar(at: next)
        change(next..<next + followerLength, plan[follower], &sink)
        next += followerLength
      }
      return followers
    }
    return rewriteSegment(bytes, around: start, after: settled, &sink)
  }

  /// Whether a segment starts at an offset, as it does at the end of the text.
  @inline(__always)
  private func startsSegment(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    if position + 1 < bytes.count, plan.pairs.pass(bytes[position], bytes[position + 1]) { return true }
    return position >= bytes.count || plan.startsSegment(bytes.scalar(at: position).value)
  }

  /// Puts two marks into order, such as a shadda typed before its vowel: by far the most frequent case.
  @inline(never)
  private mutating func swapMarks<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ first: Int, _ second: Int, _ end: Int, _ sink: inout Sink
  ) -> Int {
    rewritten.clear()
    rewritten.append(bytes.extracting(second..<end))
    rewritten.append(bytes.extracting(first..<second))
    sink.replace(first..<end, with: rewritten.span, .unicode)
    return end
  }

  @inline(__always)
  private func change<Sink: EditSink & ~Copyable & ~Escapable>(
    _ range: Range<Int>, _ entry: ScalarPlan.Entry, _ sink: inout Sink
  ) {
    if entry.isRemoved {
      sink.remove(range, entry.cause)
    } else if entry.isReplaced {
      sink.replace(range, with: outputBytes.span.extracting(entry.outputRange), entry.cause)
    }
  }

  @inline(never)
  private mutating func rewriteSegment<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, around position: Int, after settled: Int, _ sink: inout Sink
  ) -> Int {
    var start = position
    while start > settled, !plan.startsSegment(bytes.scalar(at: start).value) {
      start -= bytes.scalar(before: start).length
    }
    let end = segmentEnd(bytes, from: position + bytes.scalar(at: position).length)
    rewrite(bytes, start..<end, &sink)
    return end
  }

  private func segmentEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      let (scalar, length) = bytes.scalar(at: end)
      if plan.startsSegment(scalar) { break }
      end += length
    }
    return end
  }

  /// Rewrites a segment. If what comes of it is what comes of its characters alone, each is a change of its own.
  private mutating func rewrite<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ sink: inout Sink
  ) {
    rewriter.rewrite(bytes, range, into: &rewritten)
    guard !rewritten.span.elementsEqual(bytes.extracting(range)) else { return }

    if isConcatenation(bytes, range) {
      var position = range.lowerBound
      while position < range.upperBound {
        let (scalar, length) = bytes.scalar(at: position)
        change(position..<position + length, plan[scalar], &sink)
        position += length
      }
    } else if rewritten.isEmpty {
      sink.remove(range, rewriter.strippedBy ?? .unicode)
    } else {
      sink.replace(range, with: rewritten.span, rewriter.strippedBy ?? .unicode)
    }
  }

  /// Whether a rewritten segment is what comes of its characters alone.
  private func isConcatenation(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var written = 0
    var position = range.lowerBound
    while position < range.upperBound {
      let (scalar, length) = bytes.scalar(at: position)
      let entry = plan[scalar]
      let isChanged = entry.isRemoved || entry.isReplaced
      let count = isChanged ? entry.outputRange.count : length
      guard written + count <= rewritten.count else { return false }
      for place in 0..<count {
        let byte = isChanged ? outputBytes[entry.outputRange.lowerBound + place] : bytes[position + place]
        guard rewritten[written + place] == byte else { return false }
      }
      written += count
      position += length
    }
    return written == rewritten.count
  }
}
