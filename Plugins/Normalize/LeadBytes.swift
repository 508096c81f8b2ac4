import Minwal

extension Text {
  /// Whether one of two bytes that differ in the last bit alone occurs among the first `limit`. They are first bytes of
  /// characters, so that a text without them has none of 128 letters.
  func hasLeads(_ even: UInt8, within limit: Int) -> Bool {
    let bytes = buffer.paddedBytes
    let end = min(count, limit)
    let lead = ByteBlock(repeating: 0xFE)
    var position = 0
    while position + 64 <= end {
      let far = bytes.extracting(position..<position + 64)
      let near = (far.block(at: 0) & lead).equal(even) .| (far.block(at: 16) & lead).equal(even)
      let next = (far.block(at: 32) & lead).equal(even) .| (far.block(at: 48) & lead).equal(even)
      if !(near .| next).isEmpty { return true }
      position += 64
    }
    let span = span
    while position < end {
      if span[position] & 0xFE == even { return true }
      position += 1
    }
    return false
  }
}
