@testable import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct LearningTrapTests {
  @Test(arguments: LearningTrap.all) func keepsWhatArticlesHaveInCommon(_ trap: LearningTrap) throws {
    let number = LearningTrap.all.firstIndex { $0.testDescription == trap.testDescription } ?? 0
    for index in [number, number + 3] {
      let prose = InventedProse.all[index % InventedProse.all.count]
      let pages = (0..<24).map { trap.lines($0 + index * 100, prose) }
      let documents = pages.enumerated().map {
        LearningTrap.document($0.element, number: $0.offset, site: "trap", hasGaps: index % 2 == 0)
      }
      let stage = try LearningTests.taught(documents)
      for (page, document) in zip(pages, documents) {
        let left = try LearningTests.lines(stage, document)
        let lost = page.filter { $0.isContent && !left.contains($0.text) }.map(\.text)
        #expect(lost == [], "\(prose.name)")
        if trap.teachesNothing { continue }
        let junk = page.filter { !$0.isContent && left.contains($0.text) }.map(\.text)
        #expect(junk == [], "\(prose.name)")
      }
    }
  }

  /// Three documents are too few to learn from.
  @Test func aSmallCorpusTeachesNothing() throws {
    for trap in LearningTrap.all {
      let documents = (0..<3).map {
        LearningTrap.document(trap.lines($0, InventedProse.all[1]), number: $0, site: "trap", hasGaps: false)
      }
      #expect(try LearningTests.taught(documents).learned?.findings.isEmpty == true)
    }
  }

  /// Documents of all kinds that do not tell their site.
  @Test func sitesThatAreNotToldAreNotMixedUp() throws {
    let prose = InventedProse.all
    let pages = LearningTrap.all.enumerated().flatMap { kind, trap in
      (0..<12).map { trap.lines($0 + kind * 100, prose[kind % prose.count]) }
    }
    let documents = pages.enumerated().map {
      LearningTrap.document($0.element, number: $0.offset, site: nil, hasGaps: false)
    }
    let stage = try LearningTests.taught(documents)
    for (page, document) in zip(pages, documents) {
      let left = try LearningTests.lines(stage, document)
      #expect(page.filter { $0.isContent && !left.contains($0.text) }.map(\.text) == [])
    }
  }

  /// Labels of links stand in the report as phrases with a star, which a pack can say.
  @Test func reportsLabels() throws {
    let trap = try #require(LearningTrap.all.first { $0.testDescription == "links within articles" })
    let documents = (0..<20).map {
      LearningTrap.document(trap.lines($0, InventedProse.all[1]), number: $0, site: "trap", hasGaps: false)
    }
    let report = try LearningTests.taught(documents).learnedReport
    #expect(report.contains("\n# 20 of the documents looked at: links within articles\nmunsel trag: *\n"))
    let pack = try PhrasePack(Text(report))
    #expect(pack.patterns.contains { !$0.isExact })
  }
}
