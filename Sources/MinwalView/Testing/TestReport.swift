import MinwalRecipe
import MinwalRuntime

/// What came of the tests and checks of a recipe.
struct TestReport {
  let recipe: Recipe
  let results: [RecipeTester.Result]
  /// `nil` if only some tests were asked for.
  var probe: RecipeProbe.Result?

  /// What was checked of every recipe; `nil` if there was no document to check it over.
  var checks: RecipeProbe.Result? { probe.flatMap { $0.documents > 0 || !$0.findings.isEmpty ? $0 : nil } }

  /// How many results there are: one for each test, and one for the checks.
  var count: Int { results.count + (checks == nil ? 0 : 1) }
  /// How many of them are failures.
  var failed: Int { results.count { !$0.failures.isEmpty } + (checks?.findings.isEmpty == false ? 1 : 0) }
  var hasFailed: Bool { failed > 0 }
}
