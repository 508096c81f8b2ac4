import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct CleanPageTests {
  static let pages =
    MarkedPage.arabic + MarkedPage.european + MarkedPage.asian + MarkedPage.unseen + MarkedPage.inserted
    + MarkedPage.shortHeadlines

  @Test(arguments: pages)
  func keepsAndRemovesExactlyWhatIsMarked(_ page: MarkedPage) throws {
    let document = try clean(page.text)
    let left = MarkedPage.lines(of: String(document.text))
    let lost = page.kept.filter { !left.contains($0) }
    let junk = left.filter { page.removed.contains($0) && !page.kept.contains($0) }
    #expect(lost == [])
    #expect(junk == [])
    #expect(left.count == page.kept.count)
    #expect(document.title == page.headline)
  }

  @Test(arguments: pages)
  func cleaningAgainChangesNothing(_ page: MarkedPage) throws {
    let once = try clean(page.text)
    let twice = try clean(String(once.text))
    #expect(String(twice.text) == String(once.text))
    #expect(twice.title == once.title)
  }

  @Test(arguments: pages)
  func eachRemovedLineHasAReason(_ page: MarkedPage) throws {
    let document = try clean(page.text, traced: true)
    let edits = document.trace?.passes.first?.edits ?? []
    let source = Text(page.text)
    let removed = edits.filter { $0.causes.map(\.reason.name) != ["blank-line"] }
      .flatMap { MarkedPage.lines(of: source.string(in: $0.source)) }
    #expect(removed.sorted() == page.removed.sorted())
    let known = Set(Clean.spec.reasons.map(\.name))
    #expect(edits.allSatisfy { $0.causes.allSatisfy { known.contains($0.reason.name) } && $0.output.isEmpty })
  }
}
