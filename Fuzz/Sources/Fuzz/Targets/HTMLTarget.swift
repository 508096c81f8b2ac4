import HTMLTestSupport
import Minwal
import WebPlugin

/// The parser: the tree of any page keeps what it promises. The first byte chooses options, the rest is the page.
struct HTMLTarget: FuzzTarget {
  private var parser = HTMLParser()
  private let contexts: [HTMLTag] = [.div, .tr, .td, .table, .select, .template, .title, .script, .html, .frameset]

  mutating func test(_ input: inout FuzzInput) {
    let choice = input.choose(Array(UInt8.min...UInt8.max))
    let page = input.bytes
    parser.options.scripting = choice & 1 != 0
    parser.options.mirrorsSelection = choice & 2 != 0
    let isFragment = choice & 4 != 0
    if isFragment {
      let isForeign = choice & 8 != 0
      let tag = isForeign ? .svg : contexts[Int(choice >> 4) % contexts.count]
      parser.parseFragment(page, in: tag, isForeign ? .svg : .html)
    } else {
      parser.parse(page)
    }
    // The check of what is left out knows the references of the tests only, and no fragments.
    for fault in TreeInvariants(parser.tree, page).faults where !fault.contains("left out") { fatalError(fault) }
    var text = ByteBuffer()
    for node in parser.tree.nodes {
      parser.tree.appendText(of: node, in: page.span, to: &text)
      _ = parser.tree.name(of: node)
      for attribute in parser.tree.attributes(of: node) {
        parser.tree.withValue(of: attribute, in: page.span) { text.append($0) }
        _ = parser.tree.name(of: attribute, of: node)
      }
    }
    guard UTF8Validation.firstInvalid(in: page.span) == nil else { return }
    guard UTF8Validation.firstInvalid(in: text.span) == nil else { fatalError("the text is not UTF-8 any more") }
  }
}
