import Minwal

/// Reads comma-separated values (RFC 4180) record by record, and knows where each field stands. The separator may be
/// another one, as in files of spreadsheet programs.
///
/// Beyond the RFC: lines may end with a line feed alone, empty lines are skipped, and so are lines that start with `#`.
struct CSVReader {
  /// A field, without its quotes.
  struct Field {
    var text: String
    /// From 1.
    var line: Int
    /// In Unicode scalars from 1.
    var column: Int
    /// In Unicode scalars of the file.
    var length: Int
  }

  /// What is wrong, and where.
  struct Problem {
    var message: String
    var line: Int
    var column: Int
  }

  /// What was wrong in the records so far.
  private(set) var problems: [Problem] = []

  /// A line of more fields is a problem, so that a file of something else costs no more memory than its size.
  private static let mostFields = 256

  /// What stands between fields.
  let separator: UInt8

  private let text: Text
  private var position = 0
  private var line = 1
  /// The column of an offset in the current line that was asked for last; what comes later is counted from there.
  private var mark = (offset: 0, column: 1)

  /// Starts to read a file.
  init(_ text: Text, separator: UInt8 = comma) {
    self.text = text
    self.separator = separator
  }

  private static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")
  static let tab = UInt8(ascii: "\t")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// The next record that has no problem, or `nil` at the end.
  mutating func next() -> [Field]? {
    while position < text.count {
      let byte = text.span[position]
      if endsLine() {
        skipLineEnd()
      } else if byte == UInt8(ascii: "#") {
        skipLine()
      } else {
        let before = problems.count
        let fields = record()
        if problems.count == before { return fields }
      }
    }
    return nil
  }

  private mutating func record() -> [Field] {
    var fields: [Field] = []
    while true {
      let start = position
      let (startLine, startColumn) = (line, column(of: position))
      guard let value = position < text.count && text.span[position] == Self.quote ? quoted() : plain() else {
        skipLine()
        return []
      }
      let length = line == startLine ? scalars(in: start..<position) : 1
      fields.append(Field(text: value, line: startLine, column: startColumn, length: length))
      if position < text.count && text.span[position] == separator {
        guard fields.count < Self.mostFields else {
          report("more than \(Self.mostFields) fields in a line", at: position)
          skipLine()
          return []
        }
        position += 1
        continue
      }
      skipLineEnd()
      return fields
    }
  }

  private mutating func plain() -> String? {
    let start = position
    while position < text.count, text.span[position] != separator, !endsLine() {
      // Between tabs a quotation mark is one, unless a field begins with it.
      if text.span[position] == Self.quote, separator != Self.tab {
        report("a quotation mark inside a field; put the field in quotes and double it: \"a \"\"b\"\"\"", at: position)
        return nil
      }
      position += 1
    }
    return text.string(in: start..<position)
  }

  private mutating func quoted() -> String? {
    let place = (line, column(of: position))
    var value: [UInt8] = []
    position += 1
    while position < text.count {
      let byte = text.span[position]
      position += 1
      if byte == Self.quote {
        if position < text.count && text.span[position] == Self.quote {
          value.append(byte)
          position += 1
          continue
        }
        guard position == text.count || text.span[position] == separator || endsLine() else {
          report("there is text between a closing quotation mark and the \(separatorName)", at: position)
          return nil
        }
        return String(decoding: value, as: UTF8.self)
      }
      value.append(byte)
      if byte == Self.lineFeed { startLine() }
    }
    problems.append(Problem(message: "a quotation mark that is never closed", line: place.0, column: place.1))
    return nil
  }

  /// What messages call the separator.
  var separatorName: String {
    switch separator {
    case Self.tab: "tab"
    case Self.semicolon: "semicolon"
    default: "comma"
    }
  }

  /// Whether a line feed, with or without a carriage return, is next.
  private func endsLine() -> Bool {
    let span = text.span
    return span[position] == Self.lineFeed
      || (span[position] == Self.carriageReturn
        && (position + 1 == span.count || span[position + 1] == Self.lineFeed))
  }

  private mutating func skipLineEnd() {
    guard position < text.count else { return }
    if text.span[position] == Self.carriageReturn { position += 1 }
    guard position < text.count else { return }
    position += 1
    startLine()
  }

  private mutating func skipLine() {
    position = text.span.firstIndex(of: Self.lineFeed, from: min(position, text.count)).map { $0 + 1 } ?? text.count
    startLine()
  }

  private mutating func startLine() {
    line += 1
    mark = (position, 1)
  }

  private mutating func report(_ message: String, at offset: Int) {
    problems.append(Problem(message: message, line: line, column: column(of: offset)))
  }

  private mutating func column(of offset: Int) -> Int {
    mark = (offset, mark.column + scalars(in: mark.offset..<offset))
    return mark.column
  }

  private func scalars(in range: Range<Int>) -> Int {
    var count = 0
    for offset in range where text.span[offset] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}
