import Minwal

extension TreeBuilder {
  mutating func inTable() -> Bool {
    switch token.kind {
    case .text:
      if open.top.namespace == .html, open.top.traits.contains(.fosters) || open.top.tag == .template {
        tableText.removeAll(keepingCapacity: true)
        originalMode = mode
        mode = .inTableText
        return true
      }
    case .null: return false
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag: if let result = startInTable() { return result }
    case .endTag:
      switch token.tag {
      case .table:
        guard open.hasInTableScope(.table) else { return false }
        pop(through: open.last(.table))
        resetMode()
        return false
      case .body, .caption, .col, .colgroup, .html, .tbody, .td, .tfoot, .th, .thead, .tr: return false
      case .template: return inHead()
      default: break
      }
    case .end: return inBody()
    }
    return fostered()
  }

  /// Processes what does not belong into a table by the rules of the body, and puts it before the table.
  private mutating func fostered() -> Bool {
    fostersParents = true
    defer { fostersParents = false }
    // Again under the same rules: the other mode that may have been set is for the next token.
    return inBody()
  }

  /// Processes a start tag in a table; `nil` if it does not belong there.
  private mutating func startInTable() -> Bool? {
    switch token.tag {
    case .caption:
      clear(to: .table)
      formatting.addMarker()
      insertElement()
      mode = .inCaption
    case .colgroup:
      clear(to: .table)
      insertElement()
      mode = .inColumnGroup
    case .col:
      clear(to: .table)
      insertImplied(.colgroup)
      mode = .inColumnGroup
      return true
    case .tbody, .tfoot, .thead:
      clear(to: .table)
      insertElement()
      mode = .inTableBody
    case .td, .th, .tr:
      clear(to: .table)
      insertImplied(.tbody)
      mode = .inTableBody
      return true
    case .table:
      guard open.hasInTableScope(.table) else { return false }
      pop(through: open.last(.table))
      resetMode()
      return true
    case .style, .script, .template: return inHead()
    case .input:
      guard isHiddenInput else { return nil }
      insertVoid()
    case .form:
      guard form < 0, !open.has(.template) else { return false }
      form = insertVoid()
    default: return nil
    }
    return false
  }

  /// What rows and their like lie in.
  enum TableContext {
    case table, body, row
  }

  /// Ends elements until the current node is a table, a table's body or a row, or else a template.
  private mutating func clear(to context: TableContext) {
    while open.count > 1 {
      if open.top.namespace == .html {
        switch (context, open.top.tag) {
        case (_, .template), (_, .html), (.table, .table), (.row, .tr), (.body, .tbody), (.body, .tfoot),
          (.body, .thead):
          return
        default: break
        }
      }
      pop()
    }
  }

  mutating func inTableText() -> Bool {
    if token.kind == .text {
      tableText.append(token.text)
      return false
    }
    if token.kind == .null { return false }
    let isSpace = tableText.allSatisfy { text in
      guard text.isVerbatim else { return text.isSpace }
      for place in text.start..<text.end where !tokenizer.bytes.byte(at: place).isHTMLSpace { return false }
      return true
    }
    let parts = tableText
    for part in parts {
      if isSpace {
        insertText(part)
      } else {
        fostersParents = true
        reconstructFormatting()
        insertText(part)
        allowsFrameset = false
        fostersParents = false
      }
    }
    mode = originalMode
    return true
  }

  mutating func inCaption() -> Bool {
    switch (token.kind, token.tag) {
    case (.endTag, .caption):
      _ = endCaption()
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .td),
      (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead), (.startTag, .tr), (.endTag, .table):
      return endCaption()
    case (.endTag, .body), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .tbody), (.endTag, .td),
      (.endTag, .tfoot), (.endTag, .th), (.endTag, .thead), (.endTag, .tr):
      return false
    default: return inBody()
    }
  }

  private mutating func endCaption() -> Bool {
    guard open.hasInTableScope(.caption) else { return false }
    impliedEnds()
    pop(through: open.last(.caption))
    formatting.clearToMarker()
    mode = .inTable
    return true
  }

  mutating func inColumnGroup() -> Bool {
    switch token.kind {
    case .text: if isOnlySpaceInserted() { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch token.tag {
      case .html: return inBody()
      case .col:
        insertVoid()
        return false
      case .template: return inHead()
      default: break
      }
    case .endTag:
      switch token.tag {
      case .colgroup:
        guard isTop(.colgroup) else { return false }
        pop(through: open.count - 1)
        mode = .inTable
        return false
      case .col: return false
      case .template: return inHead()
      default: break
      }
    case .end: return inBody()
    case .null: break
    }
    guard isTop(.colgroup) else { return false }
    pop()
    mode = .inTable
    return true
  }

  private func isTop(_ tag: HTMLTag) -> Bool { open.top.tag == tag && open.top.namespace == .html }

  mutating func inTableBody() -> Bool {
    switch (token.kind, token.tag) {
    case (.startTag, .tr):
      clear(to: .body)
      insertElement()
      mode = .inRow
      return false
    case (.startTag, .th), (.startTag, .td):
      clear(to: .body)
      insertImplied(.tr)
      mode = .inRow
      return true
    case (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead):
      guard open.hasInTableScope(token.tag) else { return false }
      clear(to: .body)
      pop(through: open.count - 1)
      mode = .inTable
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .tfoot),
      (.startTag, .thead), (.endTag, .table):
      guard open.hasInTableScope(.tbody) || open.hasInTableScope(.thead) || open.hasInTableScope(.tfoot) else {
        return false
      }
      clear(to: .body)
      pop()
      mode = .inTable
      return true
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .td),
      (.endTag, .th), (.endTag, .tr):
      return false
    default: return inTable()
    }
  }

  mutating func inRow() -> Bool {
    switch (token.kind, token.tag) {
    case (.startTag, .th), (.startTag, .td):
      clear(to: .row)
      insertElement()
      mode = .inCell
      formatting.addMarker()
      return false
    case (.endTag, .tr):
      _ = endRow()
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .tfoot),
      (.startTag, .thead), (.startTag, .tr), (.endTag, .table):
      return endRow()
    case (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead):
      return open.hasInTableScope(token.tag) ? endRow() : false
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html), (.endTag, .td),
      (.endTag, .th):
      return false
    default: return inTable()
    }
  }

  private mutating func endRow() -> Bool {
    guard open.hasInTableScope(.tr) else { return false }
    clear(to: .row)
    pop(through: open.count - 1)
    mode = .inTableBody
    return true
  }

  mutating func inCell() -> Bool {
    switch (token.kind, token.tag) {
    case (.endTag, .td), (.endTag, .th):
      guard open.hasInTableScope(token.tag) else { return false }
      impliedEnds()
      pop(through: open.last(token.tag))
      formatting.clearToMarker()
      mode = .inRow
      return false
    case (.startTag, .caption), (.startTag, .col), (.startTag, .colgroup), (.startTag, .tbody), (.startTag, .td),
      (.startTag, .tfoot), (.startTag, .th), (.startTag, .thead), (.startTag, .tr):
      return endCell()
    case (.endTag, .body), (.endTag, .caption), (.endTag, .col), (.endTag, .colgroup), (.endTag, .html): return false
    case (.endTag, .table), (.endTag, .tbody), (.endTag, .tfoot), (.endTag, .thead), (.endTag, .tr):
      return open.hasInTableScope(token.tag) ? endCell() : false
    default: return inBody()
    }
  }

  private mutating func endCell() -> Bool {
    let index = max(open.last(.td), open.last(.th))
    guard index >= max(0, Int(open.top.tableScope)) else { return false }
    impliedEnds()
    pop(through: index)
    formatting.clearToMarker()
    mode = .inRow
    return true
  }
}
