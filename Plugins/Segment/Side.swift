import Minwal

/// Which side of a pair a mark is on, told by the spaces around it and not by its shape: text in right-to-left scripts
/// has been typed by eye often enough, with the marks the wrong way round.
enum Side {
  case opening
  case closing
  /// Spaces or words are on both sides.
  case unclear

  init(of mark: Int, in text: TextReader) {
    self = .unclear
    guard let unit = text.unit(at: mark) else { return }
    let isBehindWord = text.unit(before: mark).map { before in
      !before.kind.isWhite && before.kind != .continue && !Quotes.isOpeningBracket(before.scalar)
    }
    let isBeforeWord = text.unit(at: unit.end).map { after in
      after.kind.isLetter || after.kind == .numeric || Quotes.isOpening(after.scalar)
    }
    switch (isBehindWord ?? false, isBeforeWord ?? false) {
    case (true, false): self = .closing
    case (false, true): self = .opening
    default: break
    }
  }
}

extension SentenceSplitter {
  /// Whether a mark that opens by its shape closes in this text: "الإمام ) ع ( قال".
  ///
  /// Where spaces say nothing, the first mark of the line does, if the line is not long.
  func isReversed(openingAt mark: Int, closing: UInt32, in text: TextReader) -> Bool {
    switch Side(of: mark, in: text) {
    case .opening: return false
    case .closing: return true
    case .unclear: break
    }
    // Between words without spaces, as in "f(x)", there is nothing wrong.
    guard let unit = text.unit(at: mark), text.unit(at: unit.end)?.kind.isWhite == true else { return false }
    let first = max(0, mark - Self.longestLine)
    var end = mark
    var isReversed = false
    for _ in 0..<16 {
      guard let other = text.last(of: unit.scalar, or: closing, from: first, to: end) else { break }
      if hasLineBreak(from: other.start, to: end, in: text) { break }
      isReversed = other.scalar == closing
      end = other.start
    }
    return isReversed
  }

  private func hasLineBreak(from start: Int, to end: Int, in text: TextReader) -> Bool {
    let between = text.text.extracting(start..<end)
    return between.firstIndex(of: 0x0A) != nil || between.firstIndex(of: 0x0D) != nil
  }

  private static let longestLine = 400
}
