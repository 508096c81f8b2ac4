import Foundation
@testable import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct LearningTests {
  /// The stage after it has seen some documents, in two pieces.
  static func taught(_ documents: [Document], _ options: [ConfigNode.Entry] = []) throws -> Clean {
    var stage = try makeStage(Clean.self, .options(["learn": "corpus"]) + options)
    var survey = CleanSurvey()
    var later = CleanSurvey()
    for (number, document) in documents.enumerated() {
      if number * 2 < documents.count {
        stage.observe(document, into: &survey)
      } else {
        stage.observe(document, into: &later)
      }
    }
    survey.merge(later)
    stage.adopt(stage.learn(from: survey))
    return stage
  }

  static func lines(_ stage: Clean, _ document: Document) throws -> [String] {
    var (stage, document) = (stage, document)
    _ = try stage.process(&document)
    return MarkedPage.lines(of: String(document.text))
  }

  @Test(arguments: [true, false]) func learnsWhatNoPackKnows(hasGaps: Bool) throws {
    let site = InventedSite(name: "invented", hasGaps: hasGaps)
    let stage = try Self.taught((0..<40).map { site.document($0) })
    let untaught = try makeStage(Clean.self)
    for number in 0..<40 {
      let expected = [InventedSite.headline(number)] + InventedSite.body(number)
      let left = try Self.lines(stage, site.document(number))
      #expect(left == expected, "\(left)")
      #expect(try Self.lines(untaught, site.document(number)).count > expected.count)
    }
  }

  @Test func cleaningAgainChangesNothing() throws {
    let site = InventedSite(name: "invented")
    var stage = try Self.taught((0..<40).map { site.document($0) })
    for number in 0..<40 {
      var document = site.document(number, extra: ["Zorbel", "Opal wix"])
      _ = try stage.process(&document)
      let once = String(document.text)
      var again = Document(id: "again", text: once)
      again.metadata["site"] = .string("invented")
      _ = try stage.process(&again)
      #expect(String(again.text) == once)
    }
  }

  @Test func aSiteIsToldByItsFurnitureAlone() throws {
    let (one, other) = (InventedSite(name: "one"), InventedSite(name: "other"))
    let plain = (0..<40).map { number -> Document in
      var document = other.document(number)
      document.metadata["site"] = .string("plain")
      return number < 36 ? one.document(number) : document
    }
    let stage = try Self.taught(plain)
    var stranger = one.document(3)
    stranger.metadata["site"] = .string("plain")
    #expect(try Self.lines(stage, stranger).contains(InventedSite.buttons[0]))
    #expect(try !Self.lines(stage, one.document(3)).contains(InventedSite.buttons[0]))
  }

  @Test func givesItsReason() throws {
    let site = InventedSite(name: "invented")
    var stage = try Self.taught((0..<20).map { site.document($0) })
    var document = site.document(1)
    _ = try stage.process(&document)
    #expect(document.tally.counts.contains { $0.name == "learned" && $0.count >= 5 })
  }

  /// Copies of one article have all lines in common.
  @Test func copiesOfOneArticleTeachNothing() throws {
    let site = InventedSite(name: "copied")
    let stage = try Self.taught((0..<60).map { _ in site.document(7) })
    #expect(stage.learned?.findings.isEmpty == true)
  }

  /// Lines between the first paragraph and the second, which each page, or each fifth, has.
  @Test(
    arguments: [
      ("القاهرة - وكالات", 5), ("Oh sing it again my love", 5), ("- One more time", 1), ("«And so it goes»", 1),
      ("2 eggs", 1), ("This was reported by our own people in the north.", 1),
    ] as [(String, Int)])
  func whatRecursInsideBodiesStays(_ line: String, every: Int) throws {
    let site = InventedSite(name: "refrain")
    let documents = (0..<60).map { site.document($0, extra: $0 % every == 0 ? [line] : []) }
    let stage = try Self.taught(documents)
    #expect(try Self.lines(stage, documents[10]).contains(line))
    #expect(try !Self.lines(stage, documents[10]).contains(InventedSite.inside))
  }

  /// A link whose heading packs know stays on a page by itself if it shares words with the text, since it may be the
  /// author's. When all pages have one, it is not.
  @Test(arguments: ["Related", "اقرأ أيضا"]) func linksBehindKnownHeadingsGo(_ heading: String) throws {
    let site = InventedSite(name: "linking", hasGaps: false)
    func link(_ number: Int) -> String {
      let place = InventedSite.body(number)[0].split(separator: " ").prefix(5).joined(separator: " ")
      return "\(heading): \(place) had waited for a long time, people said on Monday evening"
    }
    let documents = (0..<40).map { site.document($0, extra: [link($0)]) }
    let (stage, untaught) = (try Self.taught(documents), try makeStage(Clean.self))
    for number in 0..<40 {
      #expect(try Self.lines(untaught, documents[number]).contains(link(number)))
      #expect(try !Self.lines(stage, documents[number]).contains(link(number)))
    }
  }

  /// A headline is boilerplate on the pages that link to it, but not on its own.
  @Test func linkedHeadlinesStay() throws {
    let site = InventedSite(name: "linking")
    let linked = InventedSite.headline(3)
    let documents = (0..<40).map { number -> Document in
      var document = Document(
        id: "\(number)", text: site.page(number) + (number > 3 && number < 20 ? "\n\nHulm\n\(linked)" : ""))
      document.metadata["site"] = .string("linking")
      return document
    }
    let stage = try Self.taught(documents)
    #expect(try Self.lines(stage, documents[3]).first == linked)
    #expect(try !Self.lines(stage, documents[10]).contains(linked))
  }

  /// "Method" recurs on all pages, but is a heading; once it went, and the ingredients above it were in danger.
  @Test func headingsThatAllPagesHaveStay() throws {
    let documents = (0..<40).map { number -> Document in
      let (body, other) = (InventedSite.body(number), InventedSite.body(number + 40))
      // No two pages need the same.
      let items = (0..<4).map { item in
        "3 cups of " + String(number * 4 + item, radix: 2).map { $0 == "1" ? "ka" : "lo" }.joined()
      }
      let lines = ["Zorbel", "Munta Quil", "Pirrash", InventedSite.headline(number), body[0]]
      let text = (lines + ["Ingredients"] + items + ["Method", body[1], body[2], other[1], other[2], "Opal wix"])
        .joined(separator: "\n")
      var document = Document(id: "\(number)", text: text)
      document.metadata["site"] = .string("recipes")
      return document
    }
    let stage = try Self.taught(documents)
    let left = try Self.lines(stage, documents[7])
    #expect(left.filter { $0.contains("cups of") }.count == 4, "\(left)")
    #expect(left.contains("Ingredients") && left.contains("Method"))
    #expect(!left.contains("Opal wix"))
  }

  @Test func keptAndRareLinesStay() throws {
    let site = InventedSite(name: "invented")
    let documents = (0..<40).map { site.document($0) }
    let kept = try Self.taught(documents, .options(["keep": ["Opal wix"]]))
    #expect(try Self.lines(kept, documents[0]).contains("Opal wix"))
    let strict = try Self.taught(documents, .options(["learn-least": 41]))
    #expect(strict.learned?.findings.isEmpty == true)
  }

  @Test func reportsAPackThatCanBeRead() throws {
    let site = InventedSite(name: "https://www.Invented.example:80/x")
    let stage = try Self.taught((0..<40).map { site.document($0) })
    let report = stage.learnedReport
    #expect(report.contains("# invented.example: 40 documents\n[anywhere]\n# 40 documents (40 inside): Brindle koy\n"))
    let pack = try PhrasePack(Text(report))
    #expect(pack.patterns.count >= 7)
    // With the pack, nobody has to learn.
    let folder = try TemporaryFolder()
    try folder.write(report, to: "learned.txt")
    let reading = try makeStage(
      Clean.self, .options(["packs": ["web-en", ConfigNode(.string("./learned.txt"))]]), folder: folder.url.path)
    let left = try Self.lines(reading, site.document(5))
    #expect(InventedSite.boilerplate.allSatisfy { !left.contains($0) })
  }

  @Test func nothingLearnedIsAPackToo() throws {
    let report = try Self.taught([]).learnedReport
    #expect(try PhrasePack(Text(report)).patterns.isEmpty)
    #expect(report.contains("No line recurs"))
  }
}
