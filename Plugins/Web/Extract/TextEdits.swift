import Minwal

/// The way from a page to its text, as edits: what stays, what goes and why.
struct TextEdits {
  private let found: MainText
  private let page: ByteBuffer

  init(_ found: MainText, _ page: ByteBuffer) {
    self.found = found
    self.page = page
  }

  /// Makes the text of the page.
  func apply(to editor: inout TextEditor) {
    let pieces = found.content.map
    guard isInOrder else {
      // What stands at several places of the page, or in another order, leads back to all of it.
      editor.replace(upTo: page.count, with: found.content.text.span, Extract.markup)
      return
    }
    var removed = found.removed[...]
    var written = 0
    for piece in pieces {
      passOver(upTo: piece.source.lowerBound, &removed, inserting: written..<piece.output.lowerBound, &editor)
      let text = found.content.text.span.extracting(piece.output)
      if text.elementsEqual(page.span.extracting(piece.source)) {
        editor.keep(upTo: piece.source.upperBound)
      } else {
        editor.replace(upTo: piece.source.upperBound, with: text, Extract.reference)
      }
      written = piece.output.upperBound
    }
    passOver(upTo: page.count, &removed, inserting: written..<found.content.text.count, &editor)
  }

  /// Whether the pieces follow each other in the page as they do in the text, and end between characters.
  private var isInOrder: Bool {
    var (source, output) = (0, 0)
    for piece in found.content.map {
      guard piece.source.lowerBound >= source, piece.output.lowerBound >= output else { return false }
      guard isBoundary(piece.source.lowerBound), isBoundary(piece.source.upperBound) else { return false }
      (source, output) = (piece.source.upperBound, piece.output.upperBound)
    }
    return source <= page.count && output <= found.content.text.count
  }

  private func isBoundary(_ offset: Int) -> Bool { offset >= page.count || page[offset] & 0xC0 != 0x80 }

  /// Leaves out what lies before a piece: blocks for their reasons, the rest as markup, in whose place stands what the text has
  /// between pieces.
  private func passOver(
    upTo end: Int, _ removed: inout ArraySlice<MainText.Removed>, inserting inserted: Range<Int>,
    _ editor: inout TextEditor
  ) {
    var rest = inserted
    func replace(upTo place: Int, _ reason: Reason) {
      guard place > editor.position || !rest.isEmpty else { return }
      let same = page.span.extracting(editor.position..<place)
      if same.elementsEqual(found.content.text.span.extracting(rest)) {
        editor.keep(upTo: place)
        rest = rest.upperBound..<rest.upperBound
        return
      }
      editor.replace(upTo: place, with: found.content.text.span.extracting(rest), reason)
      rest = rest.upperBound..<rest.upperBound
    }
    while let block = removed.first, block.source.lowerBound < end {
      removed.removeFirst()
      let (start, stop) = (max(block.source.lowerBound, editor.position), min(block.source.upperBound, end))
      guard start < stop, isBoundary(start), isBoundary(stop) else { continue }
      if start > editor.position { replace(upTo: start, Extract.markup) }
      if rest.isEmpty {
        editor.replace(upTo: stop, with: "", block.reason.reason)
      } else {
        replace(upTo: stop, block.reason.reason)
      }
      if block.source.upperBound > end {
        removed.insert(
          MainText.Removed(reason: block.reason, source: end..<block.source.upperBound), at: removed.startIndex)
        break
      }
    }
    replace(upTo: end, Extract.markup)
  }
}
