import WebPlugin
import Minwal
import Testing

/// Pages that the standard would take more than linear time for.
@Suite(.timeLimit(.minutes(60))) struct BoundTests {
  /// How many nodes a page has.
  private func count(_ page: String) -> Int {
    var parser = HTMLParser()
    parser.parse(ByteBuffer(page.utf8))
    return parser.tree.nodes.count
  }

  private func times(_ count: Int, _ text: String) -> String { String(repeating: text, count: count) }

  @Test func keepsDepth() {
    #expect(count(times(20_000, "<div>")) == 20_004)
    #expect(count(times(20_000, "<x>") + times(20_000, "</y>")) == 20_004)
    #expect(count("<p><button>" + times(20_000, "<div>") + times(20_000, "<p></p>")) == 40_006)
    #expect(count("<svg>" + times(20_000, "<g>") + times(20_000, "</y>")) == 20_005)
    #expect(count(times(20_000, "<div>") + times(20_000, "<table></table>")) == 40_004)
  }

  @Test func keepsAttributes() throws {
    var page = "<a"
    for number in 0..<20_000 { page += " a\(number) A\(number)=1" }
    var parser = HTMLParser()
    parser.parse(ByteBuffer((page + ">").utf8))
    #expect(parser.tree.attributes(of: try #require(parser.tree.nodes.last)).count == 20_000)
  }

  @Test func boundsCopies() {
    var page = "<p>"
    for number in 0..<500 { page += "<b a=\(number)>" }
    page += "</p>"
    // The last 256 of 500 are copied once into every paragraph, until there are too many.
    let (once, twice) = (count(page + "<p>x"), count(page + "<p>x</p><p>x"))
    #expect(once == 4 + 1 + 500 + 2 + 256)
    #expect(twice == once + 2 + 256)
    let bound = 65_536 + (page.utf8.count + 8 * 5_000) / 4
    #expect(count(page + times(5_000, "<p>x</p>")) <= 505 + 10_000 + bound)
  }

  @Test func boundsAdoptions() {
    var page = ""
    for number in 0..<255 { page += "<b a=\(number)>" }
    page += times(5_000, "<div>") + times(5_000, "</b>")
    #expect(count(page) < 4 + 255 + 5_000 + 2_000)
  }

  @Test(arguments: [
    "<form><div></form>", "<table>a<tr>", "<b><p>", "<a><div>", "<i><b><div></i></b>", "</>", "\r\0", "<!--",
  ])
  func takesManyOf(_ text: String) { #expect(count(times(10_000, text)) >= 4) }
}
