import WebPlugin
import Testing

/// Pages that would take hours or the stack if anything were done for each element with all around it.
@Suite(.timeLimit(.minutes(60)))
struct HostileTests {
  private static let prose = "جملة طويلة بما يكفي لتكون من نص، وفيها فاصلة، وفي آخرها نقطة تنهيها كما ينبغي. "

  @Test(arguments: [
    "<div>", "<span>", "<div class=comment>", "<div hidden>", "<article>", "<div class=article-body>", "<blockquote>",
    "<ul><li>",
    "<table><tr><td>", "<h2>", "<b><p>", "<figure><img>", "<form>", "<a href=x>", "<noscript>", "<template>",
    "<header>", "<time>",
    "<i itemprop=author>",
  ])
  func takesDeepPages(tag: String) {
    let page = String(repeating: tag, count: 30_000) + Self.prose + String(repeating: "a<br>", count: 1000)
    #expect(Extraction(page).faults.isEmpty)
    _ = Extraction.metadata(page)
  }

  @Test(arguments: [
    "<div>a</div>", "<p>\(prose)</p>", "<h1>a b c d e f</h1>", "<tr><td>a<td>b", "<li><a href=x>a</a>",
    "<p>Read more: a</p>", "a<br>",
    "<div><h2><a href=x>abc</a></h2><p>abc</p></div>", "<div><img><p>abc def</p></div>",
    "<meta name=author content=abcdef>",
    "<div class=byline><p>abc</p></div>", "<time>1</time>",
    "<script type=application/ld+json>{\"author\":{\"name\":\"abcdef\"}}</script>",
  ])
  func takesWidePages(part: String) {
    let page = "<title>a b c d e f g</title><h1>a b c d e f g</h1>" + String(repeating: part, count: 15_000)
    #expect(Extraction(page).faults.isEmpty)
    _ = Extraction.metadata(page)
  }

  @Test(arguments: ["class", "style", "itemprop", "href", "property", "rel", "data-component"])
  func takesLargeAttributes(name: String) {
    let value = String(repeating: "display side-bar articleBod ", count: 100_000)
    let page =
      "<div \(name)=\"\(value)\"><a rel=tag \(name)=\"\(value)\">x</a><p>\(Self.prose)</p></div><meta name=a content=\"\(value)\">"
    #expect(Extraction(page).text.contains("جملة"))
    _ = Extraction.metadata(page)
  }

  @Test(arguments: [
    "{\"author\":", "[", "{\"a\":\"b\"},", "\\\"", "\"", "{\"@id\":\"a\",\"author\":{\"@id\":\"a\"}},", "\\u",
  ])
  func takesAnyLinkedData(part: String) {
    let data = String(repeating: part, count: 10_000)
    for start in ["", "{\"@type\":\"Article\",\"articleBody\":\"", "{\"@type\":\"Article\",\"author\":["] {
      let page = "<script type=application/ld+json>\(start)\(data)</script><p>\(Self.prose)</p>"
      #expect(Extraction(page).faults.isEmpty)
      _ = Extraction.metadata(page)
    }
  }
}
