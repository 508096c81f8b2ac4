package import Minwal

/// Where the values of a YAML file lie in its bytes, so that one can be replaced and all else left as it is.
package struct YAMLExtents {
  /// A value's place.
  package struct Extent {
    package enum Style {
      /// A plain or quoted scalar; empty for a value that is not there.
      case scalar
      /// Text on lines of its own, behind `|` or `>`.
      case block
      /// A list in brackets or a mapping in braces.
      case flow
      /// A list or mapping of an item a line.
      case lines
    }

    package var bytes: Range<Int>
    package var style: Style
    /// Whether it stands in brackets or braces.
    package var isInFlow: Bool
  }

  private struct Key: Hashable {
    var line: Int
    var column: Int
    var isCollection: Bool
  }

  private struct Open {
    var key: Key
    var start: Int
    var isFlow: Bool
    /// Where the last value in it ends.
    var end: Int
  }

  private let source: SourceFile
  private var extents: [Key: Extent] = [:]
  private var open: [Open] = []

  /// Reads a file whose syntax is right.
  package init(_ source: SourceFile) throws {
    self.source = source
    var extents = self
    try YAMLParser.parse(source.text) { extents.take($0) }
    self.extents = extents.extents
  }

  /// The place of a value; `nil` for an alias, and for values with an anchor or tag.
  package func extent(of node: ConfigNode) -> Extent? {
    guard let range = node.range else { return nil }
    var isCollection = false
    switch node.kind {
    case .sequence, .mapping: isCollection = true
    default: break
    }
    return extents[Key(line: range.line, column: range.column, isCollection: isCollection)]
  }

  private mutating func take(_ event: YAMLEvent) {
    let key = Key(line: event.start.line + 1, column: event.start.column + 1, isCollection: false)
    let start = offset(event.start)
    switch event.kind {
    case .scalar(_, let tag, _):
      var end = offset(event.end)
      var style = Extent.Style.scalar
      if start < end, "|>".utf8.contains(source.text.span[start]) {
        style = .block
        end = endOfBlock(start, end)
      }
      finish(Extent(bytes: start..<max(start, end), style: style, isInFlow: isInFlow), key, event, tag)
    case .alias: open.indices.last.map { open[$0].end = offset(event.end) }
    case .sequenceStart, .mappingStart:
      let isFlow = start < source.text.count && "[{".utf8.contains(source.text.span[start])
      open.append(
        Open(
          key: Key(line: key.line, column: key.column, isCollection: true), start: start, isFlow: isFlow, end: start))
    case .sequenceEnd, .mappingEnd:
      let collection = open.removeLast()
      let end = collection.isFlow ? offset(event.end) : collection.end
      finish(
        Extent(
          bytes: collection.start..<max(collection.start, end), style: collection.isFlow ? .flow : .lines,
          isInFlow: isInFlow),
        collection.key, event, nil)
    default: break
    }
  }

  private var isInFlow: Bool { open.contains(where: \.isFlow) }

  private mutating func finish(_ extent: Extent, _ key: Key, _ event: YAMLEvent, _ tag: String?) {
    open.indices.last.map { open[$0].end = extent.bytes.upperBound }
    guard event.anchor == nil, tag == nil else { return }
    // A mapping and its first key begin in one place, and so may a list and an empty value; the first is asked for.
    if extents[key] == nil { extents[key] = extent }
  }

  /// The end of a block's last line that is not blank.
  private func endOfBlock(_ start: Int, _ end: Int) -> Int {
    var last = end
    while last > start, [0x20, 0x09, 0x0A, 0x0D].contains(source.text.span[last - 1]) { last -= 1 }
    return last
  }

  private func offset(_ mark: YAMLEvent.Mark) -> Int { source.offset(line: mark.line + 1, scalars: mark.column) }
}
