import Minwal

/// Finds the elements of an array, or values that stand one behind the other (RFC 8259; a byte order mark is gone).
///
/// It counts brackets outside of strings, and leaves it to the reader to see what is wrong between them.
struct JSONFramer: Framer {
  /// The brackets of arrays that are open around the record at hand, so that a run which resumes knows what is to be
  /// closed.
  var preamble = ByteBuffer()
  /// How much of the record at hand was looked at: so far, so deep, in a string or behind a backslash.
  private var looked = 0
  private var depth = 0
  private var isInString = false
  private var isEscaped = false

  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    if looked == 0 {
      // What stands between records: brackets of the array, commas, spaces.
      var first = start
      while first < bytes.count, Self.isBetween(bytes[first]) {
        note(bytes[first])
        first += 1
      }
      if first > start { return .skip(to: first) }
      if first == bytes.count { return .incomplete }
    }
    var position = start + looked
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return found(start..<position) }
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // A bracket that closes nothing is a record of its own, so that each call finds something.
        if depth == 0 { return found(start..<max(position - 1, start + 1)) }
        depth -= 1
        if depth == 0 { return found(start..<position) }
      case UInt8(ascii: ","), 0x20, 0x09, 0x0A, 0x0D:
        // The end of a number, or of what is not JSON.
        if depth == 0 { return found(start..<(position - 1)) }
      default: break
      }
    }
    looked = position - start
    return .incomplete
  }

  /// More arrays around a record than anyone needs.
  private static let mostOpen = 64

  private mutating func note(_ byte: UInt8) {
    if byte == UInt8(ascii: "["), preamble.count < Self.mostOpen { preamble.append(byte) }
    if byte == UInt8(ascii: "]"), preamble.count > 0 { preamble.truncate(to: preamble.count - 1) }
  }

  mutating func end() throws {
    guard !preamble.isEmpty else { return }
    throw StageError(
      .malformedRecord, "the file is cut off: it ends in an array that is not closed; what lies before was read")
  }

  private mutating func found(_ range: Range<Int>) -> FramingStep {
    (looked, depth, isInString, isEscaped) = (0, 0, false, false)
    return .record(range, next: range.upperBound)
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]")].contains(byte)
  }
}
