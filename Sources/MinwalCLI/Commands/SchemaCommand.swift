import ArgumentParser
import Minwal
import MinwalRecipe

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints a JSON Schema of recipes, for editors.",
    discussion: """
      With it, an editor completes stages, options and values, and shows what they do. At the top of a recipe, for the \
      YAML language server:

        # yaml-language-server: $schema=recipe.schema.json
      """)

  func run() throws { Terminal.output(json: RecipeSchema.make(MinwalTool.registry).indented) }
}
