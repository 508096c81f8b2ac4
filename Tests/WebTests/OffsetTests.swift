import WebPlugin
import HTMLTestSupport
import Minwal
import Testing

/// What leads from the tree to the bytes of the page.
@Suite struct OffsetTests {
  /// The nodes of a page, each with its first start tag or text, its end tag, and a mark if it is not of the page's own.
  private func parts(of text: String) -> [String] {
    let page = ByteBuffer(text.utf8)
    var parser = HTMLParser()
    parser.parse(page)
    func bytes(_ start: UInt32, _ end: UInt32) -> String {
      String(decodingUTF8: page.span.extracting(Int(start)..<Int(end)))
    }
    return parser.tree.nodes.dropFirst().map { node in
      let name = node.kind == .element ? parser.tree.name(of: node) : "\(node.kind)"
      let mark = node.flags.contains(.implied) ? "+" : node.flags.contains(.copied) ? "=" : ""
      return "\(name)\(mark) \(bytes(node.start, node.startEnd))|\(bytes(node.endStart, node.endEnd))"
    }
  }

  @Test func leadsToTags() {
    #expect(
      parts(of: "<P class=a>Ö<br>b</P ><table><td>c</table>") == [
        "html+ |", "head+ |", "body+ |", "p <P class=a>|</P >", "text |", "br <br>|", "text |",
        "table <table>|</table>",
        "tbody+ |", "tr+ |", "td <td>|", "text |",
      ])
  }

  @Test func leadsToTheTagOfACopy() {
    #expect(
      parts(of: "<b x><p>1</b>2") == [
        "html+ |", "head+ |", "body+ |", "b <b x>|</b>", "p <p>|", "text |", "b= <b x>|</b>", "text |",
      ])
  }

  @Test func leadsToCommentsAndInstructions() {
    #expect(
      parts(of: "<!--a--><!b><?c d?>") == [
        "comment <!--|-->", "comment <!|>", "instruction <?c |?>", "html+ |", "head+ |", "body+ |",
      ])
  }

  @Test func leadsFromTextToItsBytes() throws {
    let page = ByteBuffer("<p>a&amp;b\r\nc</x>d&#x202F;\0e\r".utf8)
    var parser = HTMLParser()
    parser.parse(page)
    let node = try #require(parser.tree.nodes.first { $0.kind == .text })
    var found: [String] = []
    var run = Int32(node.first)
    while run >= 0 {
      let content = parser.tree.content.runs[Int(run)]
      var buffer = ByteBuffer()
      parser.tree.append(content, in: page.span, to: &buffer)
      found.append("\(content.start)..<\(content.end) \(String(decodingUTF8: buffer.span))")
      run = content.next
    }
    #expect(
      found == [
        "3..<4 a", "4..<9 &", "9..<10 b", "11..<13 \nc", "17..<18 d", "18..<26 \u{202F}", "27..<28 e", "28..<29 \n",
      ])
    #expect(node.start == 3 && node.endEnd == 29)
  }

  @Test func leadsFromValuesToTheirBytes() throws {
    let page = ByteBuffer("<a  HREF = 'x?a&amp;b' title=plain data-Own=\"\" checked>".utf8)
    var parser = HTMLParser()
    parser.parse(page)
    let node = try #require(parser.tree.nodes.first { $0.tag == .a })
    let found = parser.tree.attributes(of: node).map { attribute in
      let name = page.span.extracting(Int(attribute.nameStart)..<Int(attribute.nameEnd))
      let raw = page.span.extracting(Int(attribute.valueStart)..<Int(attribute.valueEnd))
      let value = parser.tree.withValue(of: attribute, in: page.span) { String(decodingUTF8: $0) }
      return
        "\(parser.tree.name(of: attribute, of: node)) \(String(decodingUTF8: name)) \(String(decodingUTF8: raw)) \(value)"
    }
    #expect(
      found == [
        "href HREF x?a&amp;b x?a&b", "title title plain plain", "data-own data-Own  ", "checked checked  ",
      ])
    let href = try #require(parser.tree.attribute(.href, of: node))
    let value = parser.tree.content.values[Int(href.value) - 1]
    let runs = parser.tree.content.runs[Int(value.firstRun)..<Int(value.firstRun + value.runCount)]
    #expect(runs.map { "\($0.start)..<\($0.end)" } == ["12..<15", "15..<20", "20..<21"])
    #expect(parser.tree.attribute(.class, of: node) == nil)
  }

  @Test func walksWithoutRecursion() {
    let depth = 50_000
    var parser = HTMLParser()
    parser.parse(ByteBuffer((String(repeating: "<div>", count: depth) + "x").utf8))
    var (count, node) = (0, Int32(0))
    while node >= 0 {
      count += 1
      node = parser.tree.node(after: node)
    }
    #expect(count == depth + 5)
    #expect(parser.tree.nodes.last?.kind == .text)
  }

  @Test func forgetsThePageBefore() {
    var parser = HTMLParser()
    parser.parse(ByteBuffer("<!DOCTYPE html><x-long-name-of-its-own y='&amp;'>a".utf8))
    let page = ByteBuffer("<other>b".utf8)
    parser.parse(page)
    #expect(Outline.of(parser.tree, in: page) == "html(head body(other('b')))")
    #expect(parser.tree.doctype == nil)
    #expect(parser.tree.content.values.isEmpty)
  }
}
