public import WebPlugin
public import Minwal

/// A tree in one line: `html(head body(p('text')))`. Attributes are in brackets, names of SVG and MathML behind `svg:` and
/// `math:`.
public enum Outline {
  /// Parses a page, and shows its tree.
  public static func of(_ page: String, options: HTMLParser.Options = HTMLParser.Options()) -> String {
    let bytes = ByteBuffer(page.utf8)
    var parser = HTMLParser(options: options)
    parser.parse(bytes)
    return of(parser.tree, in: bytes)
  }

  /// Shows a tree.
  public static func of(_ tree: HTMLTree, in page: ByteBuffer) -> String {
    var out = ""
    var node = tree.nodes[0].firstChild
    while node >= 0 {
      let current = tree.nodes[Int(node)]
      if current.previous >= 0 { out += " " }
      out += describe(current, in: tree, page)
      if current.firstChild >= 0 {
        out += "("
        node = current.firstChild
        continue
      }
      // Up as far as nothing follows.
      while node > 0, tree.nodes[Int(node)].next < 0 {
        node = tree.nodes[Int(node)].parent
        if node > 0 { out += ")" }
      }
      node = node > 0 ? tree.nodes[Int(node)].next : -1
    }
    return out
  }

  private static func describe(_ node: HTMLNode, in tree: HTMLTree, _ page: ByteBuffer) -> String {
    switch node.kind {
    case .document: return ""
    case .doctype: return "!"
    case .text, .comment, .instruction:
      var buffer = ByteBuffer()
      tree.appendText(of: node, in: page.span, to: &buffer)
      let text = String(decodingUTF8: buffer.span)
      return node.kind == .text ? "'\(text)'" : node.kind == .comment ? "{\(text)}" : "?{\(text)}"
    case .element:
      var text = node.namespace == .html ? "" : "\(node.namespace):"
      text += tree.name(of: node)
      for attribute in tree.attributes(of: node) {
        let value = tree.withValue(of: attribute, in: page.span) { String(decodingUTF8: $0) }
        text += "[\(tree.name(of: attribute, of: node))=\(value)]"
      }
      return text
    }
  }
}
