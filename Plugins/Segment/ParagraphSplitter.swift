import Minwal

/// Finds the paragraphs of a text, which line breaks separate.
struct ParagraphSplitter {
  let lineBreaks: LineBreaks
  private let scan = CandidateScan()

  init(lineBreaks: LineBreaks) { self.lineBreaks = lineBreaks }

  /// Adds the byte ranges of the text's paragraphs, without the white space around them.
  func split(_ text: Text, into ranges: inout TextRanges) {
    let reader = TextReader(text.span)
    let padded = text.buffer.paddedBytes
    var start = 0
    if lineBreaks != .space {
      var position = 0
      while let unit = lineBreak(from: position, in: reader, padded: padded) {
        position = UnicodeSentenceRules.lineEnd(unit, in: reader)
        if lineBreaks == .paragraph {
          // Only an empty line counts: blanks, and another line break.
          let next = reader.skipSpaces(from: position)
          guard let other = reader.unit(at: next), other.kind.isLineBreak else { continue }
          position = next
        }
        ranges.append(reader.trim(start..<unit.start))
        start = unit.start
      }
    }
    ranges.append(reader.trim(start..<reader.end))
  }

  /// The first line break at or after `start`.
  private func lineBreak(from start: Int, in text: TextReader, padded: RawSpan) -> TextReader.Unit? {
    var position = start
    while let unit = text.unit(at: scan.next(from: position, in: text, padded: padded)) {
      if unit.kind.isLineBreak { return unit }
      position = unit.end
    }
    return nil
  }
}
