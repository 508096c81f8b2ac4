@testable import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct CleanSurveyTests {
  /// A page with some lines that many have and some that few have. Few keys, so that there are copies.
  static func page(_ random: inout SeededGenerator) -> ObservedPage {
    let key = UInt64.random(in: 0..<400, using: &random) << 50
    var numbers = SeededGenerator(key)
    var page = ObservedPage(key: key, start: 1)
    for place in 0..<8 {
      let number = Int.random(in: 0..<(place < 4 ? 6 : 5000), using: &numbers)
      // Copies differ in what is folded.
      let text = Array("line \(number) \(Int.random(in: 0..<3, using: &random))".utf8) + (place == 5 ? long : [])
      page.lines.append(
        ObservedPage.Line(
          hash: UInt64(number + 1), length: UInt16(text.count), kind: place == 1 ? .headline : .prose,
          traits: place == 0 ? .isHead : place == 1 ? .isHeadline : place == 7 ? .isTail : []))
      page.text += text
    }
    page.check = StableHash.hash(page.text.span)
    return page
  }

  private static let long = [UInt8](repeating: UInt8(ascii: "x"), count: 200)

  static func survey(_ seed: UInt64, documents: Int = 20, most: Int = .max, sites: Int = 3) -> CleanSurvey {
    var random = SeededGenerator(seed)
    var survey = CleanSurvey(most: most)
    for _ in 0..<documents {
      survey.add(page(&random), to: "site \(Int.random(in: 0..<sites, using: &random))")
    }
    return survey
  }

  /// In any order, in any groups and put in order at any time, also where documents or sites must be forgotten.
  @Test(arguments: [(Int.max, 3), (300, 3), (100, 3), (40, 60)])
  func mergingIsCommutative(most: Int, sites: Int) {
    for seed in UInt64(0)..<6 {
      var random = SeededGenerator(seed)
      let pieces = (UInt64(0)..<12).map { Self.survey(seed * 50 + $0, documents: 90, most: most, sites: sites) }
      var whole = CleanSurvey(most: most)
      for piece in pieces { whole.merge(piece) }
      whole.tidy()
      for _ in 0..<3 {
        var groups = [CleanSurvey(most: most), CleanSurvey(most: most), CleanSurvey(most: most)]
        for piece in pieces.shuffled(using: &random) {
          let group = Int.random(in: 0..<3, using: &random)
          groups[group].merge(piece)
          if Bool.random(using: &random) { groups[group].tidy() }
        }
        groups[2].merge(groups[0])
        groups[2].merge(groups[1])
        groups[2].tidy()
        #expect(Bool(groups[2].sites == whole.sites))
        #expect(groups[2].level == whole.level)
        #expect(groups[2].byteCount == whole.byteCount)
      }
      #expect(whole.sites.values.reduce(0) { $0 + $1.pages.count } <= most)
      #expect(most > 1_000 || whole.level > 0)
      if sites == 3 { #expect(whole.sites.values.reduce(0) { $0 + $1.documents } == 12 * 90) }
    }
  }

  @Test func copiesAreOnePage() {
    var random = SeededGenerator(1)
    let page = Self.page(&random)
    var survey = CleanSurvey()
    for check in [3, 1, 2] as [UInt64] {
      var copy = page
      copy.check = check
      survey.add(copy, to: "")
    }
    survey.tidy()
    let pages = survey.sites[""]?.pages ?? []
    #expect(pages.map(\.copies) == [3])
    #expect(pages.map(\.check) == [1])
    #expect(SiteStatistics(survey.sites[""] ?? .init(), name: "", least: 2).documents == 3)
  }

  /// What is counted of the pages that are left is what is counted of all.
  @Test func countsLines() {
    var survey = Self.survey(7, documents: 600, sites: 1)
    survey.tidy()
    let site = survey.sites["site 0"] ?? .init()
    let statistics = SiteStatistics(site, name: "site 0", least: 5)
    #expect(statistics.documents == 600)
    var expected: [UInt64: Int] = [:]
    for page in site.pages { for hash in Set(page.lines.map(\.hash)) { expected[hash, default: 0] += page.copies } }
    // Of a line of which no text was kept, nothing can be said.
    let told = Set(site.pages.flatMap { page in page.lines.filter { $0.length > 0 }.map(\.hash) })
    #expect(statistics.lines.mapValues(\.documents) == expected.filter { $0.value >= 5 && told.contains($0.key) })
    #expect(statistics.lines.values.allSatisfy { !$0.example.isEmpty })
    #expect(statistics.sampledPages.count == 32)
    #expect(statistics.sampledPages.map(\.key) == Set(statistics.sampledPages.map(\.key)).sorted())
    #expect(site.pages.contains { $0.lines[5].length == 0 }, "long lines of a large site are thinned")
  }

  @Test func headlinesOfForgottenPagesAreKept() {
    var survey = CleanSurvey(most: 32)
    for number in UInt64(0)..<200 {
      var page = ObservedPage(key: number << 56 | number, start: 0)
      page.lines = [ObservedPage.Line(hash: number + 1, kind: .headline, traits: .isHeadline)]
      survey.add(page, to: "site")
    }
    survey.tidy()
    let site = survey.sites["site"] ?? .init()
    #expect(site.pages.count == 32)
    #expect(SiteStatistics(site, name: "site", least: 5).headlines.count >= 100)
    // Of headlines there is a bound, too.
    #expect(site.headlines.count <= 128)
  }

  @Test func isReadAsItWasWritten() throws {
    var survey = Self.survey(3, documents: 50)
    var writer = BinaryWriter()
    writer.write(survey)
    var reader = BinaryReader(writer.buffer)
    let again = try reader.read(CleanSurvey.self)
    survey.tidy()
    #expect(Bool(again.sites == survey.sites))
    #expect(reader.remaining == 0)
    // Lines whose text is not there.
    writer.clear()
    writer.write(ObservedPage(key: 1, start: 0, lines: [ObservedPage.Line(hash: 1, length: 3, kind: .bare)]))
    var broken = BinaryReader(writer.buffer)
    #expect(throws: BinaryReader.Malformed.self) { try broken.read(ObservedPage.self) }
  }

  @Test func aModelIsReadAsItWasWritten() throws {
    let site = InventedSite(name: "invented")
    let learned = try #require(LearningTests.taught((0..<40).map { site.document($0) }).learned)
    #expect(!learned.findings.isEmpty)
    var writer = BinaryWriter()
    writer.write(learned)
    var reader = BinaryReader(writer.buffer)
    let again = try reader.read(LearnedLines.self)
    #expect(reader.remaining == 0)
    #expect(again.report == learned.report)
  }

  @Test(arguments: [
    ("https://www.News.example/a?b", "news.example"), ("http://user:word@a.example:8080", "a.example"),
    ("ftp://x", "x"), ("news.example/a", nil), ("://a", nil), ("http://", nil), ("", nil), ("a:b", nil),
  ])
  func findsHosts(_ address: String, _ host: String?) { #expect(SiteName.host(of: address) == host) }

  @Test func namesSites() {
    var document = Document(id: "a", text: "")
    #expect(SiteName.of(document, field: "site") == "")
    document.metadata["source"] = .string("The Evening Paper")
    #expect(SiteName.of(document, field: "site") == "")
    document.metadata["url"] = .string("https://paper.example/1")
    #expect(SiteName.of(document, field: "site") == "paper.example")
    #expect(SiteName.of(document, field: "source") == "The Evening Paper")
    document.metadata["site"] = .string("p")
    #expect(SiteName.of(document, field: "site") == "p")
  }
}
