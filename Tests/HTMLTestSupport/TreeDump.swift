public import WebPlugin
public import Minwal

/// A tree as html5lib's tests have it.
public enum TreeDump {
  /// Writes a tree, a line for each node.
  public static func lines(of tree: HTMLTree, in page: ByteBuffer) -> String {
    var lines: [String] = []
    var node = tree.node(after: 0)
    while node >= 0 {
      let current = tree.nodes[Int(node)]
      let indent = String(repeating: "  ", count: depth(of: node, in: tree))
      for line in describe(current, in: tree, page) { lines.append(indent + line) }
      node = tree.node(after: node)
    }
    return lines.joined(separator: "\n")
  }

  private static func depth(of node: Int32, in tree: HTMLTree) -> Int {
    var depth = 0
    var parent = tree.nodes[Int(node)].parent
    while parent > 0 {
      depth += tree.nodes[Int(parent)].tag == .template && tree.nodes[Int(parent)].namespace == .html ? 2 : 1
      parent = tree.nodes[Int(parent)].parent
    }
    return depth
  }

  private static func describe(_ node: HTMLNode, in tree: HTMLTree, _ page: ByteBuffer) -> [String] {
    switch node.kind {
    case .document: return []
    case .doctype: return [describe(tree.doctype, in: tree)]
    case .text, .comment, .instruction:
      var buffer = ByteBuffer()
      tree.appendText(of: node, in: page.span, to: &buffer)
      let text = String(decodingUTF8: buffer.span)
      if node.kind == .instruction {
        let target = String(decodingUTF8: page.span.extracting(tree.target(of: node, in: page.span)))
        return ["<?\(target) \(text)?>"]
      }
      return [node.kind == .text ? "\"\(text)\"" : "<!-- \(text) -->"]
    case .element:
      var name = tree.name(of: node)
      if node.namespace == .svg { name = "svg:" + name }
      if node.namespace == .math { name = "math:" + name }
      for attribute in tree.attributes(of: node) {
        let value = tree.withValue(of: attribute, in: page.span) { String(decodingUTF8: $0) }
        name += " \(tree.name(of: attribute, of: node))=\"\(value)\""
      }
      let isTemplate = node.tag == .template && node.namespace == .html
      return isTemplate && node.firstChild >= 0 ? ["<\(name)>", "  #document-fragment"] : ["<\(name)>"]
    }
  }

  private static func describe(_ doctype: HTMLDoctype?, in tree: HTMLTree) -> String {
    guard let doctype else { return "?" }
    func value(_ index: UInt32) -> String {
      guard index > 0 else { return "" }
      let value = tree.content.values[Int(index) - 1]
      return String(decoding: tree.content.replacements[Int(value.start)..<Int(value.end)], as: UTF8.self)
    }
    var text = "<!DOCTYPE \(value(doctype.name))"
    if doctype.publicID > 0 { text += " PUBLIC \"\(value(doctype.publicID))\"" }
    if doctype.systemID > 0 {
      text += doctype.publicID > 0 ? " \"\(value(doctype.systemID))\"" : " SYSTEM \"\(value(doctype.systemID))\""
    }
    return text + ">"
  }
}
