/// Valid UTF-8 in a padded buffer that can be filled again and again.
///
/// Offsets into a text are UTF-8 byte offsets. Code that writes bytes into it guarantees that they are UTF-8; input that
/// no one vouches for comes in through ``UTF8Repair`` or ``init(validating:)``.
public struct Text: Sendable {
  /// The bytes.
  public private(set) var buffer = ByteBuffer()

  /// Creates an empty text.
  public init() {}

  /// Creates a text with the characters of a string.
  public init(_ string: String) { buffer.append(string) }

  /// Creates a text from bytes; `nil` if they are not UTF-8.
  public init?(validating bytes: Span<UInt8>) {
    guard UTF8Validation.firstInvalid(in: bytes) == nil else { return nil }
    buffer.append(bytes)
  }

  /// How many UTF-8 bytes it has.
  public var count: Int { buffer.count }

  /// Whether it has no bytes.
  public var isEmpty: Bool { buffer.isEmpty }

  /// The UTF-8 bytes.
  public var span: Span<UInt8> {
    @_lifetime(borrow self) get { buffer.span }
  }

  /// The UTF-8 bytes as raw memory, for vector loads.
  public var bytes: RawSpan {
    @_lifetime(borrow self) get { buffer.bytes }
  }

  /// A copy of part of the text; `range` must lie on character boundaries.
  public func string(in range: Range<Int>) -> String {
    String(decodingUTF8: span.extracting(range))
  }

  /// Removes the content and keeps the memory.
  public mutating func clear() { buffer.clear() }

  /// Adds the characters of a string.
  public mutating func append(_ string: String) { buffer.append(string) }

  /// Adds bytes that are known to be whole UTF-8 characters.
  public mutating func append(uncheckedUTF8 bytes: Span<UInt8>) { buffer.append(bytes) }

  /// Lets `body` write into the buffer; what it leaves there must be UTF-8.
  public mutating func withUncheckedBuffer<Result>(
    _ body: (inout ByteBuffer) throws -> Result
  ) rethrows -> Result { try body(&buffer) }
}

extension String {
  /// Creates a string from the content of a text.
  public init(_ text: Text) { self.init(decodingUTF8: text.span) }

  /// Creates a string from UTF-8; a malformed sequence becomes U+FFFD.
  public init(decodingUTF8 bytes: Span<UInt8>) {
    // Our check is many times as fast as the one in `String(decoding:as:)`.
    if UTF8Validation.firstInvalid(in: bytes) == nil {
      self = unsafe String(copying: UTF8Span(unchecked: bytes))
    } else {
      self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
  }
}

extension Text: Equatable {
  public static func == (a: Text, b: Text) -> Bool { a.span.elementsEqual(b.span) }
}

extension Text: CustomStringConvertible {
  public var description: String { String(self) }
}

extension Span where Element == UInt8 {
  /// Whether two spans hold the same bytes.
  public func elementsEqual(_ other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    for index in indices where self[index] != other[index] { return false }
    return true
  }
}
