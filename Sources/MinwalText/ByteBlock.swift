public import CSIMD

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
  public var bits: UInt32 { minwal_high_bits(unsafe unsafeBitCast(self, to: SIMD16<Int8>.self)) }

  /// Whether no lane is set.
  @inline(__always) @inlinable
  public var isEmpty: Bool { bits == 0 }

  /// The first lane that is set, or `nil`.
  @inline(__always) @inlinable
  public var first: Int? {
    let bits = bits
    return bits == 0 ? nil : bits.trailingZeroBitCount
  }

  /// The last lane that is set, or `nil`.
  @inline(__always) @inlinable
  public var last: Int? {
    let bits = bits
    return bits == 0 ? nil : 31 - bits.leadingZeroBitCount
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
