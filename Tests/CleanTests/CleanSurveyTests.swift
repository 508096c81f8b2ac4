@testable import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct CleanSurveyTests {
  typealias LineStatistics = CleanSurvey.LineStatistics

  static func line(_ number: Int, _ random: inout SeededGenerator) -> (UInt64, LineStatistics) {
    let head = Int.random(in: 0...1, using: &random)
    return (
      UInt64(number),
      LineStatistics(
        documents: 1, head: head, tail: 1 - head, headlines: head,
        contentSketch: 1 << UInt64.random(in: 0..<64, using: &random),
        example: Array("line \(number)".utf8))
    )
  }

  /// A survey of some documents of a few sites, with common lines and rare ones.
  static func survey(_ seed: UInt64, documents: Int = 20, most: Int = .max) -> CleanSurvey {
    var random = SeededGenerator(seed)
    var survey = CleanSurvey(most: most)
    for _ in 0..<documents {
      var numbers = Set((0..<4).map { _ in Int.random(in: 0..<6, using: &random) })
      for _ in 0..<6 { numbers.insert(Int.random(in: 6..<5000, using: &random)) }
      let site = "site \(Int.random(in: 0..<3, using: &random))"
      survey.add(numbers.sorted().map { line($0, &random) }, sampledPage(&random), to: site)
    }
    return survey
  }

  static func sampledPage(_ random: inout SeededGenerator) -> SampledPage {
    // Few keys, so that there are copies.
    let key = UInt64.random(in: 0..<400, using: &random)
    let lines = (0..<4).map { SampledPage.Line(hash: key + UInt64($0), kind: $0 == 0 ? .headline : .prose) }
    let label = SampledPage.Label(line: 2, text: Array("more:".utf8), rest: key, words: 4, isOpen: key % 2 == 0)
    return SampledPage(key: key, lines: lines, labels: [label])
  }

  static func merged(_ surveys: CleanSurvey...) -> CleanSurvey {
    var result = surveys[0]
    for survey in surveys.dropFirst() { result.merge(survey) }
    return result
  }

  @Test func mergingIsAssociative() {
    for seed in UInt64(0)..<20 {
      let (a, b, c) = (Self.survey(seed), Self.survey(seed + 100), Self.survey(seed + 200))
      let left = Self.merged(Self.merged(a, b), c)
      let right = Self.merged(a, Self.merged(b, c))
      #expect(left.sites == right.sites)
      #expect(left.lineCount == right.lineCount)
      #expect(Self.merged(CleanSurvey(), a).sites == a.sites)
      #expect(Self.merged(a, CleanSurvey()).sites == a.sites)
    }
  }

  @Test func keepsSomeDocumentsAsExamples() {
    let survey = Self.merged(Self.survey(1, documents: 200), Self.survey(2, documents: 200))
    for site in survey.sites.values {
      let keys = site.sampledPages.map(\.key)
      #expect(keys.count == 32)
      #expect(keys == Set(keys).sorted())
    }
  }

  @Test func isReadAsItWasWritten() throws {
    let survey = Self.survey(3, documents: 50)
    var writer = BinaryWriter()
    writer.write(survey)
    var reader = BinaryReader(writer.buffer)
    let again = try reader.read(CleanSurvey.self)
    #expect(again.sites == survey.sites)
    #expect(reader.remaining == 0)
    // A label of a line that is not there is no survey.
    writer.clear()
    writer.write(SampledPage(key: 1, lines: [], labels: [Self.survey(3).sites.values.first!.sampledPages[0].labels[0]]))
    var broken = BinaryReader(writer.buffer)
    #expect(throws: BinaryReader.Malformed.self) { try broken.read(SampledPage.self) }
  }

  /// In any order and in any groups, also where lines must be forgotten.
  @Test(arguments: [Int.max, 500, 60])
  func mergingIsCommutative(most: Int) {
    for seed in UInt64(0)..<10 {
      var random = SeededGenerator(seed)
      let pieces = (UInt64(0)..<12).map { Self.survey(seed * 50 + $0) }
      var whole = CleanSurvey(most: most)
      for piece in pieces { whole.merge(piece) }
      for _ in 0..<3 {
        var groups = [CleanSurvey(most: most), CleanSurvey(most: most), CleanSurvey(most: most)]
        for piece in pieces.shuffled(using: &random) { groups[Int.random(in: 0..<3, using: &random)].merge(piece) }
        let total = Self.merged(groups[2], groups[0], groups[1])
        #expect(Bool(total.sites == whole.sites))
        #expect(total.threshold == whole.threshold)
        #expect(total.lineCount == total.sites.values.reduce(0) { $0 + $1.lines.count })
        #expect(total.lineCount <= most)
      }
    }
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
