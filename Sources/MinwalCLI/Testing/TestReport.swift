import MinwalRecipe
import MinwalRuntime

/// What came of the tests and checks of a recipe.
struct TestReport {
  let recipe: Recipe
  let results: [RecipeTester.Result]
  /// `nil` if only some tests were asked for.
  var probe: RecipeProbe.Result?

  var failed: Int { results.count { !$0.failures.isEmpty } }
  var hasFailed: Bool { failed > 0 || probe?.findings.isEmpty == false }
}
