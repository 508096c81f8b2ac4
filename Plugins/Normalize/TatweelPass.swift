import Minwal

/// Takes the stretching out of words, and leaves the tatweel that keeps a prefix apart from what is no Arabic word:
/// «بـ 53», «الـ20», «لـ"..."», «1445 هـ».
///
/// It runs on text that folding has left in order. A tatweel stays only between characters that no later pass removes,
/// so that it stays the next time too.
struct TatweelPass: Pass {
  private let plan: ScalarPlan
  /// Whether the last text had a tatweel with a mark on it, which has moved to the letter before.
  private(set) var movedMark = false

  init(_ plan: ScalarPlan) { self.plan = plan }

  mutating func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    movedMark = false
    let bytes = text.span
    var position = 0
    while let start = Self.tatweel(in: bytes, from: position) {
      var end = start + 2
      while Self.isTatweel(bytes, at: end) { end += 2 }
      position = end
      let follower = end < bytes.count ? bytes.scalar(at: end).value : nil
      if let follower, !plan.startsSegment(follower) { movedMark = true }
      let keepsOne = Self.endsPrefix(follower) && Self.isPrefix(bytes, before: start)
      let removed = keepsOne ? start + 2 : start
      for place in stride(from: removed, to: end, by: 2) { sink.remove(place..<place + 2, .tatweel) }
    }
  }

  /// Where the first tatweel at or after `start` is: D9 80.
  static func tatweel(in bytes: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while let second = bytes.firstIndex(of: 0x80, from: position) {
      if second > 0, bytes[second - 1] == 0xD9 { return second - 1 }
      position = second + 1
    }
    return nil
  }

  private static func isTatweel(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    position + 1 < bytes.count && bytes[position] == 0xD9 && bytes[position + 1] == 0x80
  }

  /// Whether the letters before a tatweel are one or two that begin a word, or the article, perhaps with و, ف, ب, ك
  /// before it.
  private static func isPrefix(_ bytes: Span<UInt8>, before end: Int) -> Bool {
    var position = end
    var letters = 0
    var last: UInt32 = 0
    var hasArticle = false
    while position > 0 {
      let (scalar, length) = bytes.scalar(before: position)
      if isLetter(scalar) {
        letters += 1
        switch letters {
        case 1: last = scalar
        case 2: hasArticle = last == 0x644 && (scalar == 0x627 || scalar == 0x644)
        default:
          guard hasArticle, letters <= 4, isJoinedParticle(scalar) else { return false }
        }
      } else if !isVowelMark(scalar), scalar != 0x640 {
        return letters > 0 && beginsWord(after: scalar)
      }
      position -= length
    }
    return letters > 0
  }

  private static func isJoinedParticle(_ scalar: UInt32) -> Bool {
    scalar == 0x648 || scalar == 0x641 || scalar == 0x628 || scalar == 0x643 || scalar == 0x6A9
  }

  /// Whether a character is a letter, also of the languages that `letters` knows, by which a tatweel must not go later.
  private static func isLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x621...0x63A, 0x641...0x64A, 0x671...0x6D3, 0x6D5: true
    default: false
    }
  }

  private static func isVowelMark(_ scalar: UInt32) -> Bool {
    (0x64B...0x652).contains(scalar) || scalar == 0x670
  }

  /// Whether a word can begin behind a character. No option removes one of these.
  private static func beginsWord(after scalar: UInt32) -> Bool {
    isASCIIMark(scalar) || isOther(scalar) || isDigit(scalar)
  }

  /// Whether a prefix can stand before a character, or at the end of the text. No option removes one of these.
  private static func endsPrefix(_ scalar: UInt32?) -> Bool {
    guard let scalar else { return true }
    return (0x20..<0x7F).contains(scalar) || isOther(scalar) || isDigit(scalar)
  }

  /// Arabic digits of both kinds, and the per cent sign.
  private static func isDigit(_ scalar: UInt32) -> Bool {
    (0x660...0x66A).contains(scalar) || (0x6F0...0x6F9).contains(scalar)
  }

  private static func isASCIIMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x20...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }

  /// Line ends, no-break space, quotation marks, dashes, ellipsis, Arabic punctuation.
  private static func isOther(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029, 0xA0, 0xAB, 0xBB: true
    case 0x2013, 0x2014, 0x2018...0x201E, 0x2026, 0x60C, 0x61B, 0x61F: true
    default: false
    }
  }
}
