/// Growable bytes that are meant to be emptied and filled again: ``clear()`` keeps the memory.
///
/// At least ``padding`` readable bytes follow the content, so that a 16- or 64-byte vector load that starts inside
/// the content never leaves the allocation. Their value is unspecified.
public struct ByteBuffer: Sendable {
  /// How many bytes may be read past the end.
  public static let padding = 64

  /// The content, then the padding.
  @usableFromInline var storage: [UInt8] = []

  @usableFromInline var length = 0

  /// How many bytes the content has.
  @inlinable public var count: Int { length }

  /// Creates an empty buffer, without allocating.
  public init() {}

  /// Creates a buffer that holds a copy of some bytes.
  public init(_ bytes: some Collection<UInt8>) {
    storage.reserveCapacity(bytes.count + Self.padding)
    storage.append(contentsOf: bytes)
    length = storage.count
    storage.append(contentsOf: repeatElement(0, count: Self.padding))
  }

  /// Whether there is no content.
  @inlinable public var isEmpty: Bool { count == 0 }

  /// How many bytes of content fit without allocating.
  public var capacity: Int { max(0, storage.count - Self.padding) }

  /// The content.
  public var span: Span<UInt8> {
    @inlinable @_lifetime(borrow self) get { storage.span.extracting(0..<count) }
  }

  /// The content as raw memory, for vector loads.
  public var bytes: RawSpan {
    @inlinable @_lifetime(borrow self) get { unsafe storage.span.bytes.extracting(0..<count) }
  }

  /// The content and its padding, for vector loads that may read past the end.
  public var paddedBytes: RawSpan {
    @inlinable @_lifetime(borrow self) get {
      unsafe storage.span.bytes.extracting(0..<min(storage.count, count + Self.padding))
    }
  }

  /// One byte of the content.
  public subscript(index: Int) -> UInt8 {
    precondition(index < count, "byte \(index) is past the end of a buffer of \(count)")
    return storage[index]
  }

  /// Removes the content and keeps the memory.
  @inlinable
  public mutating func clear() { length = 0 }

  /// Shortens the content to `newCount` bytes, which must not be more than it has.
  public mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count)
    length = newCount
  }

  /// Removes the UTF-8 byte order mark, if the content begins with one.
  public mutating func removeByteOrderMark() {
    guard count >= 3, storage[0] == 0xEF, storage[1] == 0xBB, storage[2] == 0xBF else { return }
    storage.removeSubrange(..<3)
    storage.append(contentsOf: repeatElement(0, count: 3))
    length -= 3
  }

  /// Makes room for `extra` bytes more than the content has now.
  @inlinable
  public mutating func reserve(_ extra: Int) {
    let needed = length + extra + Self.padding
    if needed > storage.count { grow(to: needed) }
  }

  @usableFromInline
  mutating func grow(to needed: Int) {
    Steps.count(needed)
    var grown = [UInt8](repeating: 0, count: max(needed, storage.count * 2, 256))
    if count > 0 {
      // The new memory is another and is larger.
      unsafe grown.withUnsafeMutableBytes { target in
        unsafe storage.withUnsafeBytes { source in
          unsafe target.baseAddress!.copyMemory(from: source.baseAddress!, byteCount: count)
        }
      }
    }
    storage = grown
  }

  /// Adds one byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    if count + Self.padding >= storage.count { reserve(1) }
    storage[count] = byte
    length += 1
  }

  /// Adds a copy of some bytes.
  @inlinable
  public mutating func append(_ bytes: Span<UInt8>) {
    let extra = bytes.count
    guard extra > 0 else { return }
    reserve(extra)
    let start = count
    // A plain copy of memory: the two ranges were checked just above and cannot overlap, since `storage` is unique.
    unsafe storage.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        unsafe target.baseAddress!.advanced(by: start).copyMemory(from: source.baseAddress!, byteCount: extra)
      }
    }
    length += extra
  }

  /// Adds the UTF-8 of a string.
  public mutating func append(_ string: String) {
    append(string.utf8.span)
  }

  /// Adds the UTF-8 of one character.
  public mutating func append(_ scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar)! { append(byte) }  // every scalar has UTF-8
  }

  /// Fills up to `limit` bytes of room behind the content through `body`, which returns how many it wrote.
  ///
  /// For readers and for kernels that write vectors: `body` may write anywhere in the room it is given.
  public mutating func appendUnchecked(
    limit: Int, _ body: (UnsafeMutableRawBufferPointer) throws -> Int
  ) rethrows {
    reserve(limit)
    let start = count
    let written = unsafe try storage.withUnsafeMutableBytes { all in
      unsafe try body(UnsafeMutableRawBufferPointer(rebasing: all[start..<(start + limit)]))
    }
    precondition(written >= 0 && written <= limit)
    length += written
  }
}
