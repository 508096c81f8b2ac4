import Minwal

/// The chunks of a response (RFC 9112, section 7.1).
enum ChunkedBody {
  /// Where the chunks lie.
  ///
  /// - Parameters:
  ///   - bytes: A record.
  ///   - body: The part of it that may be chunked.
  /// - Returns: `nil` if it is not: crawlers often undo it and leave the header as it was. Of a body that is cut off, what is
  ///   there.
  static func pieces(_ bytes: Span<UInt8>, _ body: Range<Int>) -> [Range<Int>]? {
    var pieces: [Range<Int>] = []
    var position = body.lowerBound
    while position < body.upperBound {
      guard let (size, next) = size(bytes, position, body.upperBound) else { return nil }
      if size == 0 { return pieces }
      guard next + size <= body.upperBound else {
        // The first line may be a text's that is no size but looks like one.
        guard !pieces.isEmpty else { return nil }
        return pieces + [next..<body.upperBound]
      }
      pieces.append(next..<(next + size))
      position = next + size
      if position < body.upperBound, bytes[position] == 0x0D { position += 1 }
      if position < body.upperBound {
        guard bytes[position] == 0x0A else { return nil }
        position += 1
      }
    }
    return pieces
  }

  /// The size in a line, and where the chunk begins.
  private static func size(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> (size: Int, next: Int)? {
    var (size, digits, position) = (0, 0, start)
    while position < end, let digit = bytes[position].hexDigit {
      guard size < 1 << 40 else { return nil }
      size = size << 4 | digit
      digits += 1
      position += 1
    }
    guard digits > 0 else { return nil }
    // Behind the size there may be spaces, or extensions.
    while position < end, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    if position < end, bytes[position] == UInt8(ascii: ";") {
      while position < end, bytes[position] != 0x0A, position - start < 1024 { position += 1 }
    } else if position < end, bytes[position] == 0x0D {
      position += 1
    }
    guard position < end, bytes[position] == 0x0A else { return size == 0 && position == end ? (0, end) : nil }
    return (size, position + 1)
  }
}

extension UInt8 {
  /// Its value as a hexadecimal digit of ASCII.
  fileprivate var hexDigit: Int? {
    switch self {
    case 0x30...0x39: Int(self) - 0x30
    case 0x41...0x46, 0x61...0x66: Int(self | 0x20) - 0x57
    default: nil
    }
  }
}
