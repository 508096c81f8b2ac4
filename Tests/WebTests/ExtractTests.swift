import Minwal
import MinwalTestSupport
import Testing

@testable import WebPlugin

/// The stage `extract`.
@Suite struct ExtractTests {
  private static let page = """
    <!DOCTYPE html>
    <html lang="en"><head><title>The sea is back - Gazette</title><meta property="og:site_name" content="Gazette">
    <link rel="canonical" href="https://gazette.example/1"><meta name="author" content="Ana Marsh"></head><body>
    <nav><a href="/">Home</a> <a href="/town">Town</a></nav>
    <article><h1>The sea is back</h1>
    <p>After a year without water the harbour is full again, &amp; the boats that lay on their sides   are afloat.</p>
    <h2>What they say</h2>
    <p>&#8220;Nobody thought that it would take so long,&#8221; says one who has fished here for <b>thirty</b> years.</p>
    <ul><li>the old harbour, which was dry</li><li>the new one, which is not yet built</li></ul>
    </article><div class="comments"><p>I have waited for this day, and so has everyone I know.</p></div>
    <footer>Imprint</footer></body></html>
    """

  private func extract(
    _ page: String, _ options: KeyValuePairs<String, ConfigNode> = [:], traced: Bool = false, type: String? = nil
  ) throws -> (document: Document, verdict: Verdict) {
    var stage = try makeStage(Extract.self, .options(options))
    var document = Document(id: "a", text: page)
    if let type { document.metadata["media-type"] = .string(type) }
    if traced { document.startTracing() }
    let verdict = try stage.process(&document)
    return (document, verdict)
  }

  @Test func takesTheTextOut() throws {
    let (document, _) = try extract(Self.page)
    #expect(
      String(document.text) == """
        After a year without water the harbour is full again, & the boats that lay on their sides are afloat.

        What they say

        “Nobody thought that it would take so long,” says one who has fished here for thirty years.

        the old harbour, which was dry
        the new one, which is not yet built
        """)
    #expect(document.title == "The sea is back")
    #expect(document.language == Language("en"))
    #expect(document.metadata["url"] == .string("https://gazette.example/1"))
    #expect(document.metadata["authors"] == .array([.string("Ana Marsh")]))
    #expect(document.metadata["site-name"] == .string("Gazette"))
    #expect(document.metadata["extraction"]?.stringValue != nil)
  }

  /// The same text and counts whether someone watches or not, and each word leads to its place in the page.
  @Test func everyWordLeadsToItsPlace() throws {
    let (plain, _) = try extract(Self.page)
    let (document, _) = try extract(Self.page, traced: true)
    #expect(document.text == plain.text)
    #expect(document.tally.counts.map(\.name) == plain.tally.counts.map(\.name))
    #expect(document.tally.counts.map(\.count) == plain.tally.counts.map(\.count))
    let bytes = Array(Self.page.utf8)
    let text = Array(String(document.text).utf8)
    for word in ["harbour", "afloat", "What", "thirty", "built"] {
      let pattern = Array(word.utf8)
      let start = try #require(text.indices.first { text[$0...].starts(with: pattern) })
      let origin = try #require(document.origin(of: start..<(start + pattern.count)))
      #expect(String(decoding: bytes[origin], as: UTF8.self) == word)
    }
    let quote = try #require(String(document.text).utf8.firstIndex(of: 0xE2))
    let start = String(document.text).utf8.distance(from: String(document.text).utf8.startIndex, to: quote)
    let origin = try #require(document.origin(of: start..<(start + 3)))
    #expect(String(decoding: bytes[origin], as: UTF8.self) == "&#8220;")
    let reasons = Set(try #require(document.trace).passes.flatMap(\.edits).flatMap(\.causes).map(\.reason.name))
    #expect(reasons.isSuperset(of: ["markup", "reference", "navigation", "comments", "footer"]), "\(reasons)")
  }

  @Test func optionsSayWhatIsKept() throws {
    let markdown = String(try extract(Self.page, ["format": "markdown"]).document.text)
    #expect(
      markdown.contains("## What they say") && markdown.contains(/[-*] +the old harbour/), "\(markdown)")
    let bare = String(try extract(Self.page, ["headings": false, "lists": false]).document.text)
    #expect(!bare.contains("What they say") && !bare.contains("dry") && bare.contains("thirty"))
    let (apart, _) = try extract(Self.page, ["comments": "keep-apart"])
    #expect(apart.metadata["comments"]?.stringValue?.contains("everyone I know") == true)
    #expect(!String(apart.text).contains("everyone I know"))
  }

  @Test(
    arguments: [
      ("No tags: a < b & c.", nil), ("<p>A text that says it is one.</p>", "text/plain"), ("", nil),
      ("{\"a\": \"<1>\"}", nil),
    ] as [(String, String?)])
  func whatIsNoPageStays(_ text: String, _ type: String?) throws {
    let (document, verdict) = try extract(text, type: type)
    #expect(String(document.text) == text)
    #expect(document.metadata["extraction"] == nil)
    guard case .keep = verdict else {
      Issue.record("it was dropped")
      return
    }
  }

  @Test func whatTheInputSaysWins() throws {
    var stage = try makeStage(Extract.self)
    var document = Document(id: "a", text: Self.page)
    document.title = "Mine"
    document.language = Language("ar")
    document.metadata["url"] = .string("https://other.example/")
    _ = try stage.process(&document)
    #expect(document.title == "Mine" && document.language == Language("ar"))
    #expect(document.metadata["url"] == .string("https://other.example/"))
    #expect(document.metadata["canonical-url"] == .string("https://gazette.example/1"))
  }

  @Test func aPageWithoutTextIsDropped() throws {
    let empty = "<html><head><script>var a = 1</script></head><body><nav><a href=x>Home</a></nav></body></html>"
    guard case .drop(let reason) = try extract(empty).verdict else {
      Issue.record("it was kept: \(try extract(empty).document.text)")
      return
    }
    #expect(reason.name == "nothing-left")
    guard case .keep = try extract(empty, ["when-empty": "keep"]).verdict else {
      Issue.record("it was dropped")
      return
    }
  }

  /// Whatever the page is, the edits are possible, and make of it what the engine has found.
  @Test(arguments: 0..<16) func anyPageCanBeEdited(_ seed: UInt64) throws {
    var random = SeededGenerator(seed)
    let pieces = [
      "<p>", "</p>", "<b>", "</div>", "<div class=comments>", "<li>", "<ul>", "<table><tr><td>", "</table>", "<pre>",
      "&amp;", "&#8220;",
      "البحر عاد إلى المدينة ", "The sea is back in the old town, and so are we. ", "é", "\u{0}", "<a href=x>", "</a>",
      "<h2>", "</h2>",
      "<noscript>", "<article>", "</article>", "<br>", "\n", "  ",
      "<script type=application/ld+json>{\"articleBody\":\"", "\"}</script>",
      "<blockquote>", "<footer>", "<svg>", "<title>", "<template>", "海は町に戻った。",
    ]
    var stage = try makeStage(Extract.self, .options(["when-empty": "keep", "comments": "keep-apart"]))
    var parser = HTMLParser()
    var options = MainTextOptions()
    options.comments = .keepApart
    var extractor = MainTextExtractor(options: options)
    for _ in 0..<60 {
      let page = "<html>" + (0..<random.below(80)).map { _ in random.pick(pieces) }.joined()
      var document = Document(id: "a", text: page)
      if random.below(2) == 0 { document.startTracing() }
      _ = try stage.process(&document)
      let bytes = ByteBuffer(page.utf8)
      parser.parse(bytes)
      let found = extractor.extract(parser.tree, page: bytes.span)
      #expect(document.text == Text(String(decodingUTF8: found.content.text.span)), "\(page.debugDescription)")
    }
  }
}
