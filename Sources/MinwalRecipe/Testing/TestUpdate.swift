public import Minwal

/// Changes what tests expect, in the files where they stand. All else stays as it is, byte by byte.
public struct TestUpdate {
  /// Why a file cannot be changed.
  public struct Problem: Error, CustomStringConvertible {
    public var description: String
  }

  /// A value to be written, and in whose place.
  public struct Change {
    /// The value that stands there; of a test without `expect`, the whole test.
    public var place: ConfigNode
    public var value: JSONValue
    /// Whether the test has no `expect`, and gets it at its end.
    public var isMissing: Bool

    /// Describes a change.
    public init(_ place: ConfigNode, _ value: JSONValue, isMissing: Bool = false) {
      self.place = place
      self.value = value
      self.isMissing = isMissing
    }
  }

  private let source: SourceFile

  /// Reads a file.
  ///
  /// - Throws: `Diagnostic` if that is not possible.
  public init(file: String) throws(Diagnostic) { source = try RecipeFile.read(file, name: file) }

  /// Changes a text that was read already.
  package init(_ source: SourceFile) { self.source = source }

  /// The text of the file with changed values.
  ///
  /// - Parameter changes: Values of this file, in any order.
  /// - Returns: The new text, and how many values it has that the old one had not; values with anchors or tags, and those
  ///   that aliases repeat, are left alone.
  /// - Throws: ``Problem`` if the new text would be unreadable.
  public func applying(_ changes: [Change]) throws -> (text: String, count: Int) {
    let extents = try YAMLExtents(source)
    var edits: [(bytes: Range<Int>, text: String)] = []
    for change in changes {
      guard let extent = extents.extent(of: change.place), let edit = edit(change, extent) else { continue }
      if edits.contains(where: { $0.bytes == edit.bytes || $0.bytes.overlaps(edit.bytes) }) { continue }
      edits.append(edit)
    }
    edits.sort { $0.bytes.lowerBound < $1.bytes.lowerBound }
    var result = ""
    var position = 0
    for edit in edits {
      result +=
        source.text.string(in: position..<edit.bytes.lowerBound)
        + (hasCarriageReturns ? edit.text.withReturns : edit.text)
      position = edit.bytes.upperBound
    }
    result += source.text.string(in: position..<source.text.count)
    let (_, problems) = YAMLReader.read(SourceFile(name: source.name, text: Text(result))) { _ in "" }
    if let problem = problems.first {
      throw Problem(description: "\(source.name) is left as it is, since it would become unreadable: \(problem)")
    }
    return (result, edits.count)
  }

  private func edit(_ change: Change, _ extent: YAMLExtents.Extent) -> (bytes: Range<Int>, text: String)? {
    let start = extent.bytes.lowerBound
    if change.isMissing {
      guard extent.style == .lines, let range = change.place.range else { return nil }
      let margin = String(repeating: " ", count: range.column - 1)
      let end = extent.bytes.upperBound
      return (end..<end, "\n\(margin)expect: \(YAMLWriter.text(change.value, indent: range.column - 1))")
    }
    if extent.isInFlow { return (extent.bytes, YAMLWriter.text(change.value, indent: nil)) }
    if extent.style == .lines {
      guard case .array(let elements) = change.value, !elements.isEmpty, case .sequence = change.place.kind,
        let range = change.place.range
      else {
        // The value began on a line of its own, which goes too.
        var before = start
        while before > 0, [0x20, 0x0A, 0x0D].contains(source.text.span[before - 1]) { before -= 1 }
        // Behind a comment, the value would be part of it.
        if isComment(before) { return (extent.bytes, YAMLWriter.text(change.value, indent: nil)) }
        return (before..<extent.bytes.upperBound, " " + YAMLWriter.text(change.value, indent: indent(of: before)))
      }
      let margin = String(repeating: " ", count: range.column - 1)
      return (
        extent.bytes, YAMLWriter.items(elements, indent: range.column - 1).joined(separator: "\n" + margin)
      )
    }
    let text = YAMLWriter.text(change.value, indent: indent(of: start))
    // A list on lines of its own stands behind the colon without a blank.
    if text.hasPrefix("\n"), start > 0, source.text.span[start - 1] == 0x20 {
      return ((start - 1)..<extent.bytes.upperBound, text)
    }
    if extent.bytes.isEmpty { return (extent.bytes, text.hasPrefix("\n") ? text : " " + text) }
    if extent.style == .block, let comment = comment(extent), let end = text.firstIndex(of: "\n") {
      return (extent.bytes, text[..<end] + comment + text[end...])
    }
    return (extent.bytes, text)
  }

  /// Whether the line that ends at an offset may end with a comment.
  private func isComment(_ end: Int) -> Bool {
    let bytes = source.text.span
    var position = end
    while position > 0, bytes[position - 1] != 0x0A {
      position -= 1
      if bytes[position] == UInt8(ascii: "#"), position == 0 || [0x20, 0x0A].contains(bytes[position - 1]) {
        return true
      }
    }
    return false
  }

  /// The column, from 0, of the key or dash that a value at an offset belongs to.
  private func indent(of offset: Int) -> Int {
    let bytes = source.text.span
    var position = offset
    while position > 0, bytes[position - 1] != 0x0A { position -= 1 }
    let line = position
    var dash = position
    while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    dash = position
    while position + 1 < bytes.count, bytes[position] == UInt8(ascii: "-"), bytes[position + 1] == 0x20 {
      dash = position
      position += 1
      while position < bytes.count, bytes[position] == 0x20 { position += 1 }
    }
    // An element of a list belongs to its dash, a member to its key.
    return (position == offset ? dash : position) - line
  }

  /// The comment behind the sign that begins a block, with the blanks before it.
  private func comment(_ extent: YAMLExtents.Extent) -> String? {
    let bytes = source.text.span
    let end = bytes.firstIndex(of: 0x0A, from: extent.bytes.lowerBound) ?? extent.bytes.upperBound
    let header = source.text.string(in: extent.bytes.lowerBound..<min(end, extent.bytes.upperBound))
    let isReturn = header.unicodeScalars.last == "\r"
    let line = isReturn ? String(header.unicodeScalars.dropLast()) : header
    return line.firstIndex(of: " ").map { String(line[$0...]) }
  }

  /// Whether lines end as on Windows.
  private var hasCarriageReturns: Bool {
    let bytes = source.text.span
    guard let end = bytes.firstIndex(of: 0x0A), end > 0 else { return false }
    return bytes[end - 1] == 0x0D
  }
}

extension String {
  /// The text with a carriage return before each line feed.
  fileprivate var withReturns: String {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }.joined(separator: "\r\n")
  }
}
