import Minwal

extension Folding {
  /// Sixteen bytes of a line, as far as they are letters and single spaces that are folded without looking at one
  /// another.
  struct Block {
    /// What becomes of the bytes. As long as they are.
    let folded: ByteBlock
    /// How many bytes there are: whole characters, maybe none.
    let count: Int
    /// How many of them are spaces.
    let spaces: Int
    /// Whether the last is a space.
    let endsInSpace: Bool
  }

  /// A block is worth looking at from here on: its first byte may belong to one, and there is a byte before it.
  @inline(__always)
  static func mayBeBlock(_ line: Span<UInt8>, at position: Int) -> Bool {
    guard line.count > 16 else { return false }
    let byte = line[position]
    return byte & 0xFE == 0xD8 || byte == 0x20 || byte < 0x80 && (0x61...0x7A).contains(byte | 0x20)
  }

  /// Folds the next block of a line: Arabic letters from U+0620 to U+064A but tatweel, ASCII letters, and single
  /// spaces, up to what is none of these.
  ///
  /// - Parameters:
  ///   - line: More than sixteen bytes.
  ///   - position: Where a character begins, not that of the first one.
  /// - Returns: The block; empty if the next character is none of these.
  @inline(__always)
  static func block(of line: Span<UInt8>, at position: Int) -> Block {
    // The last bytes of a line are loaded from where sixteen are left, and moved down; zeros come in behind them.
    let bytes = unsafe line.bytes
    let missing = max(position + 16 - line.count, 0)
    let around = bytes.extracting(position - 1 - missing..<position + 16 - missing)
    let block = around.block(at: 1).movedDown(by: missing)
    let before = around.block(at: 0).movedDown(by: missing)

    let afterD8 = before.equal(0xD8)
    let afterD9 = before.equal(0xD9)
    let leads = (block & ByteBlock(repeating: 0xFE)).equal(0xD8)
    let seconds = (afterD8 .& block.within(0xA0...0xBF)) .| (afterD9 .& block.within(0x81...0x8A))
    let latin = (block | ByteBlock(repeating: 0x20)).within(0x61...0x7A)
    let spaces = block.equal(0x20)
    let fits = leads .| seconds .| latin .| (spaces .& .!before.equal(0x20))

    // Behind the sixteen lanes is one that does not fit.
    var count = (~fits.bits).trailingZeroBitCount
    // A first byte without its second one.
    if count > 0, line[position + count - 1] & 0xFE == 0xD8 { count -= 1 }

    // Forms of alef become one; ta marbuta changes its first byte too; then alef maqsura and capital letters.
    let alef = afterD8 .& ((block | ByteBlock(repeating: 1)).equal(0xA3) .| block.equal(0xA5))
    let marbuta = afterD8 .& block.equal(0xA9)
    let maqsura = afterD9 .& block.equal(0x89)
    var folded = block | ByteBlock(repeating: 0xA7) & alef.lanes
    folded ^= ByteBlock(repeating: 0xA9 ^ 0x87) & marbuta.lanes
    // A lane that is set is minus one.
    folded &-= marbuta.movedDownByOne.lanes &+ maqsura.lanes
    folded |= ByteBlock(repeating: 0x20) & latin.lanes

    let inside = spaces.bits & ~(UInt32.max &<< UInt32(truncatingIfNeeded: count))
    return Block(
      folded: folded, count: count, spaces: inside.nonzeroBitCount,
      endsInSpace: count > 0 && line[position + count - 1] == 0x20)
  }
}

extension ByteBlock {
  /// The block with its lanes moved `count` places down; zeros come in at the top.
  @inline(__always)
  fileprivate func movedDown(by count: Int) -> ByteBlock {
    guard count > 0 else { return self }
    let words = unsafe unsafeBitCast(self, to: SIMD2<UInt64>.self)
    let bits = UInt64(count) * 8
    // Shifts of 64 or more give 0.
    let moved = SIMD2(bits < 64 ? words.x >> bits | words.y << (64 - bits) : words.y >> (bits - 64), words.y >> bits)
    return unsafe unsafeBitCast(moved, to: ByteBlock.self)
  }
}

extension ByteMask {
  /// All ones in the lanes that are set, zeros in the others.
  @inline(__always)
  fileprivate var lanes: ByteBlock { unsafe unsafeBitCast(self, to: ByteBlock.self) }

  /// The mask with its lanes moved down by one.
  @inline(__always)
  fileprivate var movedDownByOne: ByteMask {
    let words = words
    return unsafe unsafeBitCast(SIMD2(words.x &>> 8 | words.y &<< 56, words.y &>> 8), to: ByteMask.self)
  }
}
