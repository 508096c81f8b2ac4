import Foundation
import MinwalTestSupport
import Testing

/// `minwal compare`, over reports in the golden folder.
@Suite struct CompareTests {
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/compare")

  private func compare(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["compare"] + arguments, in: Self.golden)
  }

  @Test func showsWhatDiffers() throws {
    let result = try compare("a.json", "b.json")
    #expect(result.status == 1)
    #expect(result.error.isEmpty)
    try expectGolden(result.output, Self.golden.appendingPathComponent("different.txt"))
  }

  @Test func aReportIsEqualToItself() throws {
    let result = try compare("a.json", "a.json")
    #expect(result.status == 0)
    try expectGolden(result.output, Self.golden.appendingPathComponent("equal.txt"))
  }

  @Test func tellsProgramsToo() throws {
    let result = try compare("a.json", "b.json", "--json")
    #expect(result.status == 1)
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(json["equal"] as? Bool == false)
    let figures = try #require(json["figures"] as? [[String: Any]])
    let read = figures.first { $0["run"] as? String == "news" && $0["name"] as? String == "dropped" }
    #expect(read?["a"] as? Int == 8 && read?["b"] as? Int == 12 && read?["ratio"] as? Double == 1.5)
  }

  @Test func comparesWhatARunHasWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("نص قصير.", to: "in/a.txt")
    try folder.write("minwal: 1\nstages:\n  - export: { format: jsonl, to: x.jsonl }\n", to: "r.yaml")
    func minwal(_ arguments: String...) throws -> BuiltCommand.Result {
      try BuiltCommand.run(arguments, in: folder.url)
    }
    for name in ["a", "b", "c"] {
      if name == "c" { try folder.write("آخر", to: "in/b.txt") }
      #expect(try minwal("run", "r.yaml", "--input", "in", "--report", "\(name).json").status == 0)
    }
    #expect(try minwal("compare", "a.json", "b.json").status == 0)
    #expect(try minwal("compare", "b.json", "c.json").status == 1)
  }

  @Test(arguments: [
    ("", "expected a value"), ("{", "expected"), ("[]", "no 'minwal'"), ("{\"minwal\":\"1\"}", "no list 'runs'"),
    ("{\"minwal\":\"1\",\"runs\":[{}]}", "run 1 lacks a field"), ("{\"minwal\":\"1\",\"runs\":[]} x", "follows"),
  ])
  func refusesWhatIsNoReport(_ text: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "x.json")
    let result = try compare(folder.url.path + "/x.json", "a.json")
    #expect(result.status == 66)
    #expect(result.output.isEmpty)
    #expect(result.error.contains("x.json is not a report") && (text.isEmpty || result.error.contains(message)))
  }

  @Test func wrongArguments() throws {
    #expect(try compare("a.json").status == 64)
    #expect(try compare("a.json", "b.json", "c.json").status == 64)
    let missing = try compare("a.json", "nowhere.json")
    #expect(missing.status == 66)
    #expect(missing.error.contains("nowhere.json"))
  }
}
