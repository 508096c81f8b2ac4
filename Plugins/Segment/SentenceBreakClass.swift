import CSegmentData

/// The Sentence_Break property of Unicode's UAX #29. Raw values are those of the table in `CSegmentData`.
enum SentenceBreakClass: UInt8 {
  case other, cr, lf, sep, extend, format, space, lower, upper, otherLetter, numeric
  /// A full stop, which may also end an abbreviation.
  case fullStop
  /// A mark that ends sentences and nothing else: `?`, `؟`, `。`.
  case terminator
  /// Quotes and brackets of either side.
  case close
  /// Commas, colons, dashes: the sentence goes on.
  case `continue`

  /// The class of a Unicode scalar.
  @inline(__always)
  init(_ scalar: UInt32) {
    // The table holds nothing but raw values of this type; a test looks at each of them.
    self = unsafe unsafeBitCast(Self.rawValue(of: scalar), to: Self.self)
  }

  /// The raw value of a Unicode scalar's class.
  @inline(__always)
  static func rawValue(of scalar: UInt32) -> UInt8 { minwal_sentence_break(scalar) }

  /// Whether a paragraph ends here, by UAX #29: a line break of any kind.
  @inline(__always) var isLineBreak: Bool { self == .cr || self == .lf || self == .sep }

  @inline(__always) var isWhite: Bool { self == .space || isLineBreak }

  /// Whether rule SB5 lets it belong to what stands before it.
  @inline(__always) var isAttached: Bool { self == .extend || self == .format }

  @inline(__always) var isTerminator: Bool { self == .fullStop || self == .terminator }

  @inline(__always) var isLetter: Bool { self == .lower || self == .upper || self == .otherLetter }
}
