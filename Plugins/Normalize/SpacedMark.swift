import Minwal
import MinwalLanguage

/// A punctuation mark with white space before it where none belongs: «قال ، نعم .»
///
/// Arabic marks never have any. Those that Latin script has too are judged by the text around, since French puts a
/// space before some of them; and what begins with a dot (.5, .com, …) is no end of a sentence.
struct SpacedMark {
  /// Where the mark lies.
  let range: Range<Int>
  /// Whether a word touches the mark, from which the space would have kept its own side: «قال ،نعم».
  private let needsSpace: Bool
  /// The mark and the space behind it.
  private let closed: [UInt8]

  /// Looks at what follows white space within a line; `nil` if the space may stay. Places must ascend.
  init?(_ bytes: Span<UInt8>, behind blanks: Range<Int>, _ context: inout TextContext) {
    let start = blanks.upperBound
    guard start < bytes.count else { return nil }
    for position in blanks where bytes[position] != 0x20 && bytes[position] != 0x09 { return nil }
    let mark = bytes.scalar(at: start).value
    let isArabic: Bool
    switch mark {
    case 0x60C, 0x61B, 0x61F, 0x6D4: isArabic = true
    case 0x21, 0x2C, 0x3B, 0x3F: isArabic = false
    case 0x2E:
      guard Self.isLoneDot(bytes, at: start) else { return nil }
      isArabic = false
    default: return nil
    }
    let end = start + bytes.scalar(at: start).length
    if mark == 0x3B || mark == 0x61B, Self.endsReferenceName(bytes, at: blanks.lowerBound) { return nil }
    if !isArabic, !context.isArabic(bytes, at: start) { return nil }
    range = start..<end
    needsSpace = end < bytes.count && Self.isLetterOrDigit(bytes.scalar(at: end).value)
    closed = needsSpace ? (start..<end).map { bytes[$0] } + [0x20] : []
  }

  /// Takes the white space away, or puts it behind the mark.
  func close<Sink: EditSink & ~Copyable & ~Escapable>(_ blanks: Range<Int>, _ sink: inout Sink) {
    if needsSpace {
      sink.replace(blanks.lowerBound..<range.upperBound, with: closed.span, .spaces)
    } else {
      sink.remove(blanks, .spaces)
    }
  }

  /// Whether a dot ends something: no other dot, digit or letter touches it.
  private static func isLoneDot(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    guard position + 1 < bytes.count else { return true }
    let follower = bytes.scalar(at: position + 1).value
    return follower != 0x2E && !isLetterOrDigit(follower)
  }

  private static func isLetterOrDigit(_ scalar: UInt32) -> Bool {
    switch LetterKind(scalar) {
    case .letter, .digit: true
    case .mark, .ignored, .space, .other: false
    }
  }

  /// Whether «&amp» ends here, which a semicolon may not touch: it would mean something then.
  private static func endsReferenceName(_ bytes: Span<UInt8>, at end: Int) -> Bool {
    var position = end
    while position > max(0, end - 33), TextContext.isASCIIWord(bytes[position - 1]) || bytes[position - 1] == 0x23 {
      position -= 1
    }
    return position > 0 && position < end && bytes[position - 1] == UInt8(ascii: "&")
  }

  /// Where a mark may begin, by its first byte and the one behind: D8 8C, D8 9B, D8 9F, DB 94 and .!,;?
  ///
  /// D9 and DA are let through too, which saves a comparison: with such a second byte they are vowel marks, with which no
  /// word begins, and rare letters.
  @inline(__always)
  static func mayBegin(_ first: ByteBlock, _ second: ByteBlock) -> ByteMask {
    let isLead = (first & ByteBlock(repeating: ~3)).equal(0xD8)
    let commaOrDot = (first & ByteBlock(repeating: ~2)).equal(0x2C)
    let semicolonOrQuestionMark = (first & ByteBlock(repeating: ~4)).equal(0x3B)
    return (isLead .& second.within(0x8C...0x9F)) .| commaOrDot .| semicolonOrQuestionMark .| first.equal(0x21)
  }
}
