/// Sixteen bytes that are looked at together.
///
/// The operators of `SIMD16` that take a scalar, and `==` on its masks, go lane by lane; these do not.
public typealias ByteBlock = SIMD16<UInt8>

/// Which lanes of a block have a property: all bits set where they do.
public typealias ByteMask = SIMDMask<SIMD16<Int8>>

extension ByteBlock {
  /// The lanes that hold a byte.
  @inline(__always) @inlinable
  public func equal(_ byte: UInt8) -> ByteMask { self .== ByteBlock(repeating: byte) }

  /// The lanes whose byte is less.
  @inline(__always) @inlinable
  public func less(_ byte: UInt8) -> ByteMask { self .< ByteBlock(repeating: byte) }

  /// The lanes whose byte is in a range.
  @inline(__always) @inlinable
  public func within(_ range: ClosedRange<UInt8>) -> ByteMask {
    self &- ByteBlock(repeating: range.lowerBound) .<= ByteBlock(repeating: range.upperBound - range.lowerBound)
  }
}

extension ByteMask {
  /// The mask as two words, the lower lanes first; eight bits a lane.
  @inline(__always) @inlinable
  public var words: SIMD2<UInt64> { unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self) }

  /// The mask as one bit a lane, the first lane lowest.
  @inline(__always) @inlinable
  public var bits: UInt64 { Self.gather(words.x) | Self.gather(words.y) << 8 }

  /// The upper bits of eight bytes in a row.
  @inline(__always) @inlinable
  static func gather(_ word: UInt64) -> UInt64 {
    // The product brings the upper bit of byte i to bit 64 + i, and nothing else to the bits from 64 to 71. Its upper
    // half, because the optimiser would make slow vector multiplications of the lower one.
    (word & 0x8080_8080_8080_8080).multipliedFullWidth(by: 0x0204_0810_2040_8100).high & 0xFF
  }

  /// Whether no lane is set.
  @inline(__always) @inlinable
  public var isEmpty: Bool {
    let words = words
    return words.x | words.y == 0
  }

  /// The first lane that is set, or `nil`.
  @inline(__always) @inlinable
  public var first: Int? {
    let words = words
    if words.x != 0 { return words.x.trailingZeroBitCount / 8 }
    return words.y != 0 ? 8 + words.y.trailingZeroBitCount / 8 : nil
  }
}

extension RawSpan {
  /// The sixteen bytes from an offset on; checked to lie inside.
  @inline(__always) @inlinable
  public func block(at offset: Int) -> ByteBlock {
    // Any bytes make a valid block, so that only the bounds matter, and those are checked.
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: ByteBlock.self)
  }

  /// The byte at an offset; checked to lie inside.
  @inline(__always) @inlinable
  public func byte(at offset: Int) -> UInt8 { unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}
