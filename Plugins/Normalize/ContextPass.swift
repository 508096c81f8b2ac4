import Minwal

/// ASCII punctuation and digits made Arabic, and dots made an ellipsis: all that depends on the words around.
///
/// What decides are letters and the kind "digit" alone, which this pass does not change; so its result is a fixed
/// point.
struct ContextPass: Pass {
  private let joinsDots: Bool
  private let mapsPunctuation: Bool
  /// The UTF-8 of the digits to write, two bytes each; empty to leave digits.
  private let digits: [UInt8]
  private let pairs: BytePairs

  /// Whether the options give it anything to do.
  var isNeeded: Bool { joinsDots || mapsPunctuation || !digits.isEmpty }

  init(_ settings: Settings) {
    joinsDots = settings.ellipses == .character
    mapsPunctuation = settings.punctuation == .arabic
    digits =
      switch settings.digits {
      case .keep, .ascii: []
      case .arabicIndic: Array("٠١٢٣٤٥٦٧٨٩".utf8)
      case .persian: Array("۰۱۲۳۴۵۶۷۸۹".utf8)
      }
    var pairs = BytePairs()
    if joinsDots { pairs.add(Self.dot, Self.dot) }
    if mapsPunctuation {
      for mark in ",;?%".utf8 { pairs.add([mark].span) }
    }
    if !digits.isEmpty {
      for digit in "0123456789".utf8 { pairs.add([digit].span) }
    }
    self.pairs = pairs
  }

  func run<Sink: EditSink & ~Copyable & ~Escapable>(_ text: Text, _ sink: inout Sink, skips: Bool) {
    let bytes = text.span
    var context = TextContext()
    var scan = BytePairs.Scan()
    var position = 0
    while true {
      if skips { position = pairs.first(in: text.buffer.paddedBytes, from: position, to: bytes.count, &scan) }
      guard position < bytes.count else { return }
      switch bytes[position] {
      case Self.dot where joinsDots:
        let start = position
        while position < bytes.count, bytes[position] == Self.dot { position += 1 }
        if position - start >= 3 { sink.replace(start..<position, with: Self.ellipsis.span, .ellipses) }
      case UInt8(ascii: "0")...UInt8(ascii: "9") where !digits.isEmpty:
        if !context.wordHasLatin(bytes, at: position) {
          let value = Int(bytes[position] - UInt8(ascii: "0")) * 2
          sink.replace(position..<position + 1, with: digits.span.extracting(value..<value + 2), .digits)
        }
        position += 1
      case let byte:
        if mapsPunctuation, let mark = Self.arabic(byte), context.isArabic(bytes, at: position) {
          sink.replace(position..<position + 1, with: mark.span, .punctuation)
        }
        position += 1
      }
    }
  }

  private static let dot = UInt8(ascii: ".")
  private static let ellipsis = Array("…".utf8)
  private static let comma = Array("،".utf8)
  private static let semicolon = Array("؛".utf8)
  private static let questionMark = Array("؟".utf8)
  private static let percentSign = Array("٪".utf8)

  private static func arabic(_ byte: UInt8) -> [UInt8]? {
    switch byte {
    case UInt8(ascii: ","): comma
    case UInt8(ascii: ";"): semicolon
    case UInt8(ascii: "?"): questionMark
    case UInt8(ascii: "%"): percentSign
    default: nil
    }
  }
}

/// Looks around a place in a text, and remembers what it has seen, so that a pass over the text stays linear.
struct TextContext {
  private var wordEnd = 0
  private var wordIsLatin = false
  private var seen = 0
  private var lastLetterIsArabic = false

  /// Whether the word around a place, from white space to white space, has a Latin letter. Places must ascend.
  mutating func wordHasLatin(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    guard position >= wordEnd else { return wordIsLatin }
    var start = position
    while start > wordEnd, bytes[start - 1] > 0x20 { start -= 1 }
    wordIsLatin = false
    wordEnd = start
    while wordEnd < bytes.count, bytes[wordEnd] > 0x20 {
      if Self.beginsLatinLetter(bytes[wordEnd]) { wordIsLatin = true }
      wordEnd += 1
    }
    return wordIsLatin
  }

  /// Whether a punctuation mark stands in Arabic text: the last letter before it is Arabic, or the first thing after it
  /// and spaces is an Arabic letter. Between the characters of a number, an address or an entity it does not.
  /// Places must ascend.
  mutating func isArabic(_ bytes: Span<UInt8>, at position: Int) -> Bool {
    let follower = position + 1 < bytes.count ? bytes.scalar(at: position + 1).value : 0x20
    if Self.isASCIILetter(follower) || Self.isDigit(follower) { return false }
    if bytes[position] == UInt8(ascii: ";"), position > 0 {
      let before = bytes.scalar(before: position).value
      if Self.isASCIILetter(before) || Self.isDigit(before) { return false }
    }
    if lastLetterBefore(bytes, position) { return true }
    var next = position + 1
    while next < bytes.count, bytes[next] == 0x20 { next += 1 }
    return next < bytes.count && Self.isArabicLetter(bytes.scalar(at: next).value)
  }

  private mutating func lastLetterBefore(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
    var place = position
    while place > seen {
      let (scalar, length) = bytes.scalar(before: place)
      if Self.isArabicLetter(scalar) || Self.isASCIILetter(scalar) || (0xC0..<0x600).contains(scalar) {
        lastLetterIsArabic = Self.isArabicLetter(scalar)
        break
      }
      place -= length
    }
    seen = position
    return lastLetterIsArabic
  }

  private static func isASCIILetter(_ scalar: UInt32) -> Bool { (0x61...0x7A).contains(scalar | 0x20) }

  private static func isDigit(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x660...0x669).contains(scalar) || (0x6F0...0x6F9).contains(scalar)
  }

  /// A letter of the Arabic script, or a mark on one, also in presentation forms.
  private static func isArabicLetter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x610...0x61A, 0x620...0x65F, 0x66E...0x6D3, 0x6D5...0x6EF, 0x6FA...0x6FF: true
    case 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
    default: false
    }
  }

  /// ASCII letters and U+00C0 to U+024F.
  private static func beginsLatinLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0xC3...0xC9).contains(byte)
  }
}
