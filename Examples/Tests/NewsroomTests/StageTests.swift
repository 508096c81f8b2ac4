import Minwal
import MinwalTestSupport
import NewsroomPlugin
import Testing

@Suite struct StageTests {
  @Test(arguments: [
    ("on 2024-02-29.", ["2024-02-29"]), ("on 2023-02-29.", []), ("2024-12-31", ["2024-12-31"]), ("12024-12-31", []),
    ("2024-12-311", []), ("2024-13-01 2024-00-10 2024-01-00", []), ("2024-1-01", []), ("-2024-01-01", []),
    ("1899-12-31 1900-01-01", ["1900-01-01"]), ("a-b-c", []), ("", []), ("٢٠٢٤-01-01", []),
    ("2024-01-01/2024-01-02", ["2024-01-01", "2024-01-02"]), ("1900-02-29 2000-02-29", ["2000-02-29"]),
  ])
  func findsDates(_ text: String, _ expected: [String]) throws {
    let document = try run(FindDates.self, on: text)
    let dates = try #require(document[Dates.self])
    #expect(dates.ranges.map { document.text.string(in: $0) } == expected)
  }

  @Test func dropsWhatHasNoDate() throws {
    var stage = try makeStage(FindDates.self, .options(["drop-undated": true]))
    var document = Document(id: "a", text: "no date")
    guard case .drop(let reason) = stage.process(&document) else {
      Issue.record("it was kept")
      return
    }
    #expect(reason.name == "undated")
  }

  @Test func yearsMustBeInOrder() {
    let error = #expect(throws: Diagnostics.self) {
      try makeStage(FindDates.self, .options(["from": 2000, "to": 1999]))
    }
    #expect(error?.all.map(\.code) == [.conflictingOptions])
  }

  /// The corpus may be cut into pieces anywhere.
  @Test(arguments: [1, 2, 3, 7])
  func surveysMerge(_ pieces: Int) throws {
    let texts = ["a", "b", "a", "c", "b", "a", "d"]
    var stage = try makeStage(DropRepeats.self, .options(["min-bytes": 0]))
    var surveys = (0..<pieces).map { _ in DropRepeats.Survey() }
    var document = Document()
    for (index, text) in texts.enumerated() {
      document.reset(id: "\(index)", index: index) { $0.append(text) }
      stage.observe(document, into: &surveys[index * pieces / texts.count])
    }
    var whole = DropRepeats.Survey()
    for survey in surveys { whole.merge(survey) }
    stage.adopt(whole)
    var kept: [Int] = []
    for (index, text) in texts.enumerated() {
      document.reset(id: "\(index)", index: index) { $0.append(text) }
      if case .keep = stage.process(&document) { kept.append(index) }
    }
    #expect(kept == [0, 1, 3, 6])
  }

  @Test func writesXML() throws {
    var document = Document(id: "a<b", text: "1 < 2 & \"3\" on 2024-05-31\u{1}")
    var finder = try makeStage(FindDates.self)
    _ = finder.process(&document)
    let scope = OptionScope(folder: ".")
    let options = try #require(ExportTEI.Options.decode(.options(["to": "x"]), in: scope))
    var output = ByteBuffer()
    ExportTEI(options, StageContext()).render(document, into: &output)
    #expect(output.string.contains("<title>a&lt;b</title>"))
    #expect(
      output.string.contains(
        "1 &lt; 2 &amp; &quot;3&quot; on <date when=\"2024-05-31\">2024-05-31</date>\u{FFFD}\n"))
  }
}
