extension TreeBuilder {
  mutating func endInBody() -> Bool {
    switch token.tag {
    case .template: return inHead()
    case .body, .html:
      guard open.hasInScope(.body) else { return false }
      let isHTML = token.tag == .html
      if !isHTML { close(open[open.last(.body)].node) }
      mode = .afterBody
      return isHTML
    case .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir, .div, .dl, .fieldset,
      .figcaption, .figure, .footer, .header, .hgroup, .listing, .main, .menu, .nav, .ol, .pre, .search, .section,
      .select, .summary, .ul:
      guard open.hasInScope(token.tag) else { return false }
      impliedEnds()
      pop(through: open.last(token.tag))
    case .form: endForm()
    case .p:
      if !open.hasInButtonScope(.p) { insertImplied(.p) }
      closeParagraph()
    case .li:
      guard open.hasInListScope(.li) else { return false }
      impliedEnds(except: .li)
      pop(through: open.last(.li))
    case .dd, .dt:
      guard open.hasInScope(token.tag) else { return false }
      impliedEnds(except: token.tag)
      pop(through: open.last(token.tag))
    case .h1, .h2, .h3, .h4, .h5, .h6:
      var index = -1
      for tag in [.h1, .h2, .h3, .h4, .h5, .h6] as [HTMLTag] { index = max(index, open.last(tag)) }
      guard open.isInScope(index) else { return false }
      impliedEnds()
      pop(through: index)
    case .a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u: adopt()
    case .applet, .marquee, .object:
      guard open.hasInScope(token.tag) else { return false }
      impliedEnds()
      pop(through: open.last(token.tag))
      formatting.clearToMarker()
    case .br:
      tokenizer.dropAttributes()
      reconstructFormatting()
      insertVoid()
      allowsFrameset = false
    default: endOther()
    }
    return false
  }

  /// Ends the element that the end tag belongs to, if it is open and nothing special is open in it.
  mutating func endOther() {
    let index = open.last(token.name, isForeign: false)
    guard index >= 0, index >= Int(open.top.special) else { return }
    while open.count > index + 1, open.top.namespace == .html, open.top.traits.contains(.impliedEnd),
      open.top.name != token.name
    {
      pop()
    }
    pop(through: index)
  }

  private mutating func endForm() {
    if open.has(.template) {
      guard open.hasInScope(.form) else { return }
      impliedEnds()
      pop(through: open.last(.form))
      return
    }
    let node = form
    form = -1
    guard node >= 0 else { return }
    let index = open.index(of: node, tag: .form)
    guard open.isInScope(index) else { return }
    impliedEnds()
    close(node)
    takeOut(at: index)
  }

  /// Ends an element that may have others above it, which stay open.
  mutating func takeOut(at index: Int) {
    let node = Int(open[index].node)
    if index == open.count - 1 { return pop() }
    nodes[node].flags.remove(.open)
    if !nodes[node].flags.contains(.closed) {
      nodes[node].endStart = UInt32(truncatingIfNeeded: token.start)
      nodes[node].endEnd = UInt32(truncatingIfNeeded: token.start)
    }
    adoptionsLeft -= open.count - index
    open.remove(at: index)
  }
}
