import Foundation
import MinwalTestSupport
import Testing

/// Every recipe in `Golden/broken` has something wrong with it, and a file beside it with what `minwal check` says.
@Suite struct BrokenRecipeTests {
  static let folder = projectFolder.appendingPathComponent("Tests/CLITests/Golden/broken")
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") }.sorted()

  /// The names of all stages, as messages list them.
  static let stages = Result {
    try BuiltCommand.run(["stages"], in: projectFolder).output.split(separator: "\n")
      .map { String($0.prefix { $0 != " " }) }.joined(separator: ", ")
  }

  @Test func thereAreMany() { #expect(Self.names.count >= 60) }

  @Test(arguments: names)
  func says(_ name: String) throws {
    let result = try BuiltCommand.run(["check", name], in: Self.folder)
    #expect(result.status == (name == "missing-input.yaml" ? 66 : 65))
    #expect(result.output.isEmpty)
    let golden = Self.folder.appendingPathComponent(name.replacingOccurrences(of: ".yaml", with: ".txt"))
    // Golden files do not name all stages, so that a new one does not change them.
    let stages = try Self.stages.get()
    #expect(stages.contains("clean, ") && stages.contains(", segment"))
    try expectGolden(result.error.replacingOccurrences(of: stages, with: "(all stages)"), golden)
  }
}
