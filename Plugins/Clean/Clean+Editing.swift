import Minwal

extension Clean {
  /// Takes the lines that went out of the text, and blank lines as the options say.
  static func remove(_ page: Page, from document: inout Document, blankLines: BlankLinePolicy) throws {
    let collapses = blankLines == .collapse
    try document.edit { editor in
      let source = editor.source
      let endsWithNewline = source.count > 0 && source.buffer[source.count - 1] == 0x0A
      let last = page.left.last
      var position = 0
      var hasKept = false
      var hasGap = false
      for (index, line) in page.lines.enumerated() {
        if line.range.lowerBound > position, collapses {
          var blank = position..<line.range.lowerBound
          if hasKept, !hasGap, let last, index <= last {
            blank = position..<Self.lastLineEnd(blank, source)
            hasGap = true
          }
          Self.remove(blank, LineLabel.blank, &editor)
        }
        if page.fates[index] == .kept {
          hasKept = true
          hasGap = false
          // A text that ended without a newline still does.
          if index == last, collapses, !endsWithNewline {
            Self.remove(line.range.upperBound..<line.next, LineLabel.blank, &editor)
          }
        } else {
          Self.remove(line.range.lowerBound..<line.next, page.fates[index].reason, &editor)
        }
        position = line.next
      }
      if collapses {
        Self.remove(position..<source.count, LineLabel.blank, &editor)
      }
    }
  }

  /// Where the line end of the last of some blank lines begins, which is all that is kept of them.
  private static func lastLineEnd(_ blank: Range<Int>, _ source: Text) -> Int {
    let end = blank.upperBound - 1
    return end > blank.lowerBound && source.buffer[end - 1] == 0x0D ? end - 1 : end
  }

  private static func remove(_ range: Range<Int>, _ reason: Reason, _ editor: inout TextEditor) {
    guard !range.isEmpty else { return }
    editor.keep(upTo: range.lowerBound)
    editor.remove(upTo: range.upperBound, reason)
  }
}
