import Minwal

/// ASCII punctuation and digits made Arabic, separators in numbers made ASCII, and dots made an ellipsis: all that
/// depends on what stands around.
///
/// What decides are letters and the kind "digit" alone, which this pass does not change; so its result is a fixed
/// point.
struct ContextPass: Pass {
  private let joinsDots: Bool
  private let mapsPunctuation: Bool
  private let mapsSeparators: Bool
  /// The UTF-8 of the digits to write, two bytes each; empty to leave digits.
  private let digits: [UInt8]
  private let pairs: BytePairs

  /// Whether the options give it anything to do.
  var isNeeded: Bool { joinsDots || mapsPunctuation || mapsSeparators || !digits.isEmpty }

  init(_ settings: Settings) {
    joinsDots = settings.ellipses == .character
    mapsPunctuation = settings.punctuation == .arabic
    // Folding has taken them already if all punctuation becomes ASCII.
    mapsSeparators = settings.digits == .ascii && settings.punctuation != .ascii
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
    if mapsSeparators {
      for separator in Self.separators { pairs.add(Self.separatorLead, separator.second) }
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
      case Self.separatorLead where mapsSeparators:
        if let separator = Self.separators.first(where: { $0.second == bytes[position + 1] }),
          Self.isInNumber(bytes, position..<position + 2)
        {
          sink.replace(position..<position + 2, with: separator.ascii.span, .digits)
        }
        position += 2
      case let byte:
        if mapsPunctuation, let mark = Self.arabic(byte), context.isArabic(bytes, at: position) {
          sink.replace(position..<position + 1, with: mark.span, .punctuation)
        }
        position += 1
      }
    }
  }

  /// The first byte of the Arabic separators, with all that begin so.
  private static let separatorLead: UInt8 = 0xD9
  /// The decimal separator ٫ and the thousands separator ٬, and what ASCII has for them. The Arabic comma is none.
  private static let separators: [(second: UInt8, ascii: [UInt8])] = [
    (0xAB, [UInt8(ascii: ".")]), (0xAC, [UInt8(ascii: ",")]),
  ]

  /// Whether digits stand on both sides.
  private static func isInNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    range.lowerBound > 0 && range.upperBound < bytes.count
      && TextContext.isDigit(bytes.scalar(before: range.lowerBound).value)
      && TextContext.isDigit(bytes.scalar(at: range.upperBound).value)
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
