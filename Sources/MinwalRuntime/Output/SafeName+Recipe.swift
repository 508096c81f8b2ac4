import Minwal
import MinwalRecipe

extension SafeName {
  /// The name of the folders that runs of a recipe keep for themselves.
  static func forRun(of recipe: Recipe) -> String { path(for: recipe.name).replacing("/", with: "_") }
}
