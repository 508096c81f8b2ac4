import Minwal

/// What Markdown (CommonMark, with tables) puts before and behind blocks.
struct MarkdownMarks {
  let survey: PageSurvey
  /// The item that was written last, and how many each list has.
  private var item: Int32 = -1
  private var counts: [Int32: Int] = [:]

  init(survey: PageSurvey) { self.survey = survey }

  /// Writes what stands before a block.
  mutating func begin(
    _ block: PageBlock, _ kind: MainText.Block.Kind, _ previous: MainText.Block.Kind?, _ line: inout LineWriter,
    _ text: inout ByteBuffer
  ) {
    switch kind {
    case .heading(let level): text.append(String(repeating: "#", count: min(6, max(1, level))) + " ")
    case .quote:
      text.append("> ")
      line.indent = "> "
    case .code: text.append("```\n")
    case .caption: text.append("*")
    case .tableRow: text.append("| ")
    case .listItem:
      let (item, list, depth) = place(of: block)
      var indent = String(repeating: "   ", count: max(0, depth - 1))
      if item == self.item {
        indent += "   "
        text.append(indent)
      } else {
        counts[list, default: 0] += 1
        let isOrdered = list >= 0 && survey.elements[Int(list)].tag == .ol
        text.append(indent + (isOrdered ? "\(counts[list] ?? 1). " : "-  "))
        indent += "   "
      }
      self.item = item
      line.indent = indent
    case .paragraph: break
    }
  }

  /// Writes what stands behind a block.
  func end(
    _ block: PageBlock, _ kind: MainText.Block.Kind, _ previous: MainText.Block.Kind?, _ text: inout ByteBuffer
  ) {
    switch kind {
    case .code: text.append("\n```")
    case .caption: text.append("*")
    case .tableRow:
      text.append(" |")
      // The first row is the head, whether the page says so or not: there is no table without one.
      guard previous != .tableRow else { return }
      let row = survey.elements[Int(block.element)]
      var cells = 0
      var cell = Int(block.element) + 1
      while cell < Int(row.end) {
        if survey.elements[cell].traits.contains(.cell) { cells += 1 }
        cell = Int(survey.elements[cell].end)
      }
      text.append("\n|" + String(repeating: " --- |", count: max(1, min(cells, 1000))))
    default: break
    }
  }

  /// The item that a block is in, its list, and how many lists are around it.
  private func place(of block: PageBlock) -> (item: Int32, list: Int32, depth: Int) {
    var item: Int32 = -1
    var list: Int32 = -1
    var depth = 0
    var place = block.element
    var steps = 0
    while place >= 0, steps < 64 {
      let element = survey.elements[Int(place)]
      if item < 0, element.traits.contains(.item) { item = place }
      if element.traits.contains(.list) {
        if list < 0 { list = place }
        depth += 1
      }
      place = element.parent
      steps += 1
    }
    return (item, list, min(depth, 8))
  }
}
