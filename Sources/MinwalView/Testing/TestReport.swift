package import MinwalRecipe
package import MinwalRuntime

/// What came of the tests and checks of a recipe.
package struct TestReport {
  package let recipe: Recipe
  package let results: [RecipeTester.Result]
  /// `nil` if only some tests were asked for.
  package var probe: RecipeProbe.Result?

  /// Creates a report without a probe.
  package init(recipe: Recipe, results: [RecipeTester.Result]) {
    self.recipe = recipe
    self.results = results
  }

  /// What was checked of every recipe; `nil` if there was no document to check it over.
  package var checks: RecipeProbe.Result? { probe.flatMap { $0.documents > 0 || !$0.findings.isEmpty ? $0 : nil } }

  /// How many results there are: one for each test, and one for the checks.
  package var count: Int { results.count + (checks == nil ? 0 : 1) }
  /// How many of them are failures.
  package var failed: Int { results.count { !$0.failures.isEmpty } + (checks?.findings.isEmpty == false ? 1 : 0) }
  package var hasFailed: Bool { failed > 0 }
}
