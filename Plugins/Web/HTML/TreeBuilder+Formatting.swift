import Minwal

extension TreeBuilder {
  // MARK: The list

  /// Inserts a formatting element for the token, and puts it on the list.
  mutating func insertFormatting() {
    insertElement()
    let node = open.top.node
    var entry = ActiveFormatting.Entry(
      node: node, tag: token.tag, attributeCount: UInt32(truncatingIfNeeded: token.attributeCount))
    forgetFourth(like: &entry)
    formatting.append(entry)
  }

  /// Forgets the first of three elements on the list that are the same as a new one ("Noah's Ark").
  private mutating func forgetFourth(like new: inout ActiveFormatting.Entry) {
    var (count, first) = (0, 0)
    var index = formatting.entries.count - 1
    while index >= formatting.sectionStart {
      if formatting[index].tag == new.tag, formatting[index].attributeCount == new.attributeCount {
        if new.hash == 0 { new.hash = attributeHash(of: new.node) }
        if formatting[index].hash == 0 { formatting[index].hash = attributeHash(of: formatting[index].node) }
        if formatting[index].hash == new.hash {
          count += 1
          first = index
        }
      }
      index -= 1
    }
    if count >= 3 { formatting.remove(at: first) }
  }

  /// A hash of an element's attributes in any order, never 0.
  private mutating func attributeHash(of node: Int32) -> UInt64 {
    let first = Int(nodes[Int(node)].first)
    var sum: UInt64 = 1
    for attribute in tokenizer.content.attributes[first..<first + Int(nodes[Int(node)].count)] {
      var state = UInt64(attribute.name) ^ 0xD6E8_FEB8_6659_FD93
      func mix(_ byte: UInt8) {
        let product = (state ^ UInt64(byte)).multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
        state = product.high ^ product.low
      }
      if attribute.value > 0 {
        let value = tokenizer.content.values[Int(attribute.value) - 1]
        for index in Int(value.start)..<Int(value.end) { mix(tokenizer.content.replacements[index]) }
      } else {
        for index in Int(attribute.valueStart)..<Int(attribute.valueEnd) { mix(tokenizer.bytes.byte(at: index)) }
      }
      sum &+= state
    }
    return sum == 0 ? 1 : sum
  }

  /// Opens again the formatting elements that were ended before their end tags came.
  mutating func reconstructFormatting() {
    let end = formatting.entries.count
    guard !formatting.isSectionEmpty, !isOpen(end - 1) else { return }
    var index = end - 1
    while index > formatting.sectionStart, !isOpen(index - 1) { index -= 1 }
    while index < end {
      guard copiesLeft > 0 else { return formatting.clearSection() }
      copiesLeft -= 1
      let copy = addCopy(of: formatting[index].node)
      link(copy, at: place(in: open.top))
      push(copy)
      formatting[index].node = copy
      index += 1
    }
  }

  @inline(__always)
  private mutating func isOpen(_ index: Int) -> Bool { nodes[Int(formatting[index].node)].flags.contains(.open) }

  // MARK: The adoption agency

  /// Ends the formatting element of the token's name, wherever it is ("adoption agency algorithm").
  mutating func adopt() {
    let isEnd = token.kind == .endTag
    if open.top.tag == token.tag, open.top.namespace == .html, formatting.index(of: open.top.node) == nil {
      return isEnd ? pop(through: open.count - 1) : pop()
    }
    for _ in 0..<8 {
      guard let entry = formatting.last(token.tag) else {
        if isEnd { endOther() }
        return
      }
      let node = formatting[entry].node
      guard nodes[Int(node)].flags.contains(.open) else { return formatting.remove(at: entry) }
      let index = open.index(of: node, tag: token.tag)
      guard open.isInScope(index) else { return }
      guard adoptionsLeft > 0 || Int(open.top.special) <= index else { return formatting.remove(at: entry) }
      guard let block = furthestBlock(above: index) else {
        formatting.remove(at: entry)
        return pop(through: index)
      }
      adoptionsLeft -= open.count - index
      if isEnd { close(node) }
      adopt(entry: entry, index: index, block: block)
    }
  }

  /// The index of the first special element above another.
  private mutating func furthestBlock(above index: Int) -> Int? {
    guard Int(open.top.special) > index else { return nil }
    var place = Int(open.top.special)
    while Int(open[place - 1].special) > index { place = Int(open[place - 1].special) }
    return place
  }

  /// Takes a formatting element out from below a block, and puts copies of it and of what is between them around what
  /// is in the block.
  private mutating func adopt(entry: Int, index: Int, block: Int) {
    let formattingNode = open[index].node
    let blockNode = open[block].node
    let ancestor = open[index - 1]
    var bookmark = entry
    var last = blockNode
    var kept: [Int32] = []
    var counter = 0
    var place = block - 1
    while place > index {
      let node = open[place].node
      counter += 1
      var inList = formatting.index(of: node)
      if counter > 3, let listed = inList {
        formatting.remove(at: listed)
        if listed < bookmark { bookmark -= 1 }
        inList = nil
      }
      if let listed = inList, copiesLeft > 0 {
        copiesLeft -= 1
        let copy = addCopy(of: node)
        formatting[listed].node = copy
        if last == blockNode { bookmark = listed + 1 }
        unlink(last)
        link(last, at: Place(parent: copy))
        last = copy
        kept.append(copy)
      }
      end(node)
      place -= 1
    }
    unlink(last)
    link(last, at: self.place(in: ancestor))
    let copy = addCopy(of: formattingNode)
    adoptionsLeft -= moveChildren(of: blockNode, to: copy)
    link(copy, at: Place(parent: blockNode))
    // The entry is still where it was unless one before it was removed.
    if let old = formatting.index(of: formattingNode) {
      var moved = formatting[old]
      moved.node = copy
      formatting.remove(at: old)
      formatting.insert(moved, at: old < bookmark ? bookmark - 1 : bookmark)
    }
    end(formattingNode)
    let above = (block + 1..<open.count).map { open[$0] }
    while open.count > index { open.pop() }
    for node in kept.reversed() { push(node) }
    push(blockNode)
    push(copy)
    for element in above { push(element.node) }
  }

  /// Notes that an element is not open any longer.
  private mutating func end(_ node: Int32) {
    nodes[Int(node)].flags.remove(.open)
    guard !nodes[Int(node)].flags.contains(.closed) else { return }
    nodes[Int(node)].endStart = UInt32(truncatingIfNeeded: token.start)
    nodes[Int(node)].endEnd = UInt32(truncatingIfNeeded: token.start)
  }
}
