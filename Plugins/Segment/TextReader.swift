import Minwal

/// Reads a text's characters with their Sentence_Break classes, at any place and in either direction.
///
/// Rule SB5 of UAX #29 is built in: combining marks and format characters belong to the character before them.
struct TextReader: ~Escapable {
  /// One character, with the marks that belong to it.
  struct Unit {
    let scalar: UInt32
    let kind: SentenceBreakClass
    /// Byte offset at which it starts.
    let start: Int
    /// Byte offset behind it and its marks.
    let end: Int
  }

  let text: Span<UInt8>

  @_lifetime(copy text)
  init(_ text: Span<UInt8>) { self.text = text }

  var end: Int { text.count }

  /// The character that starts at `position`, or `nil` at the end.
  func unit(at position: Int) -> Unit? {
    guard position < text.count else { return nil }
    let byte = text[position]
    if byte < 0x80, position + 1 == text.count || text[position + 1] < 0x80 {
      let kind = SentenceBreakClass(UInt32(byte))
      return Unit(scalar: UInt32(byte), kind: kind, start: position, end: position + 1)
    }
    let (scalar, length) = text.scalar(at: position)
    let kind = SentenceBreakClass(scalar)
    var end = position + length
    if !kind.isLineBreak { end = skipMarks(from: end) }
    return Unit(scalar: scalar, kind: kind, start: position, end: end)
  }

  /// The character that ends at `position`, or `nil` at the start.
  func unit(before position: Int) -> Unit? {
    var start = position
    if start > 0, text[start - 1] < 0x80 {
      let scalar = UInt32(text[start - 1])
      return Unit(scalar: scalar, kind: SentenceBreakClass(scalar), start: start - 1, end: position)
    }
    while start > 0 {
      let (scalar, length) = text.scalar(before: start)
      let kind = SentenceBreakClass(scalar)
      start -= length
      // Marks after a line break, or at the start of the text, stand for themselves.
      if kind.isAttached, start > 0, !SentenceBreakClass(text.scalar(before: start).value).isLineBreak { continue }
      return Unit(scalar: scalar, kind: kind, start: start, end: position)
    }
    return nil
  }

  /// The first place at or after `position` that is not inside or before a combining mark.
  func skipMarks(from position: Int) -> Int {
    var position = position
    while position < text.count {
      // No ASCII character is a mark.
      if text[position] < 0x80 { break }
      let (scalar, length) = text.scalar(at: position)
      guard SentenceBreakClass(scalar).isAttached else { break }
      position += length
    }
    return position
  }

  /// The first place at or after `position` that is no blank on the same line.
  func skipSpaces(from position: Int) -> Int {
    var position = position
    while let unit = unit(at: position), unit.kind == .space { position = unit.end }
    return position
  }

  /// The first place at or after `position` that is neither a blank nor a line break.
  func skipWhite(from position: Int) -> Int {
    var position = position
    while let unit = unit(at: position), unit.kind == .space || unit.kind.isLineBreak { position = unit.end }
    return position
  }

  /// A range without the white space at its ends. A mark on a space is not white.
  func trim(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end {
      let (scalar, length) = text.scalar(at: start)
      guard SentenceBreakClass(scalar).isWhite else { break }
      start += length
    }
    while start < end {
      let (scalar, length) = text.scalar(before: end)
      guard SentenceBreakClass(scalar).isWhite else { break }
      end -= length
    }
    return start..<end
  }
}

extension TextReader {
  /// The last of two characters before a place.
  ///
  /// - Parameters:
  ///   - a: A character.
  ///   - b: Another, or the same.
  ///   - start: One that ends at or before this offset does not count.
  ///   - end: The offset before which is looked, on a character boundary.
  /// - Returns: Which of the two it is, and where it starts; `nil` if neither is there.
  func last(of a: UInt32, or b: UInt32, from start: Int, to end: Int) -> (scalar: UInt32, start: Int)? {
    let (endOfA, endOfB) = (Ending(a), Ending(b))
    let bytes = unsafe text.bytes
    var end = end
    while end > start {
      guard end > 16 else {
        let (scalar, length) = text.scalar(before: end)
        end -= length
        if scalar == a || scalar == b { return (scalar, end) }
        continue
      }
      let around = bytes.extracting(end - 17..<end)
      let (block, before) = (around.block(at: 1), around.block(at: 0))
      guard let lane = (endOfA.lanes(block, before) .| endOfB.lanes(block, before)).last else {
        end -= 16
        continue
      }
      let behind = end - 15 + lane
      guard behind > start else { return nil }
      let (scalar, length) = text.scalar(before: behind)
      if scalar == a || scalar == b { return (scalar, behind - length) }
      // Of three bytes or more, only the last two were the same.
      end = behind - 1
    }
    return nil
  }

  /// The last two bytes of a character in UTF-8, to look for it.
  private struct Ending {
    private let last: UInt8
    private let before: UInt8
    /// No bits if the character has one byte.
    private let mask: UInt8

    init(_ scalar: UInt32) {
      guard scalar >= 0x80 else {
        (last, before, mask) = (UInt8(scalar), 0, 0)
        return
      }
      last = UInt8(truncatingIfNeeded: scalar & 0x3F | 0x80)
      before = UInt8(truncatingIfNeeded: scalar < 0x800 ? scalar >> 6 | 0xC0 : scalar >> 6 & 0x3F | 0x80)
      mask = 0xFF
    }

    /// The lanes of a block in which a character may end; `previous` has the bytes just before those of `block`.
    @inline(__always)
    func lanes(_ block: ByteBlock, _ previous: ByteBlock) -> ByteMask {
      block.equal(last) .& (previous & ByteBlock(repeating: mask)).equal(before)
    }
  }
}
