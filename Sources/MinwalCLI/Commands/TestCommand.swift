import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the tests of recipes. Writes nothing.",
    discussion: """
      Tests are in the recipe, under 'tests', or in a file NAME.test.yaml beside NAME.yaml: a document, and what the recipe is \
      to make of it. Without a recipe's name, those in ./pipelines are tested, or else those in the current folder.

      Whatever its tests, each recipe is also checked over their documents and the first of its input: stages that promise it \
      change nothing in what they have made themselves, stages that take several documents make the same of each together \
      with others as alone, layers fit the text, and several jobs give the same bytes as one.

      Exit codes: 0 all have passed; 1 a test or check has failed; 65 a recipe, or a test, has errors; 66 a document is \
      missing.
      """)

  @Argument(help: "Recipe files, or folders of them.", completion: .file(extensions: ["yaml", "yml"]))
  var recipes: [String] = []

  @ArgumentParser.Option(help: "Only tests whose names contain this text; without the checks.")
  var filter: String?

  @Flag(help: "Write what comes out into the tests that fail, in the place of what they expect.")
  var update = false

  @ArgumentParser.Option(
    help: "Check so many documents of each recipe's input; 0 for none (default: 20).")
  var limit = 20

  @ArgumentParser.Option(
    help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"), completion: .file())
  var junit: String?

  @OptionGroup var setting: SetOptions

  func validate() throws {
    if limit < 0 { throw ValidationError("'--limit' takes a number from 0.") }
    if recipes.contains("-") { throw ValidationError("Tests of a recipe from standard input cannot be run.") }
    if filter == "" { throw ValidationError("'--filter' takes a text.") }
    if junit == "" { throw ValidationError("'--junit' takes a file.") }
  }

  func run() async throws {
    let paths = recipes.isEmpty ? try RecipeSearch.paths() : try recipes.flatMap(RecipeSearch.paths)
    var reports = try await reports(on: paths)
    if update {
      let changed = try TestUpdating.update(reports)
      // What was written is tested, since it counts from now on.
      if changed > 0 { reports = try await self.reports(on: paths) }
    }
    let text = TestText(color: Terminal.outputUsesColor)
    for report in reports { Terminal.output(text.show(report)) }
    Terminal.output(text.summary(reports))
    if let junit { try Self.write(JUnitReport.xml(reports), to: junit) }
    // A name that is misspelt in a script must not pass for a success.
    let nothingIsTested = filter != nil && reports.allSatisfy { $0.results.isEmpty }
    if nothingIsTested || reports.contains(where: { $0.hasFailed }) { throw ExitStatus.testsFailed.code }
  }

  private func reports(on paths: [String]) async throws -> [TestReport] {
    let settings = CheckSettings(overrides: setting.overrides, readsTestFile: true, needsExporter: false)
    var reports: [TestReport] = []
    for recipe in try RecipeLoading.load(paths, settings) {
      do {
        reports.append(try await report(on: recipe))
      } catch {
        Terminal.error("\(recipe.file): error: \(error)\n")
        throw ExitStatus.missingInput.code
      }
    }
    return reports
  }

  private func report(on recipe: Recipe) async throws -> TestReport {
    let tester = RecipeTester(recipe)
    let chosen = recipe.tests.filter { test in filter.map { test.name.contains($0) } ?? true }
    var report = TestReport(recipe: recipe, results: try chosen.map { try tester.run($0) })
    if filter == nil { report.probe = try await RecipeProbe(recipe, limit: limit).run() }
    return report
  }

  private static func write(_ text: String, to path: String) throws {
    do {
      try AtomicFile.write(Text(text).span, to: path)
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.inputOutput.code
    }
  }
}
