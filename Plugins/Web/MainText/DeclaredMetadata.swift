import Minwal

/// What the elements of a page declare: `meta`, microdata, links with a `rel`, `time`, `title`, `h1`, `lang`.
struct DeclaredMetadata {
  /// The values of a key, in the order of the page. Keys are in small letters: `og:title`, `itemprop:author`, `rel:license`.
  private var values: [String: [String]] = [:]
  private var count = 0
  /// What `title` has.
  private(set) var title: String?
  /// What the first `h1` has.
  private(set) var heading: String?
  /// What `lang` of `html` has.
  private(set) var language: String?

  /// How many declarations are read.
  private static let limit = 2000

  init(_ tree: HTMLTree, _ page: Span<UInt8>) {
    for (index, node) in tree.nodes.enumerated() where node.kind == .element && node.namespace == .html {
      if count > Self.limit { break }
      switch node.tag {
      case .html:
        if language == nil, let lang = tree.attribute(.lang, of: node) ?? tree.attribute(.xmlLang, of: node) {
          language = Self.nonEmpty(tree.withValue(of: lang, in: page) { PlainText.string($0) })
        }
      case .title: if title == nil { title = Self.nonEmpty(Self.text(index, tree, page)) }
      case .h1: if heading == nil { heading = Self.nonEmpty(Self.text(index, tree, page)) }
      case .meta:
        guard let content = tree.attribute(.content, of: node) else { continue }
        for attribute in [HTMLAttributeName.property, .name] {
          if let key = tree.attribute(attribute, of: node) { add(value(key, tree, page), value(content, tree, page)) }
        }
        if let key = tree.attribute(.itemprop, of: node) {
          add("itemprop:" + value(key, tree, page), value(content, tree, page))
        }
      case .link, .a:
        guard let rel = tree.attribute(.rel, of: node) else { continue }
        for word in value(rel, tree, page).lowercased().split(separator: " ") {
          switch word {
          case "canonical", "license":
            if let href = tree.attribute(.href, of: node) { add("rel:" + word, value(href, tree, page)) }
          case "author", "tag": if node.tag == .a { add("rel:" + word, Self.text(index, tree, page)) }
          default: break
          }
        }
      default: readMicrodata(node, index, tree, page)
      }
    }
  }

  private mutating func readMicrodata(_ node: HTMLNode, _ index: Int, _ tree: HTMLTree, _ page: Span<UInt8>) {
    let written = node.tag == .time ? tree.attribute(.datetime, of: node) : tree.attribute(.content, of: node)
    if let property = tree.attribute(.itemprop, of: node) {
      let key = value(property, tree, page).lowercased()
      guard ["author", "datepublished", "datemodified", "headline", "description", "license"].contains(key) else {
        return
      }
      add("itemprop:" + key, written.map { value($0, tree, page) } ?? Self.text(index, tree, page))
    } else if node.tag == .time {
      let text = written.map { value($0, tree, page) } ?? Self.text(index, tree, page)
      add("time", text)
    }
  }

  private mutating func add(_ key: String, _ value: String) {
    guard !value.isEmpty, !key.isEmpty, key.utf8.count < 64 else { return }
    count += 1
    values[key.lowercased(), default: []].append(value)
  }

  private static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  private func value(_ attribute: HTMLContent.Attribute, _ tree: HTMLTree, _ page: Span<UInt8>) -> String {
    tree.withValue(of: attribute, in: page) { PlainText.string($0) }
  }

  /// The text in an element, as far as it is short.
  private static func text(_ index: Int, _ tree: HTMLTree, _ page: Span<UInt8>) -> String {
    var buffer = ByteBuffer()
    let root = Int32(truncatingIfNeeded: index)
    var node = tree.nodes[index].firstChild
    var steps = 0
    while node >= 0, steps < 200, buffer.count < PlainText.limit {
      if tree.nodes[Int(node)].kind == .text { tree.appendText(of: tree.nodes[Int(node)], in: page, to: &buffer) }
      node = tree.node(after: node, in: root)
      steps += 1
    }
    return PlainText.string(buffer.span)
  }

  /// The first value of the first of some keys that has one.
  func first(_ keys: [String]) -> String? { keys.lazy.compactMap { values[$0]?.first }.first }

  /// All values of some keys.
  func all(_ keys: [String]) -> [String] { keys.flatMap { values[$0] ?? [] } }
}
