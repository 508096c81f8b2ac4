import Minwal

/// Finds the rows of a table. A quotation mark at the start of a cell opens it, and the next that is not doubled closes
/// it; what is between belongs to the row, line breaks too.
struct TableFramer: Framer {
  private let usual: UInt8
  /// Whether the recipe says what separates cells.
  private let isSaid: Bool
  private let hasQuotes: Bool
  private let hasNames: Bool

  /// The delimiter and, behind it, the row of names if there is one; empty before the first row.
  var preamble = ByteBuffer()
  /// How much of the row at hand was looked at, and what was found there.
  private var looked = 0
  private var isInQuotes = false
  private var isAtCellStart = true
  /// Whether the byte before closed a quote; another mark behind it opens it again, as a doubled one.
  private var hasJustClosed = false

  init(_ options: TableOptions, delimiter: UInt8) {
    usual = options.delimiter?.byte ?? delimiter
    isSaid = options.delimiter != nil
    hasQuotes = options.quotes
    hasNames = options.columns == nil
  }

  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    if preamble.isEmpty, looked == 0 {
      guard bytes.count - start >= 6 || isAtEnd else { return .incomplete }
      if let (delimiter, next) = Self.separator(in: bytes, from: start) {
        preamble.append(delimiter)
        return .skip(to: next)
      }
    }
    let delimiter = preamble.isEmpty ? usual : preamble[0]
    guard let end = endOfRow(in: bytes, from: start, delimiter) else {
      guard isAtEnd, start < bytes.count else { return .incomplete }
      return try found(start..<bytes.count, next: bytes.count, in: bytes)
    }
    var last = end
    if last > start, bytes[last - 1] == 0x0D { last -= 1 }
    return try found(start..<last, next: end + 1, in: bytes)
  }

  /// The first line `sep=;`, which Excel writes and reads.
  private static func separator(in bytes: Span<UInt8>, from start: Int) -> (delimiter: UInt8, next: Int)? {
    let mark = Array("sep=".utf8)
    guard bytes.count - start >= 5, mark.indices.allSatisfy({ bytes[start + $0] == mark[$0] }) else { return nil }
    var next = start + 5
    if next < bytes.count, bytes[next] == 0x0D { next += 1 }
    guard next == bytes.count || bytes[next] == 0x0A else { return nil }
    return (bytes[start + 4], min(next + 1, bytes.count))
  }

  private mutating func endOfRow(in bytes: Span<UInt8>, from start: Int, _ delimiter: UInt8) -> Int? {
    guard hasQuotes else { return bytes.firstIndex(of: 0x0A, from: start + looked) }
    var position = start + looked
    defer { looked = position - start }
    while position < bytes.count {
      let byte = bytes[position]
      if isInQuotes {
        // A doubled mark closes and opens again.
        if byte == UInt8(ascii: "\"") { (isInQuotes, hasJustClosed) = (false, true) }
      } else if byte == UInt8(ascii: "\""), isAtCellStart || hasJustClosed {
        (isInQuotes, hasJustClosed) = (true, false)
      } else if byte == 0x0A {
        return position
      } else {
        hasJustClosed = false
      }
      isAtCellStart = !isInQuotes && byte == delimiter
      position += 1
    }
    return nil
  }

  private mutating func found(_ row: Range<Int>, next: Int, in bytes: Span<UInt8>) throws -> FramingStep {
    (looked, isInQuotes, isAtCellStart, hasJustClosed) = (0, false, true, false)
    if row.isEmpty { return .skip(to: next) }
    let namesAreMissing = hasNames && preamble.count < 2
    if preamble.isEmpty { preamble.append(usual) }
    guard namesAreMissing else { return .record(row, next: next) }
    let names = bytes.extracting(row)
    if !isSaid, let other = Self.likelier(than: preamble[0], in: names) {
      throw StageError(
        .wrongDialect,
        "its cells seem to be separated by \(other.name) and not by \(Self.name(of: preamble[0])): say delimiter: \(other.written)"
      )
    }
    preamble.append(names)
    return .skip(to: next)
  }

  /// The delimiter that a row of names has, if it has none of the expected ones.
  private static func likelier(than delimiter: UInt8, in row: Span<UInt8>) -> (name: String, written: String)? {
    guard row.occurrences(of: delimiter) == 0 else { return nil }
    let others: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ","), UInt8(ascii: "|")]
    let best = others.filter { $0 != delimiter }.max { row.occurrences(of: $0) < row.occurrences(of: $1) }
    guard let best, row.occurrences(of: best) > 0 else { return nil }
    return (name(of: best), best == UInt8(ascii: "\t") ? #""\t""# : "\"\(Unicode.Scalar(best))\"")
  }

  private static func name(of delimiter: UInt8) -> String {
    switch delimiter {
    case UInt8(ascii: ","): "commas"
    case UInt8(ascii: ";"): "semicolons"
    case UInt8(ascii: "\t"): "tabs"
    default: "'\(Unicode.Scalar(delimiter))'"
    }
  }
}
