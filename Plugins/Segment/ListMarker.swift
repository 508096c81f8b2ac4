import Minwal

/// What stands before an item of a list: `1.`, `2)`, `(3)`, `b.`, `• 4.`
struct ListMarker: Equatable {
  enum Style { case number, letter }

  let style: Style
  /// The number, or the letter's place in its alphabet.
  let value: Int
  /// Byte offset behind the marker.
  let end: Int

  /// Reads a marker that starts at `start`.
  init?(at start: Int, in text: TextReader) {
    var position = start
    if let bullet = text.unit(at: position), Self.isBullet(bullet.scalar) {
      position = bullet.end
      if let space = text.unit(at: position), space.kind == .space { position = space.end }
    }
    let isOpen = text.unit(at: position)?.scalar == 0x28
    if isOpen { position += 1 }
    guard let first = text.unit(at: position) else { return nil }
    if let digit = digitValue(first.scalar) {
      var number = digit
      position = first.end
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
      // Persian writes the name of the first letter.
      position = text.hasPrefix("الف", at: first.start) ? first.start + 6 : first.end
      value = Self.place(of: first.scalar)
    } else {
      return nil
    }
    guard let mark = text.unit(at: position), Self.isMark(mark.scalar) else { return nil }
    position = mark.end
    if mark.scalar != 0x29 {
      guard !isOpen else { return nil }
      if let second = text.unit(at: position), second.scalar == 0x29 { position = second.end }
    }
    // "3.5", "U.S." and "f(x)y" are no markers.
    if let next = text.unit(at: position), next.kind != .space, !next.kind.isLineBreak { return nil }
    end = position
  }

  /// Whether this one comes next after `other` in one list.
  func follows(_ other: ListMarker) -> Bool { style == other.style && value == other.value + 1 }

  /// A letter's place: Arabic ones are counted in the old order (أ ب ج د), which lists are in, others as in Unicode.
  private static func place(of letter: UInt32) -> Int {
    switch letter {
    case 0x0623, 0x0627: -10
    case 0x0628: -9
    case 0x062C: -8
    case 0x062F: -7
    case 0x0647: -6
    case 0x0648: -5
    case 0x0632: -4
    case 0x062D: -3
    case 0x0637: -2
    case 0x064A, 0x06CC: -1
    default: Int(letter)
    }
  }

  /// Whether a character ends a marker: a full stop, also Urdu's, or a bracket.
  static func isMark(_ scalar: UInt32) -> Bool { scalar == 0x2E || scalar == 0x29 || scalar == 0x06D4 }

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
