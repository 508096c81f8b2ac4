package import Minwal

/// The text of a file that a person wrote, with its lines, so that messages can show them.
package struct SourceFile: Sendable {
  /// The file, as the person named it.
  package let name: String
  package let text: Text
  /// Whether it is an argument of the command line, which has no lines to speak of.
  package let isArgument: Bool
  /// Byte ranges of the lines, without their breaks. A line ends where libyaml ends it: LF, CR, CRLF, NEL, LS, PS.
  private let lines: [Range<Int>]

  package init(name: String, text: Text, isArgument: Bool = false) {
    self.isArgument = isArgument
    self.name = name
    self.text = text
    var lines: [Range<Int>] = []
    var start = 0
    var position = 0
    let bytes = text.span
    while position < bytes.count {
      let (value, length) = bytes.scalar(at: position)
      var end = position + length
      if value == 0x0D, end < bytes.count, bytes[end] == 0x0A { end += 1 }
      if [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains(value) {
        lines.append(start..<position)
        start = end
      }
      position = end
    }
    lines.append(start..<bytes.count)
    self.lines = lines
  }

  /// A line, counted from 1; `nil` if there is none.
  package func line(_ number: Int) -> String? {
    guard lines.indices.contains(number - 1) else { return nil }
    Steps.count(lines[number - 1].count)
    return text.string(in: lines[number - 1])
  }

  /// The byte offset of a place: a line from 1, and Unicode scalars of it.
  package func offset(line: Int, scalars: Int) -> Int {
    guard lines.indices.contains(line - 1) else { return text.count }
    let bytes = text.span
    var offset = lines[line - 1].lowerBound
    for _ in 0..<scalars where offset < lines[line - 1].upperBound { offset += bytes.scalar(at: offset).1 }
    return offset
  }

  /// The place of a byte offset.
  package func range(at offset: Int) -> SourceRange {
    Steps.count(lines.count)
    let index = (lines.lastIndex { $0.lowerBound <= offset }) ?? 0
    let line = lines[index]
    let before = text.string(in: line.lowerBound..<min(max(offset, line.lowerBound), line.upperBound))
    return SourceRange(file: name, line: index + 1, column: before.unicodeScalars.count + 1)
  }
}
