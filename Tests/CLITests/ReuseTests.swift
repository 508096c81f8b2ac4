import Foundation
import MinwalTestSupport
import Testing

/// Recipes that use other files, have conditions, and are changed from the command line.
@Suite(.timeLimit(.minutes(60))) struct ReuseTests {
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/reuse")
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      """
      minwal: 1
      about: Sentences, and a summary of some.
      parameters:
        sentences: 2
        packs: { default: [web-ar], about: Phrases to remove. }
      stages:
        - clean: { packs: $(packs) }
        - segment
        - summarize: { sentences: $(sentences) }

      """, to: "shared/summary.yaml")
    try folder.write(
      """
      minwal: 1
      input: { jsonl: d.jsonl }
      stages:
        - use: shared/summary.yaml
          with: { sentences: 1, packs: [shared.txt] }
          when: { language: ar }
        - export: { format: jsonl, to: out/ar.jsonl, fields: [id, summary], when: { language: ar } }
        - export:
            format: jsonl
            to: out/sport.jsonl
            fields: [id]
            when: { metadata: { section: [sport, games], score: { min: 3 } } }

      """, to: "r.yaml")
    try folder.write("إعلان\n", to: "shared.txt")
    try folder.write(
      """
      {"id":"a","language":"ar","text":"إعلان\\nافتتحت البلدية الحديقة الجديدة قرب الميناء. وحضر الناس."}
      {"id":"b","language":"en","text":"The harbour won.","section":"sport","score":4}
      {"id":"c","language":"en","text":"The harbour lost.","section":"sport","score":2}
      {"id":"d","language":"ar","text":"فازت المدينة. وخسر الميناء.","section":"games","score":3}

      """, to: "d.jsonl")
  }

  private func minwal(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  @Test(arguments: [["--jobs", "1"], ["--jobs", "3"], ["--isolate"]])
  func eachDocumentGoesItsWay(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(["run", "r.yaml", "--report", "report.json"] + arguments, in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("4 read = 3 exported + 1 dropped + 0 quarantined"), "\(result.error)")
    let words = result.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("skipped 1, dropped: no-exporter 1"), "\(result.error)")
    #expect(
      try folder.read("out/ar.jsonl")
        == "{\"id\":\"a\",\"summary\":[\"افتتحت البلدية الحديقة الجديدة قرب الميناء.\"]}\n"
        + "{\"id\":\"d\",\"summary\":[\"فازت المدينة.\"]}\n")
    #expect(try folder.read("out/sport.jsonl") == "{\"id\":\"b\"}\n{\"id\":\"d\"}\n")
    #expect(try folder.read("report.json").contains("\"in\":2,\"skipped\":2,\"out\":2"))
  }

  @Test func settingsReachIsolatedStagesAndResumedRuns() throws {
    let one = try minwal("run", "r.yaml", "--isolate", "--set", "summarize.sentences=2", "--output", "two")
    #expect(one.status == 0, "\(one.error)")
    #expect(try folder.read("two/out/ar.jsonl").contains("[\"فازت المدينة.\",\"وخسر الميناء.\"]"))
    // Another value is another recipe.
    let other = try minwal("run", "r.yaml", "--set", "summarize.sentences=1", "--output", "two", "--resume")
    #expect(other.status == 64 && other.error.contains("the recipe, or a file that it names, has changed since"))
    let same = try minwal("run", "r.yaml", "--set", "summarize.sentences=2", "--output", "two", "--resume")
    #expect(same.status == 0, "\(same.error)")
    // So is another content of a used file.
    let shared = try folder.read("shared/summary.yaml")
    try folder.write(shared + "# a comment is no change\n", to: "shared/summary.yaml")
    let equal = try minwal("run", "r.yaml", "--set", "summarize.sentences=2", "--output", "two", "--resume")
    #expect(equal.status == 0, "\(equal.error)")
    try folder.write(
      shared.replacingOccurrences(of: "  - segment\n", with: "  - normalize\n  - segment\n"), to: "shared/summary.yaml")
    let changed = try minwal("run", "r.yaml", "--set", "summarize.sentences=2", "--output", "two", "--resume")
    #expect(changed.status == 64, "\(changed.error)")
  }

  @Test(arguments: [
    "summarize.sentences=many", "sumarize.sentences=3", "summarize.sentense=3", "export.to=x", "export[3].to=x",
    "export[2].to=out/ar.jsonl", "export[1].when={languag: ar}", "limits.timeout=3 parsecs", "lnaguage=ar",
    "summarize=3",
    "limits=", "parameters.sentences=3", "clean.packs=[web-ar", "input.encoding=windows-1265",
  ])
  func checksWhatIsSet(_ argument: String) throws {
    let result = try minwal("check", "r.yaml", "--set", argument)
    #expect(result.status == 65 && result.output.isEmpty)
    let name = argument.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    try expectGolden(result.error, Self.golden.appendingPathComponent("\(name).txt"))
  }

  @Test(arguments: [
    ["check", "r.yaml", "--set", "summarize"], ["run", "r.yaml", "--set", "=3"],
    ["why", "r.yaml", "a", "--set", "clean[0].packs=[]"], ["learn", "r.yaml", "--set", ""],
  ])
  func refusesWhatNamesNothing(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(arguments, in: folder.url)
    #expect(result.status == 64)
    #expect(result.error.contains("'--set' takes STAGE.OPTION=VALUE or KEY=VALUE"))
  }

  @Test func trialsTellWhatIsSkipped() throws {
    let text = try minwal("try", "r.yaml", "c")
    #expect(text.status == 0)
    try expectGolden(text.output, Self.golden.appendingPathComponent("try.txt"))
    let json = try minwal("try", "r.yaml", "b", "--json")
    #expect(json.output.contains("{\"step\":\"clean\",\"skipped\":\"{ language: ar }\""))
    let set = try minwal("try", "r.yaml", "d", "--set", "summarize.sentences=2", "--stage", "summarize")
    #expect(set.output.contains("summary: 2"), "\(set.output)")
    let why = try minwal("why", "r.yaml", "a", "إعلان", "--set", "clean.packs=[web-en]")
    #expect(why.status == 0, "\(why.error)")
  }

  @Test func watchesUsedFiles() throws {
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(["try", "r.yaml", "d", "--watch"], in: folder.url, scratch: scratch)
    defer { process.terminate() }
    func wait(for text: String, in file: String = "stdout") throws {
      for _ in 0..<3000 where try !scratch.read(file).contains(text) { usleep(40_000) }
      #expect(try scratch.read(file).contains(text))
    }
    try wait(for: "waiting", in: "stderr")
    let shared = try folder.read("shared/summary.yaml")
    try folder.write(shared.replacingOccurrences(of: "segment", with: "sgement"), to: "shared/summary.yaml")
    try wait(for: "r.yaml:4:10: used from here", in: "stderr")
    try folder.write(
      shared.replacingOccurrences(of: "  - segment\n", with: "  - normalize\n  - segment\n"), to: "shared/summary.yaml")
    try wait(for: "normalize")
  }
}
