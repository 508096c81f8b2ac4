import Minwal

/// What the head of a page says about its text: a text that can be found on the page again is where the title says that
/// it is, or where the description is.
struct PageFacts: Sendable {
  /// What may be the title: of the page, of its preview.
  private(set) var titles: [FoldedText] = []
  /// What may be the first sentences.
  private(set) var descriptions: [FoldedText] = []
  /// Who may have written it.
  private(set) var authors: [FoldedText] = []

  /// What the site is called.
  private(set) var sites: [FoldedText] = []

  init() {}

  init(_ tree: HTMLTree, _ page: Span<UInt8>, _ data: LinkedData) {
    var tried = 0
    for object in data.objects.indices where page.extracting(data.objects[object].key).isEqual("author") {
      tried += 1
      if tried > 8 { break }
      for name in data.values(object, "name", page) { add(FoldedText(page.extracting(name)), to: &authors) }
    }
    for member in data.members where page.extracting(member.key).isEqual("headline") {
      add(FoldedText(page.extracting(member.value)), to: &titles)
      break
    }
    var seen = 0
    for node in tree.nodes where node.kind == .element && node.namespace == .html {
      if node.tag == .title, titles.isEmpty, node.firstChild >= 0 {
        var buffer = ByteBuffer()
        tree.appendText(of: tree.nodes[Int(node.firstChild)], in: page, to: &buffer)
        add(FoldedText(buffer.span), to: &titles)
      } else if node.tag == .meta {
        seen += 1
        if seen > 400 { break }
        read(node, tree, page)
      }
    }
  }

  private mutating func read(_ node: HTMLNode, _ tree: HTMLTree, _ page: Span<UInt8>) {
    guard let content = tree.attribute(.content, of: node) else { return }
    guard let key = tree.attribute(.property, of: node) ?? tree.attribute(.name, of: node) else { return }
    let folded = tree.withValue(of: content, in: page) { FoldedText($0) }
    tree.withValue(of: key, in: page) { key in
      if key.isEqual("og:title") || key.isEqual("twitter:title") || key.isEqual("dc.title") {
        add(folded, to: &titles)
      } else if key.isEqual("description") || key.isEqual("og:description") || key.isEqual("twitter:description")
        || key.isEqual("dc.description")
      {
        add(folded, to: &descriptions)
      } else if key.isEqual("og:site_name") || key.isEqual("application-name") {
        add(folded, to: &sites)
      } else if key.isEqual("author") || key.isEqual("article:author") || key.isEqual("dc.creator") {
        add(folded, to: &authors)
      }
    }
  }

  private func add(_ text: FoldedText, to list: inout [FoldedText]) {
    if !text.isEmpty, !list.contains(text), list.count < 8 { list.append(text) }
  }

  /// Whether a heading has the title, or a good part of it.
  func isTitle(_ heading: FoldedText) -> Bool { share(of: heading) > 0 }

  /// How much of the title a heading has, in percent; 0 if it is another one. The name of the site is part of many titles.
  func share(of heading: FoldedText) -> Int {
    guard heading.count >= 4 else { return 0 }
    var best = 0
    for title in titles {
      if heading == title || title.count >= 10 && heading.contains(title) { return 100 }
      if heading.count >= 10, heading.count * 4 >= title.count, title.contains(heading) {
        best = max(best, heading.count * 100 / title.count)
      }
    }
    return best
  }

  /// Whether a text begins as the description does.
  func isDescription(_ text: FoldedText) -> Bool {
    guard text.count >= 40 else { return false }
    return descriptions.contains { description in
      let common = description.commonPrefix(text)
      return common >= 60 || common >= 40 && (common == description.count || common == text.count)
    }
  }

  /// Whether a text names the site.
  func namesSite(_ text: FoldedText) -> Bool { sites.contains { $0.count >= 5 && text.contains($0) } }

  /// Whether a text names who wrote the page's.
  func namesAuthor(_ text: FoldedText) -> Bool {
    authors.contains { $0.count >= 6 && $0.count < 60 && text.contains($0) }
  }
}
