import Minwal

/// Finds the paragraphs of a text, which line breaks separate.
struct ParagraphSplitter {
  let lineBreaks: LineBreaks

  /// Adds the byte ranges of the text's paragraphs, without the white space around them.
  func split(_ text: Text, into ranges: inout TextRanges) {
    let reader = TextReader(text.span)
    var start = 0
    if lineBreaks != .space {
      var position = 0
      while let unit = lineBreak(from: position, in: reader) {
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

  private func lineBreak(from start: Int, in text: TextReader) -> TextReader.Unit? {
    var position = start
    while position < text.end {
      // U+000D, U+0085, U+2028 and U+2029 are rare, but any byte from 0x80 on may begin one.
      let byte = text.text[position]
      if byte == 0x0A || byte == 0x0D || byte >= 0x80 {
        guard let unit = text.unit(at: position) else { return nil }
        if unit.kind.isLineBreak { return unit }
        position = unit.end
      } else {
        position += 1
      }
    }
    return nil
  }
}
