extension TreeBuilder {
  /// Shows the content of an option that has ended in the `selectedcontent` of its `select`, if it is the chosen one.
  ///
  /// The copies lie after all else and lead to the same bytes of the page.
  mutating func mirrorSelection(_ option: Int32) {
    var select = nodes[Int(option)].parent
    while select >= 0, nodes[Int(select)].tag != .select, adoptionsLeft > 0 {
      adoptionsLeft -= 1
      select = nodes[Int(select)].parent
    }
    guard adoptionsLeft > 0, select >= 0, !has(.multiple, select),
      let target = firstElement(.selectedcontent, in: select)
    else { return }
    // Without one that is chosen, it is the first.
    guard has(.selected, option) || firstElement(.option, in: select) == option else { return }
    while nodes[Int(target)].firstChild >= 0 { unlink(nodes[Int(target)].firstChild) }
    copyChildren(of: option, to: target)
  }

  private func has(_ name: HTMLAttributeName, _ node: Int32) -> Bool {
    let first = Int(nodes[Int(node)].first)
    return tokenizer.content.attributes[first..<first + Int(nodes[Int(node)].count)].contains { $0.known == name }
  }

  private mutating func firstElement(_ tag: HTMLTag, in root: Int32) -> Int32? {
    var node = following(root, within: root)
    while node >= 0, adoptionsLeft > 0 {
      adoptionsLeft -= 1
      if nodes[Int(node)].kind == .element, nodes[Int(node)].tag == tag { return node }
      node = following(node, within: root)
    }
    return nil
  }

  /// The node behind another in the order of the document, or -1.
  private func following(_ node: Int32, within root: Int32) -> Int32 {
    if nodes[Int(node)].firstChild >= 0 { return nodes[Int(node)].firstChild }
    var node = node
    while node != root, node >= 0 {
      if nodes[Int(node)].next >= 0 { return nodes[Int(node)].next }
      node = nodes[Int(node)].parent
    }
    return -1
  }

  private mutating func copyChildren(of source: Int32, to target: Int32) {
    var parents = [source: target]
    var node = following(source, within: source)
    while node >= 0, copiesLeft > 0 {
      copiesLeft -= 1
      var copy = nodes[Int(node)]
      (copy.parent, copy.firstChild, copy.lastChild, copy.previous, copy.next) = (-1, -1, -1, -1, -1)
      copy.flags.insert(.copied)
      copy.flags.remove(.open)
      nodes.append(copy)
      let index = Int32(truncatingIfNeeded: nodes.count - 1)
      if let parent = parents[nodes[Int(node)].parent] { link(index, at: Place(parent: parent)) }
      parents[node] = index
      node = following(node, within: source)
    }
  }
}
