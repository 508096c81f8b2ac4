import Minwal

/// Line ends, spaces and blank lines: all that depends on where a line begins and ends, or on what a space stands before.
///
/// Other Unicode spaces and line ends have become U+0020 and LF before, if the options say so. A run of white space is
/// looked at as a whole, so that each is settled once.
struct LayoutPass: Pass {
  private let mendsLineEnds: Bool
  private let tidiesSpaces: Bool
  private let collapsesBlankLines: Bool

  /// Whether the options give it anything to do.
  var isNeeded: Bool { mendsLineEnds || tidiesSpaces || collapsesBlankLines }

  init(_ settings: Settings) {
    mendsLineEnds = settings.lineEnds == .lf
    tidiesSpaces = settings.spaces == .tidy
    collapsesBlankLines = settings.blankLines == .collapse
  }

  func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    let bytes = text.span
    var tail = bytes.count
    while tail > 0, Self.isWhite(bytes[tail - 1]) { tail -= 1 }
    var context = TextContext()
    var position = 0
    while position < bytes.count {
      if skips, position > 0, position < tail {
        let padded = text.buffer.paddedBytes
        position =
          tidiesSpaces
          ? Self.firstRun(in: padded, from: position, to: tail, beforeMarks: true)
          : Self.firstRun(in: padded, from: position, to: tail, beforeMarks: false)
      }
      guard position < bytes.count, Self.isWhite(bytes[position]) else {
        position += 1
        continue
      }
      var end = position + 1
      while end < bytes.count, Self.isWhite(bytes[end]) { end += 1 }
      if tidiesSpaces, position > 0, let mark = SpacedMark(bytes, behind: position..<end, &context) {
        mark.close(position..<end, &sink)
        position = mark.range.upperBound
      } else {
        settle(bytes, position..<end, &sink)
        position = end
      }
    }
  }

  private static func isWhite(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

  /// The first offset where white space may need settling: two in a row, a tab, a carriage return, or one before a
  /// mark; or `end`.
  @inline(__always)
  private static func firstRun(in bytes: RawSpan, from start: Int, to end: Int, beforeMarks: Bool) -> Int {
    var position = start
    while position < end {
      if let lane = suspects(in: bytes, at: position, beforeMarks).first { return min(end, position + lane) }
      position += 16
      // After one block without a match there is often a long way to go.
      while position + 64 <= end {
        let far = bytes.extracting(position..<position + 66 + 16)
        let near = suspects(in: far, at: 0, beforeMarks) .| suspects(in: far, at: 16, beforeMarks)
        let next = suspects(in: far, at: 32, beforeMarks) .| suspects(in: far, at: 48, beforeMarks)
        guard (near .| next).isEmpty else { break }
        position += 64
      }
    }
    return end
  }

  /// The lanes of a block where white space may need settling.
  @inline(__always)
  private static func suspects(in bytes: RawSpan, at position: Int, _ beforeMarks: Bool) -> ByteMask {
    let here = bytes.block(at: position)
    let next = bytes.block(at: position + 1)
    var follower = next.within(0...0x20)
    if beforeMarks { follower = follower .| SpacedMark.mayBegin(next, bytes.block(at: position + 2)) }
    // A tab is 1001 in bits, a carriage return 1101.
    return (here.within(0...0x20) .& follower) .| (here & ByteBlock(repeating: ~4)).equal(0x09)
  }

  /// Settles a run of white space that has none on either side.
  private func settle<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ run: Range<Int>, _ sink: inout Sink
  ) {
    let startsText = run.lowerBound == 0
    let endsText = run.upperBound == bytes.count
    // The first line end of a run ends a line of text, unless nothing stands before it.
    let lineEndsToKeep = startsText ? 0 : endsText ? 1 : 2
    var lineEnds = 0
    var position = run.lowerBound
    while position < run.upperBound {
      let blanks = position
      while position < run.upperBound, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
      guard position < run.upperBound else {
        settleLastBlanks(bytes, blanks..<position, afterLineEnds: lineEnds, startsText, endsText, &sink)
        return
      }
      let lineEnd = position
      position += bytes[position] == 0x0D && position + 1 < run.upperBound && bytes[position + 1] == 0x0A ? 2 : 1
      lineEnds += 1
      if collapsesBlankLines, lineEnds > lineEndsToKeep {
        sink.remove(blanks..<position, .blankLines)
        continue
      }
      if tidiesSpaces, blanks < lineEnd { sink.remove(blanks..<lineEnd, .spaces) }
      if mendsLineEnds, bytes[lineEnd] == 0x0D {
        if position == lineEnd + 2 {
          sink.remove(lineEnd..<lineEnd + 1, .lineEnds)
        } else {
          sink.replace(lineEnd..<position, with: Self.lineFeed.span, .lineEnds)
        }
      }
    }
  }

  /// Settles the spaces and tabs with which a run ends.
  private func settleLastBlanks<Sink: EditSink & ~Copyable & ~Escapable>(
    _ bytes: Span<UInt8>, _ blanks: Range<Int>, afterLineEnds lineEnds: Int, _ startsText: Bool, _ endsText: Bool,
    _ sink: inout Sink
  ) {
    let startsLine = lineEnds > 0 || startsText
    if tidiesSpaces {
      if startsLine || endsText {
        sink.remove(blanks, .spaces)
      } else if blanks.count > 1 || bytes[blanks.lowerBound] != 0x20 {
        sink.replace(blanks, with: Self.space.span, .spaces)
      }
    } else if collapsesBlankLines, startsLine, endsText {
      sink.remove(blanks, .blankLines)
    }
  }

  private static let lineFeed: [UInt8] = [0x0A]
  private static let space: [UInt8] = [0x20]
}
