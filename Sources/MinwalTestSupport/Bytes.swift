public import Minwal

extension ByteBuffer {
  /// A copy of the content, which `#expect` can look at.
  public var array: [UInt8] { unsafe span.withUnsafeBufferPointer { unsafe Array($0) } }

  /// The content as text.
  public var string: String { String(decodingUTF8: span) }
}
