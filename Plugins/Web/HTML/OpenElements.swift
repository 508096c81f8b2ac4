/// An element whose end has not come yet, and where those lie below it that questions are asked about.
struct OpenElement {
  var node: Int32
  var name: UInt32
  var tag: HTMLTag
  var namespace: HTMLNode.Namespace
  var traits: ElementTraits
  /// The next one below of the same name, of HTML or else foreign.
  var sameBelow: Int32 = -1
  // The next one at or below this one that bounds a scope, is special…
  var scope: Int32 = -1
  var listScope: Int32 = -1
  var buttonScope: Int32 = -1
  var tableScope: Int32 = -1
  var special: Int32 = -1
  var itemBound: Int32 = -1
  var mode: Int32 = -1
  var html: Int32 = -1
}

/// The stack of open elements (section 13.2.4.2 of the standard).
///
/// Every question about it takes the same time however deep it is: each element knows where the bounds below it are, and
/// of each name the topmost element is known. Only taking out from the middle takes longer.
struct OpenElements {
  private(set) var elements: [OpenElement] = []
  /// The index of the topmost element of each name, those of HTML at even places and foreign ones at odd.
  private var topmost = [Int32](repeating: -1, count: 512)
  private let htmlTraits = ElementTraits.html

  /// What is below the bottom, so that there is always a top.
  private static let none = OpenElement(node: -1, name: 0, tag: .other, namespace: .html, traits: [])

  /// The current node.
  private(set) var top = Self.none

  var count: Int { elements.count }

  subscript(index: Int) -> OpenElement { elements[index] }

  /// Puts an element on top.
  mutating func push(node: Int32, name: UInt32, tag: HTMLTag, namespace: HTMLNode.Namespace) {
    let index = Int32(truncatingIfNeeded: elements.count)
    var new = top
    new.node = node
    new.name = name
    new.tag = tag
    new.namespace = namespace
    var slot = Int(name) * 2
    let traits: ElementTraits
    if namespace == .html {
      traits = htmlTraits[Int(tag.rawValue)]
      new.html = index
    } else {
      traits = ElementTraits.foreign(tag, namespace)
      slot += 1
    }
    new.traits = traits
    if !traits.isEmpty {
      if traits.contains(.special) { new.special = index }
      if traits.contains(.scope) { new.scope = index }
      if traits.contains(.listScope) { new.listScope = index }
      if traits.contains(.buttonScope) { new.buttonScope = index }
      if traits.contains(.tableScope) { new.tableScope = index }
      if traits.contains(.itemBound) { new.itemBound = index }
      if traits.contains(.mode) { new.mode = index }
    }
    if slot >= topmost.count {
      topmost.append(contentsOf: repeatElement(-1, count: max(topmost.count, slot + 2 - topmost.count)))
    }
    new.sameBelow = topmost[slot]
    topmost[slot] = index
    elements.append(new)
    top = new
  }

  /// Takes the top away; there must be one.
  mutating func pop() {
    guard let gone = elements.popLast() else { return }
    topmost[Int(gone.name) * 2 + (gone.namespace == .html ? 0 : 1)] = gone.sameBelow
    top = elements.last ?? Self.none
  }

  /// The index of the topmost element of HTML that has a name, or -1.
  func last(_ tag: HTMLTag) -> Int { Int(topmost[Int(tag.rawValue) * 2]) }

  /// The index of the topmost element that has a name, or -1.
  func last(_ name: UInt32, isForeign: Bool) -> Int {
    let slot = Int(name) * 2 + (isForeign ? 1 : 0)
    return slot < topmost.count ? Int(topmost[slot]) : -1
  }

  /// Whether an element of HTML is open.
  func has(_ tag: HTMLTag) -> Bool { last(tag) >= 0 }

  /// Whether an element of HTML is in scope.
  func hasInScope(_ tag: HTMLTag) -> Bool { isInScope(last(tag)) }

  /// Whether the element of an index is in scope; that of -1 is not.
  func isInScope(_ index: Int) -> Bool { index >= max(0, Int(top.scope)) }

  /// Whether an element of HTML is in list item scope.
  func hasInListScope(_ tag: HTMLTag) -> Bool { last(tag) >= max(0, Int(top.listScope)) }

  /// Whether an element of HTML is in button scope.
  func hasInButtonScope(_ tag: HTMLTag) -> Bool { last(tag) >= max(0, Int(top.buttonScope)) }

  /// Whether an element of HTML is in table scope.
  func hasInTableScope(_ tag: HTMLTag) -> Bool { last(tag) >= max(0, Int(top.tableScope)) }

  /// The index of an element of HTML, or -1.
  func index(of node: Int32, tag: HTMLTag) -> Int {
    var index = last(tag)
    while index >= 0, elements[index].node != node { index = Int(elements[index].sameBelow) }
    return index
  }

  /// Takes an element out, wherever it is. Takes as long as there are elements above it.
  mutating func remove(at index: Int) {
    // A slice would share the memory, and have all of it copied.
    let above = Array(elements[(index + 1)...])
    while elements.count > index { pop() }
    for element in above {
      push(node: element.node, name: element.name, tag: element.tag, namespace: element.namespace)
    }
  }

  /// The element below another; there must be one.
  func below(_ index: Int) -> OpenElement { elements[index - 1] }
}
