import Minwal

/// What stands before an item of a list: `1.`, `2)`, `(3)`, `b.`, `• 4.`
struct ListMarker: Equatable {
  enum Style { case number, letter }

  let style: Style
  /// The number, or the letter's code point.
  let value: Int
  /// Byte offset behind the marker.
  let end: Int

  /// Reads a marker that starts at `start`.
  init?(at start: Int, in text: TextReader) {
    guard var first = text.unit(at: start) else { return nil }
    if Self.isBullet(first.scalar) {
      guard let next = text.unit(at: first.end) else { return nil }
      first = next
      if next.kind == .space {
        guard let next = text.unit(at: next.end) else { return nil }
        first = next
      }
    }
    let isOpen = first.scalar == 0x28
    if isOpen {
      guard let next = text.unit(at: first.start + 1) else { return nil }
      first = next
    }
    var position = first.end
    if let digit = digitValue(first.scalar) {
      var number = digit
      while let unit = text.unit(at: position), let digit = digitValue(unit.scalar) {
        number = number * 10 + digit
        // Four digits are a year, not an item.
        guard number < 1000 else { return nil }
        position = unit.end
      }
      style = .number
      value = number
    } else if first.kind.isLetter {
      style = .letter
      value = Int(first.scalar)
    } else {
      return nil
    }
    guard let mark = text.unit(at: position), mark.scalar == 0x2E || mark.scalar == 0x29 else { return nil }
    position = mark.end
    if mark.scalar == 0x2E {
      guard !isOpen else { return nil }
      if let second = text.unit(at: position), second.scalar == 0x29 { position = second.end }
    }
    // "3.5", "U.S." and "f(x)y" are no markers.
    if let next = text.unit(at: position), next.kind != .space, !next.kind.isLineBreak { return nil }
    end = position
  }

  /// Whether this one comes next after `other` in one list.
  func follows(_ other: ListMarker) -> Bool { style == other.style && value == other.value + 1 }

  /// Whether a character is put before the items of a list.
  static func isBullet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2022, 0x2023, 0x2043, 0x25A0, 0x25AA, 0x25CF, 0x25E6, 0x25FC: true
    default: false
    }
  }
}

/// The value of a Western or Eastern Arabic, Persian, Devanagari or full-width digit.
func digitValue(_ scalar: UInt32) -> Int? {
  for zero: UInt32 in [0x30, 0x660, 0x6F0, 0x966, 0xFF10] where scalar >= zero && scalar <= zero + 9 {
    return Int(scalar - zero)
  }
  return nil
}
