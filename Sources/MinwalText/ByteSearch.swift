extension Span where Element == UInt8 {
  /// The offset of the first `byte` at or after `start`, or `nil`.
  @inlinable
  public func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
    let raw = unsafe self.bytes
    let end = count
    var position = start
    while position + 16 <= end {
      if let lane = raw.block(at: position).equal(byte).first { return position + lane }
      Steps.count()
      position += 16
      // After one block without a match there is often a long way to go.
      while position + 64 <= end {
        let far = raw.extracting(position..<position + 64)
        let near = far.block(at: 0).equal(byte) .| far.block(at: 16).equal(byte)
        guard (near .| far.block(at: 32).equal(byte) .| far.block(at: 48).equal(byte)).isEmpty else { break }
        Steps.count()
        position += 64
      }
    }
    while position < end {
      if self[position] == byte { return position }
      position += 1
    }
    return nil
  }

  /// How many times `byte` occurs.
  public func occurrences(of byte: UInt8) -> Int {
    let raw = unsafe self.bytes
    var total = 0
    var position = 0
    while position + 16 <= count {
      // Lanes count up to 255 blocks before they could overflow.
      var lanes = ByteBlock(repeating: 0)
      let stop = Swift.min(count - 15, position + 255 * 16)
      while position < stop {
        // A lane that matches is all ones, which is minus one.
        lanes &-= unsafe unsafeBitCast(raw.block(at: position).equal(byte), to: ByteBlock.self)
        position += 16
      }
      total += Int(SIMD16<UInt16>(truncatingIfNeeded: lanes).wrappedSum())
    }
    while position < count {
      if self[position] == byte { total += 1 }
      position += 1
    }
    return total
  }

  /// The Unicode scalar that starts at `position` in valid UTF-8, and its length in bytes.
  @inline(__always) @inlinable
  public func scalar(at position: Int) -> (value: UInt32, length: Int) {
    Steps.count()
    let first = UInt32(self[position])
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | tail(position + 1), 2) }
    if first < 0xF0 { return ((first & 0x0F) << 12 | tail(position + 1) << 6 | tail(position + 2), 3) }
    return (
      (first & 0x07) << 18 | tail(position + 1) << 12 | tail(position + 2) << 6 | tail(position + 3), 4
    )
  }

  /// The Unicode scalar that ends just before `position` in valid UTF-8, and its length in bytes.
  @inline(__always) @inlinable
  public func scalar(before position: Int) -> (value: UInt32, length: Int) {
    var start = position - 1
    while start > 0 && self[start] & 0xC0 == 0x80 { start -= 1 }
    return (scalar(at: start).value, position - start)
  }

  /// The six bits that a continuation byte carries.
  @inline(__always) @inlinable
  func tail(_ position: Int) -> UInt32 { UInt32(self[position] & 0x3F) }

  /// Whether `offset` does not fall inside a character of valid UTF-8.
  @inline(__always) @inlinable
  public func isCharacterBoundary(_ offset: Int) -> Bool {
    offset == 0 || offset == count || (offset > 0 && offset < count && self[offset] & 0xC0 != 0x80)
  }
}
