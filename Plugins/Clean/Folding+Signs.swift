import Minwal

extension Folding {
  /// Whether a line may begin with the sign as an item of a list, a quote or a turn of a dialogue.
  static func marksLines(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x22, 0x27, 0x28, 0x2A, 0x2B, 0x2D, 0xAB, 0xB7, 0x2013...0x2015, 0x2018...0x201F, 0x2022, 0x2023,
      0x25A0...0x25FF,
      0x2610...0x2612, 0x2713, 0x2714, 0x300C, 0x300E, 0x300A:
      true
    default: false
    }
  }

  /// Whether a sign parts names in a menu. Most do so only with a space before them: `and/or`, `A>B` are words.
  static func divides(_ scalar: UInt32, spaced: Bool) -> Bool {
    switch scalar {
    case 0x7C, 0x203A, 0x2192, 0x27A4, 0x25BA: true
    case 0x2F, 0x3E, 0x5C, 0xB7, 0xBB, 0x2022, 0x2039, 0x2190, 0xFF5C: spaced
    default: false
    }
  }

  /// How many words a label has at most.
  static let mostLabelWords = 6

  /// Whether a sign parts a label from what it stands for: a colon, a bar, an arrow, a dash with a space before it, dots.
  static func endsLabel(_ scalar: UInt32, after before: UInt32) -> Bool {
    switch scalar {
    case 0x3A, 0xFF1A, 0x7C, 0xFF5C, 0xBB, 0x203A, 0x3E, 0x2192, 0x25BA, 0x25B6, 0x2013, 0x2014, 0x2026: true
    case 0x2D: before == 0x20
    case 0x2E: before == 0x2E
    default: false
    }
  }

  /// How a line ends, looked at from its end, and whether there is anything to see.
  static func ending(of line: Span<UInt8>) -> (kind: Ending, isVisible: Bool) {
    var position = line.count
    var isVisible = false
    while position > 0 {
      let (scalar, length) = line.scalar(before: position)
      position -= length
      switch foldedByRules(scalar).class {
      case .space, .dropped: continue
      case .sign:
        isVisible = true
        let before = position > 0 ? line.scalar(before: position).value : 0
        if let kind = ending(scalar, after: before) { return (kind, true) }
      default: return (.open, true)
      }
    }
    return (.open, isVisible)
  }

  /// How a sign ends a line; `nil` if it does not, like a closing quote.
  static func ending(_ scalar: UInt32, after before: UInt32) -> Ending? {
    switch scalar {
    case 0x2E: before == 0x2E ? .call : .stop
    case 0x6D4, 0x964, 0x965, 0x3002, 0xFF0E, 0xFF61: .stop
    case 0x21, 0x3F, 0x61F, 0x2026, 0x203C, 0x2049, 0xFF01, 0xFF1F: .call
    case 0x2C, 0x3A, 0x3B, 0x60C, 0x61B, 0x3001, 0xFF0C, 0xFF1A, 0xFF1B: .pause
    default: nil
    }
  }
}
