extension StableHash {
  /// A ``StableHash`` of bytes that come piece by piece; it can be kept, and continued later.
  public struct Stream: Hashable, Sendable {
    private var lanes: InlineArray<4, UInt64>
    /// The bytes that do not fill a block yet.
    private var rest: [UInt8] = []
    /// How many bytes came.
    public private(set) var count = 0

    /// Creates the hash of no bytes.
    public init() { lanes = StableHash.firstLanes(seed: 0) }

    /// Adds bytes.
    public mutating func append(_ bytes: Span<UInt8>) {
      count += bytes.count
      var start = 0
      if !rest.isEmpty {
        start = min(StableHash.blockSize - rest.count, bytes.count)
        for index in 0..<start { rest.append(bytes[index]) }
        guard rest.count == StableHash.blockSize else { return }
        let block = rest
        StableHash.mixBlocks(block.span, &lanes)
        rest.removeAll(keepingCapacity: true)
      }
      let end = bytes.count - (bytes.count - start) % StableHash.blockSize
      StableHash.mixBlocks(bytes.extracting(start..<end), &lanes)
      for index in end..<bytes.count { rest.append(bytes[index]) }
    }

    /// The hash of all bytes so far, which is that of ``StableHash/hash(_:seed:)-(Span<UInt8>,_)``.
    public var value: UInt64 {
      let start =
        count < StableHash.blockSize ? StableHash.shortStart(seed: 0) : StableHash.joined(lanes)
      return StableHash.finished(start, rest.span, count: count)
    }

    public static func == (a: Stream, b: Stream) -> Bool { a.count == b.count && a.value == b.value }
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
  }
}

extension StableHash.Stream: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(count)
    for place in 0..<4 { writer.write(lanes[place]) }
    writer.writeBytes(rest.span)
  }

  public init(from reader: inout BinaryReader) throws {
    self.init()
    count = try reader.readAmount()
    for place in 0..<4 { lanes[place] = try reader.read() }
    let bytes = try reader.readBytes()
    guard bytes.count == count % StableHash.blockSize else { throw reader.malformed("the rest of a hash") }
    for index in 0..<bytes.count { rest.append(bytes[index]) }
  }
}
