import Minwal

extension Clean {
  /// Takes the marked lines out of the text, and blank lines as the options say.
  mutating func remove(from document: inout Document) throws {
    let page = page
    let collapses = options.blankLines == .collapse
    try document.edit { editor in
      let last = page.left.last
      let source = editor.source
      let endsWithNewline = source.count > 0 && source.buffer[source.count - 1] == 0x0A
      var position = 0
      var hasKept = false
      var hasGap = false
      for (index, line) in page.lines.enumerated() {
        if line.range.lowerBound > position {
          let blank = position..<line.range.lowerBound
          if !collapses {
            editor.keep(through: blank.upperBound)
          } else if hasKept, !hasGap, let last, index <= last {
            Self.keepOne(of: blank, &editor)
            hasGap = true
          } else {
            editor.remove(through: blank.upperBound, Fate.blank)
          }
        }
        if page.fates[index] == .kept {
          editor.keep(through: line.range.upperBound)
          // The newline of the last line goes if the source ended without one.
          if index == last, collapses, !endsWithNewline {
            editor.remove(through: line.next, Fate.blank)
          } else {
            editor.keep(through: line.next)
          }
          hasKept = true
          hasGap = false
        } else {
          editor.remove(through: line.next, page.fates[index].reason)
        }
        position = line.next
      }
      if collapses { editor.remove(through: source.count, Fate.blank) }
    }
  }

  /// Of some blank lines keeps the end of the last.
  private static func keepOne(of blank: Range<Int>, _ editor: inout TextEditor) {
    var start = blank.upperBound - 1
    if start > blank.lowerBound, editor.source.buffer[start - 1] == 0x0D { start -= 1 }
    editor.remove(through: start, Fate.blank)
    editor.keep(through: blank.upperBound)
  }
}
