import Foundation
import MinwalTestSupport
import Testing

/// What `minwal check --json` prints.
@Suite struct CheckJSONTests {
  static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  static func schema() throws -> [String: Any] {
    try object(String(contentsOf: projectFolder.appendingPathComponent("docs/check.schema.json"), encoding: .utf8))
  }

  /// The findings, a line each, for golden files.
  static func pretty(_ value: Any) throws -> String {
    let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try JSONSerialization.data(withJSONObject: value, options: options), as: UTF8.self) + "\n"
  }

  @Test(arguments: [
    "many-problems", "mistakes-everywhere", "unknown-alias", "duplicate-key", "bad-indent", "missing-input",
    "normalize-between", "no-effect",
  ])
  func findings(_ name: String) throws {
    let folder = BrokenRecipeTests.folder
    let text = try BuiltCommand.run(["check", "\(name).yaml"], in: folder)
    let result = try BuiltCommand.run(["check", "--json", "\(name).yaml"], in: folder)
    #expect(result.status == text.status)
    #expect(result.error.isEmpty)
    let found = try Self.object(result.output)
    try JSONSchema.check(found, try Self.schema(), "check")
    let recipes = try Self.pretty(try #require(found["recipes"]))
    try expectGolden(
      recipes.replacingOccurrences(of: try BrokenRecipeTests.stages.get(), with: "(all stages)"),
      folder.appendingPathComponent("\(name).json"))
  }

  /// Notes lead to the other files and arguments; what must not reach a terminal is escaped.
  @Test func notesHavePlaces() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      minwal: 1
      parameters: { count: }
      stages:
        - summarize: { sentences: $(count) }
      """, to: "a\u{202E}b.yaml")
    try folder.write(
      """
      minwal: 1
      input: { files: '*.yaml' }
      stages:
        - segment
        - use: "a\u{202E}b.yaml"
          with: { count: many }
        - export: { format: jsonl, to: out/x.jsonl }
      """, to: "r.yaml")
    let result = try BuiltCommand.run(["check", "--json", "r.yaml", "--set", "segment.of=3"], in: folder.url)
    #expect(result.status == 65)
    #expect(!result.output.contains("\u{202E}") && result.output.contains(#"a\u202Eb.yaml:"#) == false)
    let found = try Self.object(result.output)
    try JSONSchema.check(found, try Self.schema(), "check")
    let recipe = try #require((found["recipes"] as? [[String: Any]])?.first)
    let diagnostics = try #require(recipe["diagnostics"] as? [[String: Any]])
    let places = diagnostics.map { "\($0["file"] ?? "") \($0["line"] ?? "") \($0["column"] ?? "") \($0["code"] ?? "")" }
    #expect(places == ["r.yaml 6 20 wrong-type", "--set segment.of=3 1 15 unknown-option"], "\(places)")
    let notes = try #require(diagnostics.first?["notes"] as? [[String: Any]])
    let placed = notes.filter { $0["file"] is String }
    #expect(placed.map { $0["file"] as? String } == ["a\u{202E}b.yaml"])
    #expect(placed.map { $0["line"] as? Int } == [4])
  }

  @Test func aRecipeWithoutMistakesIsValid() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "in/a.txt")
    for (name, output) in [("good", "out/x.jsonl"), ("warned", "in/x.jsonl")] {
      try folder.write(
        "minwal: 1\ninput: { files: in }\nstages:\n  - segment\n  - export: { format: jsonl, to: \(output) }\n",
        to: "\(name).yaml")
    }
    let result = try BuiltCommand.run(["check", "--json", "warned.yaml", "good.yaml"], in: folder.url)
    #expect(result.status == 0 && result.error.isEmpty)
    let recipes = try #require(try Self.object(result.output)["recipes"] as? [[String: Any]])
    #expect(recipes.map { $0["file"] as? String } == ["warned.yaml", "good.yaml"])
    #expect(recipes.allSatisfy { $0["valid"] as? Bool == true && $0["stages"] as? [String] == ["segment", "export"] })
    let warnings = recipes.map { ($0["diagnostics"] as? [[String: Any]])?.map { $0["code"] as? String ?? "" } }
    #expect(warnings == [["output-conflict"], []])
  }

  @Test func theMisspeltHaveSuggestions() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "minwal: 1\ninput: { files: '*' }\nlnaguage: ar\nstages:\n  - sumarize: { sentense: 3 }\n"
        + "  - segment: { languge: ar }\n  - export: { format: jsonk, to: x }\n", to: "r.yaml")
    let result = try BuiltCommand.run(["check", "--json", "r.yaml"], in: folder.url)
    let recipe = try #require((try Self.object(result.output)["recipes"] as? [[String: Any]])?.first)
    let diagnostics = try #require(recipe["diagnostics"] as? [[String: Any]])
    #expect(diagnostics.map { $0["suggestion"] as? String } == ["language", "summarize", "language", "jsonl"])
  }
}
