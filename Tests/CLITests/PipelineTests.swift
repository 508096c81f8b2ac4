import Foundation
import MinwalTestSupport
import Testing

/// The recipes that ship, over the samples that ship: what comes out is in `Golden/pipelines`.
@Suite struct PipelineTests {
  static let folder = projectFolder.appendingPathComponent("pipelines")
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/pipelines")
  static let recipes = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") && !$0.hasSuffix(".test.yaml") }.sorted()

  @Test func thereAreFour() { #expect(Self.recipes.count >= 4) }

  @Test(arguments: recipes)
  func givesTheSameBytesAsEver(_ recipe: String) throws {
    var outputs: [[String: String]] = []
    for arguments in [["1"], ["3"], ["1", "--isolate"], ["3", "--isolate"]] {
      let output = try TemporaryFolder()
      let result = try BuiltCommand.run(
        ["run", recipe, "--output", output.url.path, "--jobs"] + arguments, in: Self.folder)
      #expect(result.status == 0, "\(result.error)")
      let files = output.files()
      #expect(!files.isEmpty)
      outputs.append(try Dictionary(uniqueKeysWithValues: files.map { ($0, try output.read($0)) }))
    }
    #expect(outputs.dropFirst().allSatisfy { $0 == outputs[0] })
    let name = recipe.replacingOccurrences(of: ".yaml", with: "")
    for (file, text) in outputs[0] {
      try expectGolden(text, Self.golden.appendingPathComponent(name).appendingPathComponent(file))
    }
    let committed = FileManager.default.subpaths(atPath: Self.golden.appendingPathComponent(name).path) ?? []
    #expect(committed.filter { $0.contains(".") }.count == outputs[0].count, "a golden file has no output any more")
  }

  @Test func samplesAreManyAndOfManyLanguages() throws {
    let samples = Self.folder.appendingPathComponent("samples")
    let arabic = try FileManager.default.contentsOfDirectory(atPath: samples.appendingPathComponent("arabic-news").path)
    let world = try FileManager.default.contentsOfDirectory(atPath: samples.appendingPathComponent("world-news").path)
    #expect(arabic.count + world.count >= 16)
    #expect(Set(world.map { $0.prefix(2) }).count >= 4)
  }
}
