import Minwal

/// Turns UTF-16 and UTF-32 into UTF-8, piece by piece, for files of records: records are found in UTF-8.
struct Transcoder {
  /// How many bytes a code unit has.
  private let unit: Int
  private let isBigEndian: Bool
  /// A code unit that was cut, or the first half of a pair.
  private var rest = ByteBuffer()

  /// Begins with the head of a file; `nil` if it is in none of these encodings.
  ///
  /// - Parameters:
  ///   - head: The first bytes; a byte order mark wins.
  ///   - encoding: What the recipe says.
  init?(head: Span<UInt8>, encoding: Encoding? = nil) {
    func begins(_ mark: [UInt8]) -> Bool {
      head.count >= mark.count && mark.indices.allSatisfy { head[$0] == mark[$0] }
    }
    if begins([0xFF, 0xFE, 0, 0]) {
      (unit, isBigEndian) = (4, false)
    } else if begins([0, 0, 0xFE, 0xFF]) {
      (unit, isBigEndian) = (4, true)
    } else if begins([0xFF, 0xFE]) {
      (unit, isBigEndian) = (2, false)
    } else if begins([0xFE, 0xFF]) {
      (unit, isBigEndian) = (2, true)
    } else if !begins([0xEF, 0xBB, 0xBF]), let wide = encoding?.wideUnit {
      (unit, isBigEndian) = wide
    } else {
      return nil
    }
  }

  /// Converts a piece; what is not a character becomes U+FFFD.
  ///
  /// - Parameters:
  ///   - bytes: The piece.
  ///   - isLast: Whether none follows.
  ///   - output: Gets UTF-8, without byte order marks.
  mutating func convert(_ bytes: Span<UInt8>, isLast: Bool, into output: inout ByteBuffer) {
    var input = rest
    rest = ByteBuffer()
    input.append(bytes)
    var position = 0
    while position + unit <= input.count {
      let value = self.value(input, position)
      if unit == 2, (0xD800...0xDBFF).contains(value) {
        guard position + 4 <= input.count else {
          if isLast { break }
          rest.append(input.span.extracting(position..<input.count))
          return
        }
        let low = self.value(input, position + 2)
        if (0xDC00...0xDFFF).contains(low) {
          append(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00), to: &output)
          position += 4
          continue
        }
      }
      append(value, to: &output)
      position += unit
    }
    guard position < input.count else { return }
    if isLast { append(0xFFFD, to: &output) } else { rest.append(input.span.extracting(position..<input.count)) }
  }

  private func append(_ value: UInt32, to output: inout ByteBuffer) {
    guard value != 0xFEFF else { return }
    output.append(Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  private func value(_ bytes: ByteBuffer, _ position: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in 0..<unit {
      value = value << 8 | UInt32(bytes[isBigEndian ? position + index : position + unit - 1 - index])
    }
    return value
  }
}
