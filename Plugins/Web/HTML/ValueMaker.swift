import Minwal

/// Makes a value that does not stand in the page as it is: its bytes, and the runs that lead from them to the page.
struct ValueMaker {
  private let bytesStart: UInt32
  private let firstRun: UInt32
  /// Up to where in the page the value is made.
  private var done: Int

  /// Begins a value whose bytes stand in the page from `start` on.
  init(_ content: borrowing HTMLContent, from start: Int) {
    bytesStart = UInt32(truncatingIfNeeded: content.replacements.count)
    firstRun = UInt32(truncatingIfNeeded: content.runs.count)
    done = start
  }

  /// Takes the bytes of the page up to `place` as they are.
  private mutating func copy(until place: Int, in bytes: RawSpan, _ content: inout HTMLContent) {
    guard place > done else { return }
    let start = UInt32(truncatingIfNeeded: content.replacements.count)
    content.replacements.reserveCapacity(content.replacements.count + place - done)
    for offset in done..<place { content.replacements.append(bytes.byte(at: offset)) }
    append(done..<place, start, content.replacements.count - Int(start), &content)
    done = place
  }

  /// Puts other bytes in the place of some of the page's.
  mutating func replace(
    _ range: Range<Int>, with reference: Reference, in bytes: RawSpan, _ content: inout HTMLContent
  ) {
    copy(until: range.lowerBound, in: bytes, &content)
    let start = UInt32(truncatingIfNeeded: content.replacements.count)
    var rest = reference.utf8
    for _ in 0..<reference.count {
      content.replacements.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    append(range, start, reference.count, &content)
    done = range.upperBound
  }

  /// Leaves out a carriage return before a line feed, and makes one of any other.
  mutating func replaceCarriageReturn(at place: Int, end: Int, in bytes: RawSpan, _ content: inout HTMLContent) {
    if place + 1 < end, bytes.byte(at: place + 1) == 0x0A {
      copy(until: place, in: bytes, &content)
      done = place + 1
    } else {
      replace(place..<place + 1, with: Reference(utf8: 0x0A, count: 1, end: place + 1), in: bytes, &content)
    }
  }

  /// Ends the value, and returns its index plus one.
  mutating func finish(at place: Int, in bytes: RawSpan, _ content: inout HTMLContent) -> UInt32 {
    copy(until: place, in: bytes, &content)
    content.values.append(
      HTMLContent.Value(
        start: bytesStart, end: UInt32(truncatingIfNeeded: content.replacements.count), firstRun: firstRun,
        runCount: UInt32(truncatingIfNeeded: content.runs.count) - firstRun))
    return UInt32(truncatingIfNeeded: content.values.count)
  }

  /// Adds a run. In a value, the bytes that stand for themselves are among the replacements as well.
  private func append(_ range: Range<Int>, _ start: UInt32, _ count: Int, _ content: inout HTMLContent) {
    content.runs.append(
      HTMLContent.Run(
        start: UInt32(truncatingIfNeeded: range.lowerBound), end: UInt32(truncatingIfNeeded: range.upperBound),
        replacement: start, replacementCount: UInt32(truncatingIfNeeded: count)))
  }
}
