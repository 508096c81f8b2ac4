extension TreeBuilder {
  mutating func inBody() -> Bool {
    switch token.kind {
    case .text:
      if !formatting.isSectionEmpty { reconstructFormatting() }
      insertText()
      if allowsFrameset, spaceEnd() < token.end { allowsFrameset = false }
    case .startTag: return startInBody()
    case .endTag: return endInBody()
    case .comment: insertComment()
    case .end: if !templateModes.isEmpty { return inTemplate() }
    case .null, .doctype: break
    }
    return false
  }

  private mutating func startInBody() -> Bool {
    switch token.tag {
    case .html:
      if !open.has(.template) { keepLateAttributes(isBody: false) }
    case .base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title: return inHead()
    case .body:
      if hasBody, !open.has(.template) {
        allowsFrameset = false
        keepLateAttributes(isBody: true)
      }
    case .frameset:
      if hasBody, allowsFrameset {
        while open.count > 2 { pop() }
        let body = open.top.node
        pop()
        unlink(body)
        insertElement()
        mode = .inFrameset
      }
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset, .figcaption,
      .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section, .summary, .ul:
      closeParagraph()
      insertElement()
    case .h1, .h2, .h3, .h4, .h5, .h6:
      closeParagraph()
      if isHeading(open.top) { pop() }
      insertElement()
    case .pre, .listing:
      closeParagraph()
      insertElement()
      skipsLineFeed = true
      allowsFrameset = false
    case .form:
      let hasTemplate = open.has(.template)
      guard form < 0 || hasTemplate else { return false }
      closeParagraph()
      insertElement()
      if !hasTemplate { form = open.top.node }
    case .li:
      allowsFrameset = false
      closeItem(open.last(.li))
      closeParagraph()
      insertElement()
    case .dd, .dt:
      allowsFrameset = false
      closeItem(max(open.last(.dd), open.last(.dt)))
      closeParagraph()
      insertElement()
    case .plaintext:
      closeParagraph()
      insertElement()
      tokenizer.state = .plaintext
    case .button:
      if open.hasInScope(.button) {
        impliedEnds()
        pop(through: open.last(.button))
      }
      reconstructFormatting()
      insertElement()
      allowsFrameset = false
    case .a:
      if let index = formatting.last(.a) {
        let node = formatting[index].node
        adopt()
        if let index = formatting.index(of: node) { formatting.remove(at: index) }
        let place = open.index(of: node, tag: .a)
        if place >= 0 { takeOut(at: place) }
      }
      reconstructFormatting()
      insertFormatting()
    case .b, .big, .code, .em, .font, .i, .s, .small, .strike, .strong, .tt, .u:
      reconstructFormatting()
      insertFormatting()
    case .nobr:
      reconstructFormatting()
      if open.hasInScope(.nobr) {
        adopt()
        reconstructFormatting()
      }
      insertFormatting()
    case .applet, .marquee, .object:
      reconstructFormatting()
      insertElement()
      formatting.addMarker()
      allowsFrameset = false
    case .table:
      if quirks != .full { closeParagraph() }
      insertElement()
      allowsFrameset = false
      mode = .inTable
    case .area, .br, .embed, .img, .keygen, .wbr:
      reconstructFormatting()
      insertVoid()
      allowsFrameset = false
    case .image:
      token.tag = .img
      token.name = UInt32(HTMLTag.img.rawValue)
      return true
    case .param, .source, .track: insertVoid()
    case .hr:
      closeParagraph()
      if open.hasInScope(.select) { impliedEnds() }
      insertVoid()
      allowsFrameset = false
    case .textarea:
      insertText(as: .rcdata)
      skipsLineFeed = true
      allowsFrameset = false
    case .xmp:
      closeParagraph()
      reconstructFormatting()
      allowsFrameset = false
      insertText(as: .rawtext)
    case .iframe:
      allowsFrameset = false
      insertText(as: .rawtext)
    case .noembed: insertText(as: .rawtext)
    case .noscript where options.scripting: insertText(as: .rawtext)
    case .input, .select, .option, .optgroup: startOfSelect()
    case .rb, .rtc:
      if open.hasInScope(.ruby) { impliedEnds() }
      insertElement()
    case .rp, .rt:
      if open.hasInScope(.ruby) { impliedEnds(except: .rtc) }
      insertElement()
    case .math, .svg:
      reconstructFormatting()
      insertForeign(token.tag == .math ? .math : .svg)
    case .caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr: break
    default:
      reconstructFormatting()
      insertElement()
    }
    return false
  }

  private mutating func startOfSelect() {
    if token.tag == .input || token.tag == .select {
      if let context, context.tag == .select, context.namespace == .html { return }
      if open.hasInScope(.select) {
        pop(through: open.last(.select))
        if token.tag == .select { return }
      }
      reconstructFormatting()
      if token.tag == .select {
        insertElement()
        allowsFrameset = false
      } else {
        insertVoid()
        if !isHiddenInput { allowsFrameset = false }
      }
      return
    }
    if open.hasInScope(.select) {
      impliedEnds(except: token.tag == .option ? .optgroup : nil)
    } else if open.top.tag == .option, open.top.namespace == .html {
      pop()
    }
    reconstructFormatting()
    insertElement()
  }

  /// Whether the tag has `type=hidden`.
  var isHiddenInput: Bool {
    mutating get {
      for attribute in tokenizer.content.attributes[token.firstAttribute...] where attribute.known == .type {
        return isValue(attribute, "hidden")
      }
      return false
    }
  }

  /// Whether a value is a word of ASCII in any case.
  mutating func isValue(_ attribute: HTMLContent.Attribute, _ word: StaticString) -> Bool {
    guard attribute.value > 0 else {
      return attribute.valueEnd - attribute.valueStart == word.utf8CodeUnitCount
        && tokenizer.isWord(word, at: Int(attribute.valueStart))
    }
    let value = tokenizer.content.values[Int(attribute.value) - 1]
    let bytes = tokenizer.content.replacements[Int(value.start)..<Int(value.end)]
    return bytes.elementsEqual("\(word)".utf8) { $0.inLowerCase == $1 }
  }

  // MARK: Ends that are implied

  /// Ends a `p` that is open.
  mutating func closeParagraph() {
    guard open.hasInButtonScope(.p) else { return }
    impliedEnds(except: .p)
    pop(through: open.last(.p))
  }

  /// Ends elements whose end tags may be left out, but none of one name.
  mutating func impliedEnds(except tag: HTMLTag? = nil) {
    while open.top.namespace == .html, open.top.traits.contains(.impliedEnd), open.top.tag != tag { pop() }
  }

  /// Ends a list item that is open.
  private mutating func closeItem(_ index: Int) {
    guard index >= 0, index >= Int(open.top.itemBound) else { return }
    impliedEnds(except: open[index].tag)
    pop(through: index)
  }

  func isHeading(_ element: OpenElement) -> Bool {
    guard element.namespace == .html else { return false }
    switch element.tag {
    case .h1, .h2, .h3, .h4, .h5, .h6: return true
    default: return false
    }
  }

  // MARK: The body

  /// Whether the second open element is the body.
  private var hasBody: Bool { open.count > 1 && open[1].tag == .body && open[1].namespace == .html }

  /// Notes the attributes of another tag of `html` or `body`.
  private mutating func keepLateAttributes(isBody: Bool) {
    for attribute in tokenizer.content.attributes[token.firstAttribute...] {
      lateAttributes.append((isBody, attribute))
    }
  }

  /// Gives `html` and `body` the attributes of their other tags which they do not have.
  mutating func addLateAttributes() {
    guard !lateAttributes.isEmpty else { return }
    for isBody in [false, true] {
      let root = nodes[0].firstChildElement(in: nodes)
      let found = isBody ? root.flatMap { nodes[$0].firstChild(.body, in: nodes) } : root
      guard let node = found else { continue }
      let first = Int(nodes[node].first)
      var all = Array(tokenizer.content.attributes[first..<first + Int(nodes[node].count)])
      var names = Set(all.map(\.name))
      for late in lateAttributes where late.isBody == isBody && names.insert(late.attribute.name).inserted {
        all.append(late.attribute)
      }
      guard all.count > Int(nodes[node].count) else { continue }
      nodes[node].first = UInt32(truncatingIfNeeded: tokenizer.content.attributes.count)
      nodes[node].count = UInt32(truncatingIfNeeded: all.count)
      tokenizer.content.attributes += all
    }
  }
}

extension HTMLNode {
  /// The index of the first element in it.
  fileprivate func firstChildElement(in nodes: [HTMLNode]) -> Int? {
    var child = firstChild
    while child >= 0, nodes[Int(child)].kind != .element { child = nodes[Int(child)].next }
    return child >= 0 ? Int(child) : nil
  }

  /// The index of the first element of a name in it.
  fileprivate func firstChild(_ tag: HTMLTag, in nodes: [HTMLNode]) -> Int? {
    var child = firstChild
    while child >= 0, nodes[Int(child)].kind != .element || nodes[Int(child)].tag != tag {
      child = nodes[Int(child)].next
    }
    return child >= 0 ? Int(child) : nil
  }
}
