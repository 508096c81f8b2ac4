public import Minwal

/// A key at the top of a recipe. What is checked, suggested, documented and in the schema is this list.
public struct RecipeKey: Sendable {
  /// What may stand behind a key.
  public enum Value: Sendable {
    /// The version of the format.
    case version
    case value(OptionType)
    case options([OptionDeclaration])
    /// What to read: options, or paths alone.
    case input
    case stages
    /// Names with defaults.
    case parameters
    /// Documents, and what the recipe is to make of them.
    case tests
  }

  public let name: String
  public let help: String
  public let value: Value
  /// Whether every recipe has it.
  public let isRequired: Bool

  private init(_ name: String, _ help: String, _ value: Value, isRequired: Bool = false) {
    self.name = name
    self.help = help
    self.value = value
    self.isRequired = isRequired
  }

  /// The keys, in the order in which one writes them.
  public static let all: [RecipeKey] = [
    RecipeKey("minwal", "The version of the recipe format: 1.", .version, isRequired: true),
    RecipeKey("name", "What messages and the quarantine call it; unless given, the file's name.", .value(.string)),
    RecipeKey("about", "What it is for.", .value(.string)),
    RecipeKey("language", "The language of all its documents; unless given, each is looked at.", .value(.language)),
    RecipeKey("input", "What to read: options, or paths alone, which are then files.", .input),
    RecipeKey(
      "parameters", "What $(NAME) stands for in the stages, unless a file that uses them gives it.", .parameters),
    RecipeKey(
      "stages", "The stages in their order: names, or names with options below them.", .stages, isRequired: true),
    RecipeKey("on-error", "What happens when a stage fails on a document.", .value(Recipe.OnError.optionType)),
    RecipeKey(
      "limits", "What a document may cost. The stages then run in processes of their own.",
      .options(DocumentLimits.declarations)),
    RecipeKey("tests", "Documents, and what the recipe is to make of them; 'minwal test' runs them.", .tests),
  ]
}
