import CWebData
import Minwal

/// Names of up to sixteen bytes that have a number, the first one 1, and a table that finds it.
struct KnownNames: Sendable {
  private struct Slot {
    var words = SIMD2<UInt64>()
    var length: UInt8 = 0
    var number: UInt8 = 0
  }

  /// The elements, numbered as in ``HTMLTag``.
  static let tags = unsafe KnownNames(minwal_html_tags())
  /// The attributes, numbered as in ``HTMLAttributeName``.
  static let attributes = unsafe KnownNames(minwal_html_attributes())

  /// The names by their numbers; 0 is empty.
  let names: [[UInt8]]
  private var slots = [Slot](repeating: Slot(), count: 1024)

  private init(_ file: minwal_html_names) {
    let text = unsafe UnsafeBufferPointer(start: file.start, count: file.count)
    names = unsafe [[]] + text.split(separator: UInt8(ascii: "\n")).map { unsafe [UInt8]($0) }
    for (number, name) in names.enumerated().dropFirst() {
      var block = ByteBlock(repeating: 0)
      for (lane, byte) in name.enumerated() { block[lane] = byte }
      let words = unsafe unsafeBitCast(block, to: SIMD2<UInt64>.self)
      var place = Self.place(of: words)
      while slots[place].number != 0 { place = (place + 1) & 1023 }
      slots[place] = Slot(words: words, length: UInt8(name.count), number: UInt8(number))
    }
  }

  /// Finds the number of a name.
  ///
  /// - Parameters:
  ///   - words: The bytes in lower case, then zeros.
  ///   - length: How many they are, at most 16.
  /// - Returns: The number; 0 if the name has none.
  @inline(__always)
  func number(of words: SIMD2<UInt64>, length: Int) -> UInt8 {
    var place = Self.place(of: words)
    while true {
      let slot = slots[place]
      // A zero byte in the name would make it look like a shorter one but for the length.
      if slot.words == words, Int(slot.length) == length { return slot.number }
      if slot.number == 0 { return 0 }
      place = (place + 1) & 1023
    }
  }

  @inline(__always)
  private static func place(of words: SIMD2<UInt64>) -> Int {
    let mixed = (words.x &* 0x9E37_79B9_7F4A_7C15) ^ (words.y &* 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 30 & 1023)
  }
}
