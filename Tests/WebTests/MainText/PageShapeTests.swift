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
}
