import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Looks for mistakes in recipes, without reading a document.",
    discussion:
      "Finds all mistakes at once: spelling, types, ranges, missing files, and stages that do not fit together.")

  @Argument(help: "Recipe files; '-' reads one from standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var recipes: [String]

  @OptionGroup var setting: SetOptions

  @Flag(help: "Print the findings as JSON on standard output, for editors and programs.")
  var json = false

  func validate() throws {
    if recipes.isEmpty { throw ValidationError("Name a recipe to check.") }
  }

  func run() throws {
    let settings = CheckSettings(overrides: setting.overrides, readsTestFile: true)
    var checks = RecipeLoading.check(recipes.map(RecipeSearch.recipe), settings)
    for index in checks.indices { Self.addOverlap(to: &checks[index].check) }
    if json {
      Terminal.output(json: CheckJSON.line(checks))
      if let code = RecipeLoading.failure(of: checks.map(\.check)) { throw code }
      return
    }
    for recipe in try RecipeLoading.report(checks.map(\.check)) {
      let chain = recipe.steps.map(\.title).joined(separator: " → ")
      Terminal.output("\(recipe.file): ok: \(chain)\n")
    }
  }

  /// Warns of output that lies in the input. It is not an error: with '--output' the recipe can be run.
  private static func addOverlap(to check: inout RecipeCheck) {
    guard let recipe = check.recipe, let problem = Runner.overlap(of: recipe) else { return }
    let place = recipe.input?.lazy.flatMap(\.paths.ranges).compactMap(\.self).first
    check.diagnostics.append(
      Diagnostic(
        .outputConflict, problem, at: place ?? SourceRange(file: recipe.file, line: 1, column: 1), severity: .warning))
  }
}
