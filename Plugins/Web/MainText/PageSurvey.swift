import Minwal

/// What a page has, in the order of the document, in flat arrays: elements with their sums, texts, and the events that make
/// up the walk through them. One walk makes it; all else works on it without the tree.
struct PageSurvey: Sendable {
  /// An element.
  struct Element: Sendable {
    var node: Int32
    /// The element that contains it, or -1.
    var parent: Int32
    /// The nearest element, itself included, that is a block, or -1.
    var block: Int32 = -1
    /// The nearest link, itself included, or -1.
    var link: Int32 = -1
    /// The first element behind it and all that is in it.
    var end: Int32 = 0
    /// The first text in it or behind it.
    var firstText: Int32
    /// The first text behind it.
    var endText: Int32 = 0
    var tag: HTMLTag
    var isHidden = false
    /// What it means by its own name.
    var traits: BlockTraits
    /// With what those around it mean.
    var context: BlockTraits
    var evidence: Evidence = []
    /// The measure of the texts for which it is the nearest block.
    var own: Int32 = 0
    /// Of that, what is in links.
    var ownLinked: Int32 = 0
    /// How many pictures came before it on the page, and at its end.
    var firstImage: Int32 = 0
    var endImage: Int32 = 0
    /// How many fields for long texts came before it, and at its end.
    var firstArea: Int32 = 0
    var endArea: Int32 = 0
    /// How many elements in it are blocks.
    var blocks: Int32 = 0
    /// The measure of all texts in it.
    var weight: Int32 = 0
    /// Of that, what is in links.
    var linked: Int32 = 0
  }

  /// A text node.
  struct Piece: Sendable {
    var node: Int32
    var element: Int32
    var measure: TextMeasure
    var isLinked = false
  }

  /// A step of the walk.
  struct Event: Sendable {
    enum Kind: UInt8, Sendable { case enter, leave, text, lineBreak }
    var kind: Kind
    /// The number of the element or text.
    var index: Int32
  }

  var elements: [Element] = []
  var texts: [Piece] = []
  var events: [Event] = []
  /// How many pictures the page has.
  private var images: Int32 = 0
  /// How many fields for long texts it has.
  private var areas: Int32 = 0

  /// Walks through a page.
  mutating func run(_ tree: HTMLTree, page: Span<UInt8>) {
    elements.removeAll(keepingCapacity: true)
    texts.removeAll(keepingCapacity: true)
    events.removeAll(keepingCapacity: true)
    images = 0
    areas = 0
    var root = tree.nodes[0].firstChild
    while root >= 0, tree.nodes[Int(root)].kind != .element { root = tree.nodes[Int(root)].next }
    guard root >= 0 else { return }
    var current: Int32 = -1
    var block: Int32 = -1
    var node = root
    walk: while true {
      let here = tree.nodes[Int(node)]
      var descends = false
      switch here.kind {
      case .element where here.tag == .br && here.namespace == .html:
        events.append(Event(kind: .lineBreak, index: current))
      case .element where here.namespace == .html && !Self.traits(here.tag).contains(.skipped):
        current = enter(here, node, current, tree, page)
        if elements[Int(current)].traits.contains(.block) { block = current }
        if here.firstChild >= 0 { descends = true } else { leave(&current, &block) }
      case .element where here.tag == .img: images += 1
      case .element where here.tag == .textarea: areas += 1
      case .text: add(here, node, current, block, tree, page)
      default: break
      }
      if descends {
        node = here.firstChild
        continue
      }
      var place = node
      while place != root, tree.nodes[Int(place)].next < 0 {
        place = tree.nodes[Int(place)].parent
        guard place >= 0, current >= 0 else { break walk }
        leave(&current, &block)
      }
      if place == root { break }
      node = tree.nodes[Int(place)].next
    }
  }

  /// The letters and digits of an element's texts.
  func folded(_ element: Int, _ tree: HTMLTree, _ page: Span<UInt8>) -> FoldedText {
    var folded = FoldedText()
    for index in Int(elements[element].firstText)..<Int(elements[element].endText) {
      folded.add(textOf: tree.nodes[Int(texts[index].node)], tree, page)
      if folded.count >= FoldedText.limit { break }
    }
    return folded
  }

  private static func traits(_ tag: HTMLTag) -> BlockTraits { BlockTraits.html[Int(tag.rawValue)] }

  private mutating func enter(
    _ node: HTMLNode, _ number: Int32, _ parent: Int32, _ tree: HTMLTree, _ page: Span<UInt8>
  ) -> Int32 {
    let traits = Self.traits(node.tag)
    let around: BlockTraits = parent < 0 ? [] : elements[Int(parent)].context.intersection(.inherited)
    var element = Element(
      node: number, parent: parent, firstText: Int32(texts.count), tag: node.tag, traits: traits,
      context: traits.union(around))
    element.firstImage = images
    element.firstArea = areas
    if node.count > 0 { AttributeReader.read(node, tree, page, into: &element) }
    elements.append(element)
    let index = Int32(elements.count - 1)
    elements[Int(index)].block = traits.contains(.block) ? index : parent < 0 ? -1 : elements[Int(parent)].block
    elements[Int(index)].link = traits.contains(.link) ? index : parent < 0 ? -1 : elements[Int(parent)].link
    events.append(Event(kind: .enter, index: index))
    return index
  }

  private mutating func leave(_ current: inout Int32, _ block: inout Int32) {
    let index = Int(current)
    events.append(Event(kind: .leave, index: current))
    elements[index].end = Int32(elements.count)
    elements[index].endText = Int32(texts.count)
    elements[index].endImage = images
    elements[index].endArea = areas
    if elements[index].traits.contains(.row) { joinCells(of: index) }
    let element = elements[index]
    current = element.parent
    if current >= 0 {
      elements[Int(current)].weight += element.weight
      elements[Int(current)].linked += element.linked
      elements[Int(current)].blocks += element.blocks + (element.traits.contains(.block) ? 1 : 0)
    }
    block = current < 0 ? -1 : elements[Int(current)].block
  }

  private mutating func add(
    _ node: HTMLNode, _ number: Int32, _ current: Int32, _ block: Int32, _ tree: HTMLTree, _ page: Span<UInt8>
  ) {
    guard current >= 0 else { return }
    var measure = TextMeasure()
    var run = Int32(truncatingIfNeeded: node.first)
    while run >= 0 {
      let part = tree.content.runs[Int(run)]
      if part.isVerbatim {
        measure.add(page.extracting(Int(part.start)..<Int(part.end)))
      } else {
        let start = Int(part.replacement)
        measure.add(tree.content.replacements.span.extracting(start..<start + Int(part.replacementCount)))
      }
      run = part.next
    }
    events.append(Event(kind: .text, index: Int32(texts.count)))
    texts.append(Piece(node: number, element: current, measure: measure))
    // Who writes an address, and it becomes a link, does not lead away from the text.
    let isLinked = elements[Int(current)].context.contains(.link) && !isAddress(node, tree, page)
    texts[texts.count - 1].isLinked = isLinked
    elements[Int(current)].weight += measure.weight
    if isLinked { elements[Int(current)].linked += measure.weight }
    guard block >= 0 else { return }
    elements[Int(block)].own += measure.weight
    if isLinked { elements[Int(block)].ownLinked += measure.weight }
  }

  private func isAddress(_ node: HTMLNode, _ tree: HTMLTree, _ page: Span<UInt8>) -> Bool {
    guard node.endStart > node.startEnd + 4, Int(node.endStart) <= page.count else { return false }
    let start = Int(node.startEnd)
    return page.extracting(start..<start + 4).isEqual("http") || page.extracting(start..<start + 4).isEqual("www.")
  }

  /// Makes one block of a table's row if its cells are short and hold no blocks: the cells of one that lays out a page do.
  private mutating func joinCells(of row: Int) {
    var cells = 0
    var own: Int32 = 0
    var linked: Int32 = 0
    var cell = row + 1
    while cell < Int(elements[row].end) {
      let element = elements[cell]
      guard element.traits.contains(.cell), element.blocks == 0, element.weight <= 200 else { return }
      if element.weight > 0 { cells += 1 }
      own += element.own
      linked += element.ownLinked
      cell = Int(element.end)
    }
    guard cells >= 2 else { return }
    cell = row + 1
    while cell < Int(elements[row].end) {
      elements[cell].traits.remove(.block)
      elements[cell].own = 0
      elements[cell].ownLinked = 0
      cell = Int(elements[cell].end)
    }
    elements[row].traits.insert(.dataRow)
    elements[row].context.insert(.dataRow)
    elements[row].own += own
    elements[row].ownLinked += linked
    elements[row].blocks = 0
  }
}

extension FoldedText {
  /// Adds what a text node has.
  mutating func add(textOf node: HTMLNode, _ tree: HTMLTree, _ page: Span<UInt8>) {
    var run = Int32(truncatingIfNeeded: node.first)
    while run >= 0, count < Self.limit {
      let part = tree.content.runs[Int(run)]
      if part.isVerbatim {
        add(page.extracting(Int(part.start)..<Int(part.end)))
      } else {
        let start = Int(part.replacement)
        add(tree.content.replacements.span.extracting(start..<start + Int(part.replacementCount)))
      }
      run = part.next
    }
  }
}
