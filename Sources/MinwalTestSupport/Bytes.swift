public import Minwal

extension ByteBuffer {
  /// A copy of the content, which `#expect` can look at.
  public var array: [UInt8] {
    var result: [UInt8] = []
    let bytes = span
    for index in bytes.indices { result.append(bytes[index]) }
    return result
  }

  /// The content as text.
  public var string: String { String(decodingUTF8: span) }
}
