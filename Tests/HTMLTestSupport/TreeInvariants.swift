public import WebPlugin
public import Minwal

/// What must be true of the tree of any page.
public struct TreeInvariants {
  private let tree: HTMLTree
  private let page: ByteBuffer
  /// What is not true.
  public private(set) var faults: [String] = []

  /// Looks at a tree.
  public init(_ tree: HTMLTree, _ page: ByteBuffer) {
    self.tree = tree
    self.page = page
    checkLinks()
    checkOffsets()
    checkTexts()
    checkAttributes()
    // With the links wrong there may be no end of it.
    if faults.isEmpty { checkCover() }
  }

  private mutating func require(_ condition: Bool, _ fault: @autoclosure () -> String) {
    if !condition { faults.append(fault()) }
  }

  /// Parents, children and siblings agree, and every node is in one place.
  private mutating func checkLinks() {
    let nodes = tree.nodes
    require(nodes.first?.kind == .document && nodes[0].parent == -1, "the first node is not the document")
    var seen = 0
    for index in nodes.indices {
      var (child, last) = (nodes[index].firstChild, Int32(-1))
      while child >= 0 {
        guard seen < nodes.count else { return faults.append("children of \(index) in a circle") }
        require(nodes[Int(child)].parent == Int32(index), "\(child) is a child of \(index) and does not know it")
        require(nodes[Int(child)].previous == last, "\(child) has not \(last) before it")
        seen += 1
        last = child
        child = nodes[Int(child)].next
      }
      require(nodes[index].lastChild == last, "\(index) has not \(last) as its last child")
      if nodes[index].firstChild >= 0 {
        require(nodes[index].kind == .element || index == 0, "\(index) is no element and has children")
      }
    }
    let rootless = nodes.count { $0.parent < 0 }
    require(seen + rootless == nodes.count, "\(nodes.count) nodes, of which \(seen) children and \(rootless) others")
    var (node, reached) = (Int32(0), 0)
    while node >= 0, reached <= nodes.count {
      reached += 1
      node = tree.node(after: node)
    }
    require(reached <= nodes.count, "the walk does not end")
  }

  private mutating func checkOffsets() {
    for (index, node) in tree.nodes.enumerated() {
      let offsets = [node.start, node.startEnd, node.endStart, node.endEnd, UInt32(page.count)]
      require(zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }, "offsets of \(index): \(offsets)")
    }
  }

  private mutating func checkTexts() {
    var owners = [Bool](repeating: false, count: tree.content.runs.count)
    for (index, node) in tree.nodes.enumerated() where node.kind == .text && !node.flags.contains(.copied) {
      var (run, last, end) = (Int32(node.first), Int32(-1), UInt32(0))
      require(tree.content.runs[Int(run)].start == node.start, "\(index) does not begin with its text")
      while run >= 0 {
        guard !owners[Int(run)] else { return faults.append("run \(run) twice") }
        owners[Int(run)] = true
        let content = tree.content.runs[Int(run)]
        require(content.start < content.end && content.start >= end, "run \(run) of \(index) before its turn")
        if !content.isVerbatim {
          let replacementEnd = Int(content.replacement) + Int(content.replacementCount)
          require(replacementEnd <= tree.content.replacements.count, "run \(run) has no bytes")
        }
        end = content.end
        last = run
        run = content.next
      }
      require(Int32(node.count) == last && node.endEnd == end, "\(index) does not end with its text")
    }
  }

  private mutating func checkAttributes() {
    for (index, node) in tree.nodes.enumerated() where node.kind == .element {
      let isRoot = node.tag == .html || node.tag == .body
      var names: Set<UInt32> = []
      for attribute in tree.attributes(of: node) {
        require(names.insert(attribute.name).inserted, "\(index) has an attribute twice")
        require(attribute.nameStart < attribute.nameEnd, "\(index) has an attribute without name")
        require(attribute.nameEnd <= attribute.valueStart, "\(index): a value before its name")
        require(attribute.valueStart <= attribute.valueEnd, "\(index): a value ends before it begins")
        require(isRoot || attribute.nameStart > node.start && attribute.valueEnd < node.startEnd, "\(index): outside")
        guard attribute.value > 0 else { continue }
        let value = tree.content.values[Int(attribute.value) - 1]
        var (made, source) = (value.start, attribute.valueStart)
        for run in tree.content.runs[Int(value.firstRun)..<Int(value.firstRun + value.runCount)] {
          require(run.replacement == made && run.start >= source && run.end <= attribute.valueEnd, "\(index): value")
          made += run.replacementCount
          source = run.end
        }
        require(made == value.end, "\(index): a value is not what it is made of")
      }
    }
  }

  /// Every byte is in one place at most, and what is in none is markup, space or a character that HTML leaves out.
  private mutating func checkCover() {
    var parts: [Range<Int>] = []
    for node in tree.nodes where !node.flags.contains(.copied) {
      switch node.kind {
      case .document: break
      case .doctype, .comment, .instruction: parts.append(Int(node.start)..<Int(node.endEnd))
      case .element:
        parts.append(Int(node.start)..<Int(node.startEnd))
        if node.flags.contains(.closed) { parts.append(Int(node.endStart)..<Int(node.endEnd)) }
      case .text:
        var run = Int32(node.first)
        while run >= 0 {
          parts.append(Int(tree.content.runs[Int(run)].start)..<Int(tree.content.runs[Int(run)].end))
          run = tree.content.runs[Int(run)].next
        }
      }
    }
    parts.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    // There, text that is no space is left out.
    let leavesOut = tree.nodes.contains { $0.tag == .frameset || $0.tag == .template }
    var end = 0
    for part in parts + [page.count..<page.count] {
      require(part.lowerBound >= end, "byte \(part.lowerBound) is in two places")
      if part.lowerBound > end, !leavesOut { checkGap(end..<part.lowerBound) }
      end = max(end, part.upperBound)
    }
  }

  private mutating func checkGap(_ gap: Range<Int>) {
    // What the fuzzer has of references to spaces.
    let text = String(decodingUTF8: page.span.extracting(gap))
    let bytes = Array(text.replacing("&#10;", with: " ").replacing("&#10", with: " ").utf8)
    let isNothing: (UInt8) -> Bool = { [0, 0x09, 0x0A, 0x0C, 0x0D, 0x20].contains($0) }
    let kept = bytes.drop(while: isNothing)
    guard let first = kept.first, let last = kept.last(where: { !isNothing($0) }) else { return }
    let isEnd = gap.upperBound == page.count
    // `]]>` and `<![CDATA[` of a CDATA section.
    let begins = first == UInt8(ascii: "<") || first == UInt8(ascii: "]")
    require(begins, "bytes \(gap) are left out: \(text.debugDescription)")
    let ends = last == UInt8(ascii: ">") || last == UInt8(ascii: "[") || isEnd
    require(ends, "bytes \(gap) are left out: \(text.debugDescription)")
  }
}
