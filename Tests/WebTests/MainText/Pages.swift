/// Invented pages of the shapes that the web has.
enum Pages {
  /// A page with what most have around the text.
  static func page(_ sample: Sample, _ body: String, head: String = "") -> String {
    let menu = sample.menu.map { "<li><a href=\"/x\">\($0)</a></li>" }.joined()
    let related = sample.related.map { "<li><a href=\"/y\">\($0)</a></li>" }.joined()
    return """
      <!DOCTYPE html><html lang="\(sample.language)"><head><meta charset=utf-8><title>\(sample.title)</title>\(head)</head><body>
      <header><nav><ul>\(menu)</ul></nav></header>
      \(body)
      <div class="related-posts"><ul>\(related)</ul></div>
      <div class="cookie-banner"><p>\(sample.cookies)</p><button>OK</button></div>
      <footer><p>\(sample.menu[3])</p></footer></body></html>
      """
  }

  static func paragraphs(_ sample: Sample) -> String { sample.paragraphs.map { "<p>\($0)</p>\n" }.joined() }

  static func news(_ sample: Sample) -> String {
    page(
      sample,
      """
      <main><article><h1>\(sample.title)</h1><p class="byline">\(sample.author)</p><div class="lead"><p>\(sample.lead)</p></div>
      <figure><img src=a.jpg><figcaption>\(sample.caption)</figcaption></figure>
      <div class="article-body">\(paragraphs(sample))</div></article>
      <aside><h2>\(sample.menu[1])</h2><p>\(sample.comments[0])</p></aside></main>
      """)
  }

  /// More is written below the text than in it.
  static func blog(_ sample: Sample) -> String {
    let comments = (0..<12).map { "<li><b>\(sample.author)</b><p>\(sample.comments[$0 % 2])</p></li>" }.joined()
    return page(
      sample,
      """
      <div class="post"><h1>\(sample.title)</h1><div class="entry-content">\(paragraphs(sample))</div></div>
      <div id="comments"><ol class="commentlist">\(comments)</ol><form><textarea></textarea></form></div>
      """)
  }

  /// Ingredients come before any prose.
  static func recipe(_ sample: Sample) -> String {
    let items = sample.items.map { "<li>\($0)</li>" }.joined()
    return page(
      sample,
      """
      <div itemscope itemtype="https://schema.org/Recipe"><h1>\(sample.title)</h1><h2>\(sample.menu[2])</h2><ul>\(items)</ul>
      <h2>\(sample.menu[1])</h2>\(paragraphs(sample))</div>
      """)
  }

  /// A site for which names of classes are made by tools, and every paragraph has a box of its own.
  static func builder(_ sample: Sample) -> String {
    let boxes = sample.paragraphs.map {
      "<div class=\"c1x\"><div class=\"elementor-widget\"><div>\($0)</div></div></div>"
    }.joined()
    return page(sample, "<div class=\"c9a\"><h1>\(sample.title)</h1>\(boxes)</div>")
  }

  /// The text is there for those without scripts only.
  static func noscript(_ sample: Sample) -> String {
    page(sample, "<div id=app></div><noscript><h1>\(sample.title)</h1>\(paragraphs(sample))</noscript>")
  }

  /// The text is in the JSON-LD only.
  static func linkedData(_ sample: Sample) -> String {
    let body = sample.paragraphs.joined(separator: "\\n")
    return page(
      sample, "<div id=app></div>",
      head: """
        <script type="application/ld+json">{"@type": "NewsArticle", "headline": "\(sample.title)", "articleBody": "\(body)",}</script>
        """)
  }

  /// Old pages are laid out by tables, and have line breaks for paragraphs.
  static func table(_ sample: Sample) -> String {
    let menu = sample.menu.map { "<a href=/x>\($0)</a><br>" }.joined()
    return page(
      sample,
      """
      <table><tr><td width=120>\(menu)</td><td><h1>\(sample.title)</h1>\(sample.paragraphs.joined(separator: "<br><br>"))</td></tr></table>
      """)
  }

  /// A few sentences, with nothing but their place to tell them from the rest.
  static func short(_ sample: Sample) -> String {
    page(sample, "<article><h1>\(sample.title)</h1><p>\(sample.paragraphs[0])</p></article>")
  }

  /// All is in a form, as shops do it.
  static func product(_ sample: Sample) -> String {
    page(
      sample,
      """
      <form action="/buy"><h1>\(sample.title)</h1><div>\(paragraphs(sample))</div><label>1<input name=n></label><button>\(sample.menu[0])</button></form>
      """)
  }

  /// The parts of the page are shown one after the other.
  static func hiddenParts(_ sample: Sample) -> String {
    let parts = sample.paragraphs.map { "<div style=\"display: none\"><p>\($0)</p></div>" }.joined()
    return page(sample, "<main><h1>\(sample.title)</h1>\(parts)</main>")
  }

  /// The text stands below its title; a list of others, each with its beginning, is longer.
  static func teasers(_ sample: Sample) -> String {
    let others = (0..<4).map {
      "<div><h2><a href=/z>\(sample.related[$0 % 2])</a></h2><p>\(sample.comments[$0 % 2]) \(sample.cookies)</p></div>"
    }.joined()
    return page(
      sample,
      "<div class=k1><h1>\(sample.title)</h1>\(paragraphs(sample))</div><div class=k2>\(others)</div>")
  }

  /// A thread of posts: all of them are the text.
  static func forum(_ sample: Sample) -> String {
    let posts = sample.paragraphs.enumerated().map {
      "<div class=\"post\" id=p\($0.offset)><div class=\"post-author\">\(sample.author)</div><div class=date>30.11.2026</div>"
        + "<div class=\"post-body\">\($0.element)</div></div>"
    }.joined()
    return page(sample, "<div class=thread><h1>\(sample.title)</h1>\(posts)</div><form><textarea></textarea></form>")
  }

  /// A ticker: short pieces, each with its time.
  static func ticker(_ sample: Sample) -> String {
    let pieces = (0..<9).map {
      "<li><time>1\($0):05</time><p>\(sample.paragraphs[$0 % 3])</p></li>"
    }.joined()
    return page(sample, "<article><h1>\(sample.title)</h1><ol class=live-ticker>\(pieces)</ol></article>")
  }

  /// The text of an encyclopedia: headings, lists and tables between paragraphs.
  static func encyclopedia(_ sample: Sample) -> String {
    let sections = sample.paragraphs.map {
      "<h2>\(sample.title)</h2><p>\($0)</p><ul><li>\(sample.items[0])</li><li>\(sample.items[1])</li></ul>"
        + "<table><tr><th>\(sample.items[2])</th><th>1</th></tr><tr><td>2</td><td>3</td></tr></table>"
    }.joined()
    return page(sample, "<main id=content><h1>\(sample.title)</h1><div>\(sections)</div></main>")
  }

  static let shapes: [(name: String, make: @Sendable (Sample) -> String)] = [
    ("news", news), ("blog", blog), ("recipe", recipe), ("builder", builder), ("noscript", noscript),
    ("linked data", linkedData), ("table", table), ("short", short), ("product", product),
    ("hidden parts", hiddenParts),
    ("teasers", teasers), ("forum", forum), ("ticker", ticker), ("encyclopedia", encyclopedia),
  ]
}
