extension TreeBuilder {
  /// Where a node is put: before another, or at the end if that is -1.
  struct Place {
    var parent: Int32
    var before: Int32 = -1
  }

  // MARK: Links

  /// Puts a node that has no parent at a place.
  mutating func link(_ node: Int32, at place: Place) {
    let parent = Int(place.parent)
    let previous: Int32
    if place.before < 0 {
      previous = nodes[parent].lastChild
      nodes[parent].lastChild = node
    } else {
      previous = nodes[Int(place.before)].previous
      nodes[Int(place.before)].previous = node
    }
    if previous < 0 { nodes[parent].firstChild = node } else { nodes[Int(previous)].next = node }
    nodes[Int(node)].parent = place.parent
    nodes[Int(node)].previous = previous
    nodes[Int(node)].next = place.before
  }

  /// Takes a node out of its parent, if it has one.
  mutating func unlink(_ node: Int32) {
    let (parent, previous, next) = (nodes[Int(node)].parent, nodes[Int(node)].previous, nodes[Int(node)].next)
    guard parent >= 0 else { return }
    if previous < 0 { nodes[Int(parent)].firstChild = next } else { nodes[Int(previous)].next = next }
    if next < 0 { nodes[Int(parent)].lastChild = previous } else { nodes[Int(next)].previous = previous }
    nodes[Int(node)].parent = -1
    nodes[Int(node)].previous = -1
    nodes[Int(node)].next = -1
  }

  /// Moves all children of a node to the end of another, and returns how many they were.
  mutating func moveChildren(of node: Int32, to target: Int32) -> Int {
    var child = nodes[Int(node)].firstChild
    guard child >= 0 else { return 0 }
    let (first, last) = (child, nodes[Int(node)].lastChild)
    var count = 0
    while child >= 0 {
      nodes[Int(child)].parent = target
      child = nodes[Int(child)].next
      count += 1
    }
    let before = nodes[Int(target)].lastChild
    if before < 0 { nodes[Int(target)].firstChild = first } else { nodes[Int(before)].next = first }
    nodes[Int(first)].previous = before
    nodes[Int(target)].lastChild = last
    nodes[Int(node)].firstChild = -1
    nodes[Int(node)].lastChild = -1
    return count
  }

  // MARK: Places

  /// The appropriate place for inserting a node into an element.
  @inline(__always)
  mutating func place(in element: OpenElement) -> Place {
    if fostersParents, element.traits.contains(.fosters) { return fosterPlace() }
    return Place(parent: element.node)
  }

  /// Where what is in a table and is none of its parts goes.
  private mutating func fosterPlace() -> Place {
    let table = open.last(.table)
    let template = open.last(.template)
    if template >= 0, template > table { return Place(parent: open[template].node) }
    guard table > 0 else { return Place(parent: open[0].node) }
    let node = open[table].node
    let parent = nodes[Int(node)].parent
    return parent >= 0 ? Place(parent: parent, before: node) : Place(parent: open.below(table).node)
  }

  // MARK: Elements

  /// Inserts an element for the token, and opens it.
  mutating func insertElement(_ namespace: HTMLNode.Namespace = .html) {
    let node = addElement(namespace)
    link(node, at: place(in: open.top))
    push(node)
  }

  /// Inserts an element for the token, which has no content.
  @discardableResult
  mutating func insertVoid(_ namespace: HTMLNode.Namespace = .html) -> Int32 {
    let node = addElement(namespace)
    link(node, at: place(in: open.top))
    return node
  }

  /// Inserts an element that there is no tag for, and opens it.
  mutating func insertImplied(_ tag: HTMLTag) {
    var node = HTMLNode(.element, start: token.start, startEnd: token.start, endStart: token.start, end: token.start)
    node.tag = tag
    node.name = UInt32(tag.rawValue)
    node.flags = .implied
    let index = add(node)
    link(index, at: open.count == 0 ? Place(parent: 0) : place(in: open.top))
    push(index)
  }

  /// Inserts the root element, for the token.
  mutating func insertRoot() {
    let node = addElement(.html)
    link(node, at: Place(parent: 0))
    push(node)
  }

  /// Makes a node for the tag that is the token.
  private mutating func addElement(_ namespace: HTMLNode.Namespace) -> Int32 {
    var node = HTMLNode(.element, start: token.start, startEnd: token.end, endStart: token.end, end: token.end)
    node.namespace = namespace
    node.tag = token.tag
    node.name = token.name
    if token.isSelfClosing { node.flags = .selfClosing }
    node.first = UInt32(truncatingIfNeeded: token.firstAttribute)
    node.count = UInt32(truncatingIfNeeded: token.attributeCount)
    keepsAttributes = true
    return add(node)
  }

  /// Makes another element of the same tag.
  mutating func addCopy(of original: Int32) -> Int32 {
    let source = nodes[Int(original)]
    var node = HTMLNode(
      .element, start: Int(source.start), startEnd: Int(source.startEnd), endStart: token.start, end: token.start)
    node.tag = source.tag
    node.name = source.name
    node.first = source.first
    node.count = source.count
    node.flags = .copied
    return add(node)
  }

  @inline(__always)
  private mutating func add(_ node: HTMLNode) -> Int32 {
    nodes.append(node)
    return Int32(truncatingIfNeeded: nodes.count - 1)
  }

  /// Puts an element on the stack.
  @inline(__always)
  mutating func push(_ node: Int32) {
    nodes[Int(node)].flags.insert(.open)
    let element = nodes[Int(node)]
    open.push(node: node, name: element.name, tag: element.tag, namespace: element.namespace)
  }

  /// Ends the current node, where the token begins.
  mutating func pop() {
    let node = Int(open.top.node)
    nodes[node].flags.remove(.open)
    if !nodes[node].flags.contains(.closed) {
      nodes[node].endStart = UInt32(truncatingIfNeeded: token.start)
      nodes[node].endEnd = UInt32(truncatingIfNeeded: token.start)
    }
    let isOption = options.mirrorsSelection && open.top.tag == .option && open.top.namespace == .html
    open.pop()
    if isOption { mirrorSelection(Int32(node)) }
  }

  /// Ends elements down to that of an index. The last one has the token as its end tag, if that is one of its name.
  mutating func pop(through index: Int) {
    while open.count > index + 1 { pop() }
    if token.kind == .endTag, token.name == open.top.name { close(open.top.node) }
    pop()
  }

  /// Notes that the token is the end tag of a node.
  mutating func close(_ node: Int32) {
    nodes[Int(node)].endStart = UInt32(truncatingIfNeeded: token.start)
    nodes[Int(node)].endEnd = UInt32(truncatingIfNeeded: token.end)
    nodes[Int(node)].flags.insert(.closed)
  }

  // MARK: Text and comments

  /// Inserts the text that is the token.
  @inline(__always)
  mutating func insertText() { insertText(token.text) }

  /// Inserts bytes of the page as text.
  mutating func insertText(_ range: Range<Int>) {
    var part = token.text
    part.start = range.lowerBound
    part.end = range.upperBound
    insertText(part)
  }

  /// Inserts a text.
  mutating func insertText(_ text: Token.Text) {
    guard text.start < text.end else { return }
    let place = place(in: open.top)
    let before = place.before < 0 ? nodes[Int(place.parent)].lastChild : nodes[Int(place.before)].previous
    let run = HTMLContent.Run(
      start: UInt32(truncatingIfNeeded: text.start), end: UInt32(truncatingIfNeeded: text.end),
      replacement: text.replacement, replacementCount: text.isVerbatim ? 0 : text.replacementCount)
    // A copy of a text has the runs of the original, which must not grow with it.
    guard before >= 0, nodes[Int(before)].kind == .text, !nodes[Int(before)].flags.contains(.copied) else {
      guard nodes[Int(place.parent)].kind != .document else { return }
      var node = HTMLNode(.text, start: text.start, startEnd: text.start, endStart: text.end, end: text.end)
      node.first = UInt32(truncatingIfNeeded: tokenizer.content.runs.count)
      node.count = node.first
      tokenizer.content.runs.append(run)
      link(add(node), at: place)
      return
    }
    let last = Int(nodes[Int(before)].count)
    nodes[Int(before)].endStart = run.end
    nodes[Int(before)].endEnd = run.end
    if run.isVerbatim, tokenizer.content.runs[last].isVerbatim, tokenizer.content.runs[last].end == run.start {
      tokenizer.content.runs[last].end = run.end
      return
    }
    let index = tokenizer.content.runs.count
    tokenizer.content.runs[last].next = Int32(truncatingIfNeeded: index)
    tokenizer.content.runs.append(run)
    nodes[Int(before)].count = UInt32(truncatingIfNeeded: index)
  }

  /// Inserts U+FFFD for the U+0000 that is the token.
  mutating func insertReplacementCharacter() {
    _ = tokenizer.emit(.replacementCharacter(end: token.end), at: token.start)
    insertText()
  }

  /// Inserts the comment that is the token.
  mutating func insertComment() { insertComment(at: place(in: open.top)) }

  /// Inserts the comment that is the token, at a place.
  mutating func insertComment(at place: Place) {
    var node = HTMLNode(
      token.isInstruction ? .instruction : .comment, start: token.start, startEnd: token.contentStart,
      endStart: token.contentEnd, end: token.end)
    node.first = token.value
    link(add(node), at: place)
  }

  /// Inserts the document type that is the token.
  mutating func insertDoctype() {
    doctype = tokenizer.doctype
    let node = HTMLNode(.doctype, start: token.start, startEnd: token.end, endStart: token.end, end: token.end)
    link(add(node), at: Place(parent: 0))
  }
}
