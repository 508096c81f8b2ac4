import Foundation
import Minwal
import MinwalTestSupport
import ReadPlugin
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

@Suite struct AssignmentTests {
  private let registry: Registry
  private let folder: TemporaryFolder
  private let yaml = """
    minwal: 1
    stages:
      - common-first-line
      - lister: { words: w.txt }
      - text-export: { to: x.txt }
    """

  /// A stage whose options name a file.
  private struct Lister: Stage {
    struct Options: StageOptions {
      @Option("Words.") var words: InputFile
      init() {}
    }
    static let spec = StageSpec("lister", "Has words.")
    init(_ options: Options, _ context: StageContext) throws { _ = try context.contents(of: options.words) }
    func process(_ document: inout Document) -> Verdict { .keep }
  }

  init() throws {
    registry = try Registry([
      Plugin("test", [.stage(CommonFirstLine.self), .stage(Lister.self), .exporter(TextExport.self)]), .read,
    ])
    folder = try TemporaryFolder()
    try folder.write("word", to: "w.txt")
  }

  private func recipe() throws -> Recipe {
    var text = Text()
    text.append(yaml)
    let check = RecipeCheck.check(text, name: "r.yaml", folder: folder.url.path, registry)
    return try #require(check.recipe, "\(check.diagnostics)")
  }

  private func crossed(_ assignment: WorkerSetup) throws -> WorkerSetup {
    var writer = BinaryWriter()
    writer.write(assignment)
    var reader = BinaryReader(writer.buffer)
    let copy = try reader.read(WorkerSetup.self)
    try reader.finish()
    return copy
  }

  @Test func theChildHasTheParentsRecipeAndModels() throws {
    var prepared = SurveyedRecipe(try recipe())
    let stage = try #require(prepared.recipe.steps[0].surveying as? CommonFirstLine)
    var survey = CommonFirstLine.Survey()
    survey.documents = 3
    survey.counts = ["ترويسة": 2, "rare": 1]
    _ = try prepared.learn(from: survey, by: stage, at: 0)
    let assignment = try crossed(WorkerSetup(prepared, surveyed: 0))
    #expect(assignment.surveyed == 0)
    let loaded = try assignment.load(registry)
    #expect(loaded.fingerprint == prepared.recipe.fingerprint)
    #expect((loaded.steps[0].surveying as? CommonFirstLine)?.removed == ["ترويسة"])
  }

  @Test func aFileThatChangedMeanwhileIsNoticed() throws {
    let assignment = WorkerSetup(SurveyedRecipe(try recipe()))
    _ = try assignment.load(registry)
    try folder.write("another word", to: "w.txt")
    #expect(throws: WorkerSetup.Changed.self) { try assignment.load(registry) }
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("w.txt"))
    let error = #expect(throws: WorkerSetup.Changed.self) { try assignment.load(registry) }
    #expect(error?.description.contains("cannot read the file 'w.txt'") == true)
  }
}
