import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Looks for mistakes in recipes, without reading a document.",
    discussion:
      "Finds all mistakes at once: spelling, types, ranges, missing files, and stages that do not fit together.")

  @Argument(help: "Recipe files; '-' reads one from standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var recipes: [String]

  @OptionGroup var setting: SetOptions

  func validate() throws {
    if recipes.isEmpty { throw ValidationError("Name a recipe to check.") }
  }

  func run() throws {
    for recipe in try RecipeLoading.load(
      recipes.map(RecipeSearch.recipe), CheckSettings(overrides: setting.overrides, readsTestFile: true))
    {
      // No mistake: with '--output' it can be run.
      if let problem = Runner.overlap(of: recipe) { Terminal.error("\(recipe.file): warning: \(problem)\n") }
      let chain = recipe.steps.map(\.title).joined(separator: " → ")
      Terminal.output("\(recipe.file): ok: \(chain)\n")
    }
  }
}
