public import Minwal

/// The tree of a page: nodes and what they refer to, in flat arrays. The page itself is not part of it.
public struct HTMLTree: Sendable {
  /// The nodes, in the order in which they came; the first is the document.
  public private(set) var nodes: [HTMLNode] = []
  /// What the nodes refer to.
  public private(set) var content = HTMLContent()
  /// What the document type declaration says, if there is one.
  public private(set) var doctype: HTMLDoctype?
  /// How much the page wants browsers to imitate their ancestors.
  public private(set) var quirks = HTMLQuirks.none

  init() {}

  // MARK: Order

  /// The node behind another in the order of the document, or -1 behind the last one in `root`.
  public func node(after node: Int32, in root: Int32 = 0) -> Int32 {
    let child = nodes[Int(node)].firstChild
    return child >= 0 ? child : self.node(behind: node, in: root)
  }

  /// The node behind another and all that is in it, or -1 behind the last one in `root`.
  public func node(behind node: Int32, in root: Int32 = 0) -> Int32 {
    var place = node
    while place != root, place >= 0 {
      let next = nodes[Int(place)].next
      if next >= 0 { return next }
      place = nodes[Int(place)].parent
    }
    return -1
  }

  // MARK: Names and values

  /// The name of an element, `annotation-xml`, with the capital letters that SVG has.
  public func name(of node: HTMLNode) -> String {
    let bytes = node.tag == .other ? content.names.own(node.name) : KnownNames.tags.names[Int(node.tag.rawValue)]
    let name = String(decoding: bytes, as: UTF8.self)
    return node.namespace == .svg ? ForeignNames.svgTags[name] ?? name : name
  }

  /// The name of an attribute of an element, with the capital letters that SVG and MathML have.
  public func name(of attribute: HTMLContent.Attribute, of node: HTMLNode) -> String {
    let bytes =
      attribute.name < HTMLNames.firstOwn
      ? KnownNames.attributes.names[Int(attribute.name)] : content.names.own(attribute.name)
    let name = String(decoding: bytes, as: UTF8.self)
    switch node.namespace {
    case .html: return name
    case .svg: return ForeignNames.svgAttributes[name] ?? name
    case .math: return name == "definitionurl" ? "definitionURL" : name
    }
  }

  /// The attributes of an element; none of any other node.
  public func attributes(of node: HTMLNode) -> ArraySlice<HTMLContent.Attribute> {
    guard node.kind == .element else { return [] }
    return content.attributes[Int(node.first)..<Int(node.first) + Int(node.count)]
  }

  /// An attribute of an element, if it has it.
  public func attribute(_ name: HTMLAttributeName, of node: HTMLNode) -> HTMLContent.Attribute? {
    guard node.kind == .element else { return nil }
    for index in Int(node.first)..<Int(node.first) + Int(node.count)
    where content.attributes[index].name == UInt32(name.rawValue) {
      return content.attributes[index]
    }
    return nil
  }

  /// Calls `body` with the value of an attribute, as UTF-8.
  public func withValue<Result>(
    of attribute: HTMLContent.Attribute, in page: Span<UInt8>, _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard attribute.value > 0 else {
      return try body(page.extracting(Int(attribute.valueStart)..<Int(attribute.valueEnd)))
    }
    let value = content.values[Int(attribute.value) - 1]
    return try body(content.replacements.span.extracting(Int(value.start)..<Int(value.end)))
  }

  /// Adds the text of a text node, the content of a comment or the data of an instruction to a buffer.
  public func appendText(of node: HTMLNode, in page: Span<UInt8>, to buffer: inout ByteBuffer) {
    switch node.kind {
    case .text:
      var run = Int32(truncatingIfNeeded: node.first)
      while run >= 0 {
        append(content.runs[Int(run)], in: page, to: &buffer)
        run = content.runs[Int(run)].next
      }
    case .comment, .instruction:
      if node.first > 0 {
        let value = content.values[Int(node.first) - 1]
        buffer.append(content.replacements.span.extracting(Int(value.start)..<Int(value.end)))
      } else {
        buffer.append(page.extracting(Int(node.startEnd)..<Int(node.endStart)))
      }
    default: break
    }
  }

  /// Adds part of a text to a buffer.
  public func append(_ run: HTMLContent.Run, in page: Span<UInt8>, to buffer: inout ByteBuffer) {
    if run.isVerbatim {
      buffer.append(page.extracting(Int(run.start)..<Int(run.end)))
    } else {
      let start = Int(run.replacement)
      buffer.append(content.replacements.span.extracting(start..<start + Int(run.replacementCount)))
    }
  }

  /// Where the target of an instruction is in the page.
  public func target(of node: HTMLNode, in page: Span<UInt8>) -> Range<Int> {
    guard node.kind == .instruction else { return 0..<0 }
    let start = Int(node.start) + 2
    var end = start
    while end < page.count, page[end].isASCIIAlphanumeric || page[end] == 0x2D || page[end] == 0x5F { end += 1 }
    return start..<end
  }

  // MARK: Building

  /// Forgets the page and keeps the memory.
  mutating func clear() {
    nodes.removeAll(keepingCapacity: true)
    content.clear()
    doctype = nil
    quirks = .none
  }

  /// Hands out the memory.
  mutating func take() -> ([HTMLNode], HTMLContent) {
    defer { self = HTMLTree() }
    return (nodes, content)
  }

  mutating func put(
    _ nodes: consuming [HTMLNode], _ content: consuming HTMLContent, _ doctype: HTMLDoctype?, _ quirks: HTMLQuirks
  ) {
    self.nodes = nodes
    self.content = content
    self.doctype = doctype
    self.quirks = quirks
  }
}
