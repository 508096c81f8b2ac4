import Minwal

/// Cuts pieces of a text that are too long.
struct LengthLimit {
  /// The longest piece.
  let bytes: Int

  /// The same ranges, with the longer ones cut at the last white space that fits, or between characters if there is
  /// none.
  func cut(_ ranges: TextRanges, in text: Text) -> TextRanges {
    guard ranges.contains(where: { $0.count > bytes }) else { return ranges }
    let reader = TextReader(text.span)
    var result = TextRanges()
    for range in ranges {
      var rest = range
      while rest.count > bytes {
        let place = place(in: rest, of: reader)
        result.append(reader.trim(rest.lowerBound..<place))
        rest = reader.trim(place..<rest.upperBound)
      }
      result.append(rest)
    }
    return result
  }

  /// Where to cut: behind the start, at most ``bytes`` from it, on a character boundary.
  private func place(in range: Range<Int>, of text: TextReader) -> Int {
    var limit = range.lowerBound + bytes
    while !text.text.isCharacterBoundary(limit) { limit -= 1 }
    // What stands behind the limit may be the space.
    if SentenceBreakClass(text.text.scalar(at: limit).value).isWhite { return limit }
    var position = limit
    while position > range.lowerBound {
      let (scalar, length) = text.text.scalar(before: position)
      position -= length
      if position > range.lowerBound, SentenceBreakClass(scalar).isWhite { return position }
    }
    return limit
  }
}
