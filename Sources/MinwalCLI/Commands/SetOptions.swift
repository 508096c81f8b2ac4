import ArgumentParser
import Minwal
import MinwalRecipe

/// What commands offer that take a recipe: other values for what is in it.
struct SetOptions: ParsableArguments {
  @ArgumentParser.Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set an option of a stage, as in summarize.sentences=5 or clean[2].packs=[web-ar], or a key of the recipe, as in "
        + "language=ar. The value is checked like the file's. May be repeated.", valueName: "name=value"))
  var arguments: [String] = []

  /// The arguments, which are text.
  var overrides: [String] { arguments.map(\.pathText) }

  func validate() throws {
    for argument in overrides {
      if let problem = Override.problem(with: argument) { throw ValidationError(problem) }
    }
  }
}
