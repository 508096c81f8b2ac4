extension TreeBuilder {
  /// Whether the rules of HTML hold for the token though the current node is an element of SVG or MathML.
  mutating func isHTMLInForeignContent() -> Bool {
    if token.kind == .end { return true }
    guard token.kind == .text || token.kind == .startTag || token.kind == .null else { return false }
    if let context, open.count == 1 {
      return isHTML(in: context.tag, context.namespace, isIntegration: false)
    }
    let flags = nodes[Int(open.top.node)].flags
    return isHTML(in: open.top.tag, open.top.namespace, isIntegration: flags.contains(.integration))
  }

  private mutating func isHTML(in tag: HTMLTag, _ namespace: HTMLNode.Namespace, isIntegration: Bool) -> Bool {
    switch (namespace, tag) {
    case (.math, .mi), (.math, .mo), (.math, .mn), (.math, .ms), (.math, .mtext):
      token.kind != .startTag || (token.tag != .mglyph && token.tag != .malignmark)
    case (.math, .annotationXML): isIntegration || (token.kind == .startTag && token.tag == .svg)
    case (.svg, .foreignObject), (.svg, .desc), (.svg, .title): true
    default: false
    }
  }

  /// Processes the token in an element of SVG or MathML; whether it must be processed again.
  mutating func processForeign() -> Bool {
    switch token.kind {
    case .null: insertReplacementCharacter()
    case .text:
      insertText()
      if allowsFrameset, spaceEnd() < token.end { allowsFrameset = false }
    case .comment: insertComment()
    case .doctype, .end: break
    case .startTag:
      if endsForeignContent { return leaveForeignContent() }
      insertForeign(namespaceOfCurrent)
    case .endTag:
      if token.tag == .br || token.tag == .p { return leaveForeignContent() }
      return endForeign()
    }
    return false
  }

  /// Inserts an element of SVG or MathML for the token.
  mutating func insertForeign(_ namespace: HTMLNode.Namespace) {
    if token.isSelfClosing {
      insertVoid(namespace)
      return
    }
    insertElement(namespace)
    guard namespace == .math, token.tag == .annotationXML else { return }
    for attribute in tokenizer.content.attributes[token.firstAttribute...] where attribute.known == .encoding {
      if isValue(attribute, "text/html") || isValue(attribute, "application/xhtml+xml") {
        nodes[Int(open.top.node)].flags.insert(.integration)
      }
    }
  }

  /// Whether the start tag is one of HTML that is never meant in SVG and MathML.
  private var endsForeignContent: Bool {
    switch token.tag {
    case .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4, .h5,
      .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strong,
      .strike, .sub, .sup, .table, .tt, .u, .ul, .var:
      true
    case .font:
      tokenizer.content.attributes[token.firstAttribute...].contains { attribute in
        switch attribute.known {
        case .color, .face, .size: true
        default: false
        }
      }
    default: false
    }
  }

  /// Ends elements until there is one in which HTML may stand, and processes the token there.
  private mutating func leaveForeignContent() -> Bool {
    while open.count > 1, open.top.namespace != .html, !isIntegrationPoint { pop() }
    return processInMode()
  }

  /// Whether the current node is one of SVG or MathML in which HTML may stand.
  private var isIntegrationPoint: Bool {
    switch (open.top.namespace, open.top.tag) {
    case (.math, .mi), (.math, .mo), (.math, .mn), (.math, .ms), (.math, .mtext): true
    case (.math, .annotationXML): nodes[Int(open.top.node)].flags.contains(.integration)
    case (.svg, .foreignObject), (.svg, .desc), (.svg, .title): true
    default: false
    }
  }

  /// Ends the element that the end tag belongs to, or leaves it to the rules of HTML if the next one below is HTML.
  private mutating func endForeign() -> Bool {
    if open.top.namespace == .html { return false }
    let index = open.last(token.name, isForeign: true)
    if index > Int(open.top.html) {
      pop(through: index)
      return false
    }
    return processInMode()
  }
}
