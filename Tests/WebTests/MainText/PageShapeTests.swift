import WebPlugin
import Testing

struct PageShapeTests {
  @Test(arguments: Pages.shapes.indices, Sample.all)
  func findsTheTextAndNothingElse(shape: Int, sample: Sample) {
    let extraction = Extraction(Pages.shapes[shape].make(sample))
    let text = extraction.text
    let wanted = Pages.shapes[shape].name == "short" ? [sample.paragraphs[0]] : sample.paragraphs
    for paragraph in wanted { #expect(text.contains(paragraph), "\(Pages.shapes[shape].name)") }
    for other in sample.menu[...2] + sample.related + sample.comments + [sample.cookies, sample.caption] {
      // Some shapes have headings with the words of the menu.
      if Pages.shapes[shape].name == "recipe", sample.menu.contains(other) { continue }
      #expect(!text.contains(other), "\(Pages.shapes[shape].name)")
    }
  }

  @Test(arguments: Sample.all)
  func keepsWhatLeadsToTheText(sample: Sample) {
    let extraction = Extraction(Pages.news(sample))
    #expect(extraction.text.hasPrefix(sample.lead))
    #expect(extraction.result.content.blocks.map(\.kind) == [.paragraph, .paragraph, .paragraph, .paragraph])
  }

  @Test(arguments: Sample.all)
  func keepsIngredients(sample: Sample) {
    let extraction = Extraction(Pages.recipe(sample))
    #expect(extraction.text.contains(sample.items.joined(separator: "\n")))
    #expect(extraction.text.contains(sample.menu[2]))
  }

  @Test(arguments: [
    ("noscript", MainText.Rung.noscript), ("linked data", .jsonLD), ("news", .named), ("short", .article),
    ("builder", .densest),
  ])
  func tellsTheRung(shape: String, rung: MainText.Rung) throws {
    let make = try #require(Pages.shapes.first { $0.name == shape }).make
    #expect(Extraction(make(Sample.arabic)).result.rung == rung)
  }

  @Test func makesNothingOfNothing() {
    for page in ["", "   ", "<html>", "<!-- -->", "<frameset><frame></frameset>", "<script>a</script>"] {
      #expect(Extraction(page).text.isEmpty)
    }
  }

  private static let lead =
    "<p>The new ferry came into the harbour on Monday after two years of work, and half the town stood on the quay.</p>"
    + "<p>It takes sixty cars and makes the crossing in twenty minutes, which is half of what the old one needed.</p>"

  /// Lists, tables and code need no sentences to be text, also where they are the last of it.
  @Test(arguments: [
    ("<h2>Figures</h2><table><tr><td>Length<td>80 m<tr><td>Width<td>14 m</table>", "Width"),
    ("<h2>On board</h2><ul><li>Two decks<li>A small kitchen<li>Lamps</ul>", "Lamps"),
    ("<p>The formula is:</p><pre>x = 2 * y\nprint(x)</pre>", "print(x)"),
    ("<h3>على متنها</h3><ol><li>سطحان<li>مطبخ صغير</ol>", "مطبخ"),
  ])
  func whatEndsATextIsKept(_ end: String, _ words: String) {
    for around in ["article", "div"] {
      let page = Extraction(
        "<title>Ferry</title><\(around)><h1>Ferry</h1>\(Self.lead)\(end)</\(around)><footer>F</footer>")
      #expect(page.text.contains(words), "\(page.text)")
    }
  }

  /// In a thread, each post stands with a name, and is no note about who wrote the text.
  @Test(arguments: [3, 5, 12]) func postsBesideNamesAreKept(_ count: Int) {
    let posts = (1...count).map {
      "<div class=post><div class=author>sailor\($0)</div><p>I was on the first crossing, number \($0), and it was as calm as "
        + "a lake; the bar was open and nobody was sick.</p></div>"
    }
    let page = Extraction("<title>First crossing</title><h1>First crossing</h1><div id=thread>\(posts.joined())</div>")
    for number in 1...count { #expect(page.text.contains("number \(number),"), "\(page.text)") }
  }
}
