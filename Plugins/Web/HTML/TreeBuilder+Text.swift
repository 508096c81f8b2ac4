import Minwal

extension TreeBuilder {
  mutating func text() -> Bool {
    switch token.kind {
    case .text: insertText()
    case .endTag:
      pop(through: open.count - 1)
      mode = originalMode
    case .end:
      pop()
      mode = originalMode
      return true
    default: break
    }
    return false
  }

  mutating func inTemplate() -> Bool {
    switch token.kind {
    case .text, .null, .comment, .doctype: return inBody()
    case .startTag:
      switch token.tag {
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title: return inHead()
      case .caption, .colgroup, .tbody, .tfoot, .thead: return switchTemplate(to: .inTable)
      case .col: return switchTemplate(to: .inColumnGroup)
      case .tr: return switchTemplate(to: .inTableBody)
      case .td, .th: return switchTemplate(to: .inRow)
      default: return switchTemplate(to: .inBody)
      }
    case .endTag: return token.tag == .template ? inHead() : false
    case .end:
      let index = open.last(.template)
      guard index >= 0 else { return false }
      pop(through: index)
      formatting.clearToMarker()
      _ = templateModes.popLast()
      resetMode()
      return true
    }
  }

  private mutating func switchTemplate(to new: InsertionMode) -> Bool {
    _ = templateModes.popLast()
    templateModes.append(new)
    mode = new
    return true
  }

  // MARK: Behind the body

  mutating func afterBody() -> Bool {
    switch token.kind {
    case .text:
      // Space is put into the body, and leaves the mode as it is.
      let end = spaceEnd()
      if end == token.end { return inBody() }
    case .comment:
      insertComment(at: Place(parent: open[0].node))
      return false
    case .doctype, .end: return false
    case .startTag: if token.tag == .html { return inBody() }
    case .endTag:
      if token.tag == .html {
        if context == nil {
          close(open[0].node)
          mode = .afterAfterBody
        }
        return false
      }
    case .null: break
    }
    mode = .inBody
    return true
  }

  mutating func afterAfterBody() -> Bool {
    switch token.kind {
    case .comment:
      insertComment(at: Place(parent: 0))
      return false
    case .doctype: return inBody()
    case .text: if spaceEnd() == token.end { return inBody() }
    case .startTag: if token.tag == .html { return inBody() }
    case .end: return false
    default: break
    }
    mode = .inBody
    return true
  }

  // MARK: Framesets

  mutating func inFrameset() -> Bool {
    switch token.kind {
    case .text: insertSpaces()
    case .comment: insertComment()
    case .startTag:
      switch token.tag {
      case .html: return inBody()
      case .frameset: insertElement()
      case .frame: insertVoid()
      case .noframes: return inHead()
      default: break
      }
    case .endTag:
      if token.tag == .frameset, open.count > 1 {
        pop(through: open.count - 1)
        if context == nil, open.top.tag != .frameset || open.top.namespace != .html { mode = .afterFrameset }
      }
    case .null, .doctype, .end: break
    }
    return false
  }

  mutating func afterFrameset() -> Bool {
    switch token.kind {
    case .text: insertSpaces()
    case .comment: insertComment()
    case .startTag:
      if token.tag == .html { return inBody() }
      if token.tag == .noframes { return inHead() }
    case .endTag:
      if token.tag == .html {
        close(open[0].node)
        mode = .afterAfterFrameset
      }
    case .null, .doctype, .end: break
    }
    return false
  }

  mutating func afterAfterFrameset() -> Bool {
    switch token.kind {
    case .comment: insertComment(at: Place(parent: 0))
    case .text: insertSpaces(inBody: true)
    case .startTag:
      if token.tag == .html { return inBody() }
      if token.tag == .noframes { return inHead() }
    default: break
    }
    return false
  }

  /// Inserts the spaces of the text and nothing else of it.
  private mutating func insertSpaces(inBody: Bool = false) {
    if inBody { reconstructFormatting() }
    guard token.isVerbatim else {
      if token.isSpace { insertText() }
      return
    }
    var place = token.start
    while place < token.end {
      let start = place
      while place < token.end, tokenizer.bytes.byte(at: place).isHTMLSpace { place += 1 }
      insertText(start..<place)
      while place < token.end, !tokenizer.bytes.byte(at: place).isHTMLSpace { place += 1 }
    }
  }
}
