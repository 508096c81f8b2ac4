import Minwal

extension Span<UInt8> {
  /// Whether it has the bytes of some ASCII, whatever their case.
  func isEqual(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && matches(text, at: 0)
  }

  /// Whether some ASCII stands in it, whatever its case.
  func contains(_ text: StaticString) -> Bool {
    var position = 0
    while position + text.utf8CodeUnitCount <= count {
      if matches(text, at: position) { return true }
      position += 1
    }
    return false
  }

  /// Whether some ASCII stands at a place, whatever its case.
  func matches(_ text: StaticString, at position: Int) -> Bool {
    guard position + text.utf8CodeUnitCount <= count else { return false }
    return text.withUTF8Buffer { letters in
      for index in 0..<letters.count {
        let byte = unsafe letters[index]
        let own = self[position + index]
        guard own == byte || (own ^ byte == 0x20 && (own | 0x20) &- UInt8(ascii: "a") < 26) else { return false }
      }
      return true
    }
  }

  /// Whether a style declares a property with a value.
  func hasDeclaration(_ name: StaticString, _ value: StaticString) -> Bool {
    var position = 0
    while position + name.utf8CodeUnitCount < count {
      if matches(name, at: position) {
        var place = position + name.utf8CodeUnitCount
        while place < count, self[place] <= 0x20 { place += 1 }
        if place < count, self[place] == UInt8(ascii: ":") {
          place += 1
          while place < count, self[place] <= 0x20 { place += 1 }
          if matches(value, at: place) { return true }
        }
      }
      position += 1
    }
    return false
  }

  /// Whether both have the same bytes.
  func elementsEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// The scalar at a place and its length; U+FFFD of one byte where the bytes end too early, for no one vouches that a page
  /// is valid UTF-8.
  @inline(__always)
  func anyScalar(at position: Int) -> (value: UInt32, length: Int) {
    let first = self[position]
    let length = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 0, position + length <= count else { return (0xFFFD, 1) }
    return scalar(at: position)
  }
}
