/// A piece of text that is not where it should be.
package struct MissingPiece: Error {
  /// The piece.
  package var piece: String
}

extension Text {
  /// Finds pieces of the text, byte by byte, each the first of its kind behind the one before it.
  ///
  /// - Throws: ``MissingPiece`` for the first that is not there.
  package func ranges(of pieces: [String]) throws(MissingPiece) -> TextRanges {
    var ranges = TextRanges()
    var position = 0
    for piece in pieces {
      guard let range = range(of: piece, from: position) else { throw MissingPiece(piece: piece) }
      ranges.append(range)
      position = range.upperBound
    }
    return ranges
  }

  /// Where a string occurs first, byte by byte, at or behind a place.
  private func range(of string: String, from position: Int) -> Range<Int>? {
    var string = string
    string.makeContiguousUTF8()
    let wanted = string.utf8.span
    guard let first = wanted.count > 0 ? wanted[0] : nil else { return position..<position }
    var place = position
    while let start = span.firstIndex(of: first, from: place), start + wanted.count <= count {
      if span.extracting(start..<(start + wanted.count)).elementsEqual(wanted) { return start..<(start + wanted.count) }
      place = start + 1
    }
    return nil
  }
}
