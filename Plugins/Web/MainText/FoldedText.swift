import Minwal

/// The letters and digits of a text, in small letters where they are ASCII: what is left when two places say the same with
/// other quotation marks, dashes and spaces.
struct FoldedText: Sendable, Hashable {
  /// Its bytes, never more than ``limit`` and a character.
  private(set) var bytes: [UInt8] = []

  /// What is longer is compared by its beginning.
  static let limit = 400

  init() {}

  init(_ text: Span<UInt8>) { add(text) }

  var count: Int { bytes.count }
  var isEmpty: Bool { bytes.isEmpty }

  /// Adds what a text has.
  mutating func add(_ text: Span<UInt8>) {
    var position = 0
    while position < text.count, bytes.count < Self.limit {
      let byte = text[position]
      if byte < 0x80 {
        if byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 { bytes.append(byte | 0x20) }
        position += 1
        continue
      }
      let (scalar, length) = text.anyScalar(at: position)
      if !Self.isSign(scalar) {
        for index in position..<position + length { bytes.append(text[index]) }
      }
      position += length
    }
  }

  private static func isSign(_ scalar: UInt32) -> Bool {
    scalar <= 0xBF || (0x2000...0x206F).contains(scalar) || (0x3000...0x3003).contains(scalar) || scalar == 0xFEFF
      || scalar == 0xFFFD
  }

  /// Whether another one is in it.
  func contains(_ other: FoldedText) -> Bool {
    guard !other.isEmpty, other.count <= count else { return false }
    for start in 0...(count - other.count) where bytes[start] == other.bytes[0] {
      if matches(other, at: start, count: other.count) { return true }
    }
    return false
  }

  /// How many bytes both begin with.
  func commonPrefix(_ other: FoldedText) -> Int {
    var length = 0
    while length < min(count, other.count), bytes[length] == other.bytes[length] { length += 1 }
    return length
  }

  private func matches(_ other: FoldedText, at start: Int, count: Int) -> Bool {
    for offset in 0..<count where bytes[start + offset] != other.bytes[offset] { return false }
    return true
  }
}
