import Minwal

extension Extract {
  /// Uses of the stage, for its reference page.
  static let examples = [
    StageExample(
      "A news page.",
      input: """
        <!DOCTYPE html>
        <html lang="en"><head><title>The sea is back</title></head>
        <body>
        <nav><a href="/">Home</a> <a href="/town">Town</a></nav>
        <article>
        <h1>The sea is back</h1>
        <p>After a year without water the harbour is full again, and the boats that lay on their sides are afloat.</p>
        <h2>What the fishers say</h2>
        <p>&ldquo;Nobody thought that it would take so long,&rdquo; says Ana Marsh, who has fished here for thirty years.</p>
        </article>
        <aside class="related"><a href="/1">The harbour is dry</a></aside>
        <footer>Imprint &middot; Contact</footer>
        </body></html>
        """),
    StageExample(
      "The same marks as in Markdown, and a table row by row.", options: ["format": "markdown"],
      input: """
        <article>
        <h2>Soup for two</h2>
        <p>A soup of what the harbour market has on a Friday, which takes half an hour and one pot, and is better the next day.</p>
        <ul><li>two onions</li><li>a pound of fish</li></ul>
        <table><tr><td>Onions</td><td>2</td></tr><tr><td>Fish</td><td>500 g</td></tr></table>
        <p>Cut the onions, let them sweat in the pot until they are soft, and put the fish on top for the last ten minutes.</p>
        </article>
        """),
  ]
}
