extension TreeBuilder {
  mutating func initial() -> Bool {
    switch token.kind {
    case .text: if isOnlySpaceSkipped() { return false }
    case .comment:
      insertComment(at: Place(parent: 0))
      return false
    case .doctype:
      insertDoctype()
      quirks = quirks(of: tokenizer.doctype)
      mode = .beforeHTML
      return false
    default: break
    }
    quirks = .full
    mode = .beforeHTML
    return true
  }

  mutating func beforeHTML() -> Bool {
    switch token.kind {
    case .doctype: return false
    case .comment:
      insertComment(at: Place(parent: 0))
      return false
    case .text: if isOnlySpaceSkipped() { return false }
    case .startTag:
      if token.tag == .html {
        insertRoot()
        mode = .beforeHead
        return false
      }
    case .endTag: if !isEndTagThatOpens { return false }
    default: break
    }
    insertImplied(.html)
    mode = .beforeHead
    return true
  }

  mutating func beforeHead() -> Bool {
    switch token.kind {
    case .text: if isOnlySpaceSkipped() { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      if token.tag == .html { return inBody() }
      if token.tag == .head {
        insertElement()
        head = open.top.node
        mode = .inHead
        return false
      }
    case .endTag: if !isEndTagThatOpens { return false }
    default: break
    }
    insertImplied(.head)
    head = open.top.node
    mode = .inHead
    return true
  }

  /// Whether the end tag is one of those that mean something before there is a body.
  private var isEndTagThatOpens: Bool {
    switch token.tag {
    case .head, .body, .html, .br: true
    default: false
    }
  }

  mutating func inHead() -> Bool {
    switch token.kind {
    case .text: if isOnlySpaceInserted() { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch token.tag {
      case .html: return inBody()
      case .base, .basefont, .bgsound, .link, .meta:
        insertVoid()
        return false
      case .title:
        insertText(as: .rcdata)
        return false
      case .noframes, .style:
        insertText(as: .rawtext)
        return false
      case .noscript:
        if options.scripting {
          insertText(as: .rawtext)
        } else {
          insertElement()
          mode = .inHeadNoscript
        }
        return false
      case .script:
        insertText(as: .script)
        return false
      case .template:
        insertElement()
        formatting.addMarker()
        allowsFrameset = false
        mode = .inTemplate
        templateModes.append(.inTemplate)
        return false
      case .head: return false
      default: break
      }
    case .endTag:
      switch token.tag {
      case .head:
        close(open.top.node)
        pop()
        mode = .afterHead
        return false
      case .template:
        endTemplate()
        return false
      case .body, .html, .br: break
      default: return false
      }
    default: break
    }
    pop()
    mode = .afterHead
    return true
  }

  /// Inserts an element for the token, whose content is text up to its end tag.
  mutating func insertText(as state: Tokenizer.State) {
    insertElement()
    tokenizer.enter(state, until: tokenizer.tags.names[Int(token.tag.rawValue)])
    originalMode = mode
    mode = .text
  }

  private mutating func endTemplate() {
    let index = open.last(.template)
    guard index >= 0 else { return }
    while open.top.namespace == .html, open.top.traits.contains(.thoroughlyImpliedEnd) { pop() }
    pop(through: index)
    formatting.clearToMarker()
    _ = templateModes.popLast()
    resetMode()
  }

  mutating func inHeadNoscript() -> Bool {
    switch token.kind {
    case .doctype: return false
    case .text: if isOnlySpaceInserted() { return false }
    case .comment: return inHead()
    case .startTag:
      switch token.tag {
      case .html: return inBody()
      case .basefont, .bgsound, .link, .meta, .noframes, .style: return inHead()
      case .head, .noscript: return false
      default: break
      }
    case .endTag:
      switch token.tag {
      case .noscript:
        pop(through: open.count - 1)
        mode = .inHead
        return false
      case .br: break
      default: return false
      }
    default: break
    }
    pop()
    mode = .inHead
    return true
  }

  mutating func afterHead() -> Bool {
    switch token.kind {
    case .text: if isOnlySpaceInserted() { return false }
    case .comment:
      insertComment()
      return false
    case .doctype: return false
    case .startTag:
      switch token.tag {
      case .html: return inBody()
      case .body:
        insertElement()
        allowsFrameset = false
        mode = .inBody
        return false
      case .frameset:
        insertElement()
        mode = .inFrameset
        return false
      case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title:
        return inHeadAgain()
      case .head: return false
      default: break
      }
    case .endTag:
      switch token.tag {
      case .template: return inHead()
      case .body, .html, .br: break
      default: return false
      }
    default: break
    }
    insertImplied(.body)
    mode = .inBody
    return true
  }

  /// Puts what belongs into the head there, though that has ended.
  private mutating func inHeadAgain() -> Bool {
    guard head >= 0 else { return inHead() }
    let end = (nodes[Int(head)].endStart, nodes[Int(head)].endEnd)
    open.push(node: head, name: UInt32(HTMLTag.head.rawValue), tag: .head, namespace: .html)
    let again = inHead()
    // What it opened, if anything, is above.
    let index = open.index(of: head, tag: .head)
    if index >= 0 { open.remove(at: index) }
    (nodes[Int(head)].endStart, nodes[Int(head)].endEnd) = end
    return again
  }
}
