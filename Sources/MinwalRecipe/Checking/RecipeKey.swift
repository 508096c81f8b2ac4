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

  /// The kinds of files that may have a key, besides recipes, which may have all.
  struct Files: OptionSet {
    let rawValue: Int
    /// Files of stages that recipes use.
    static let ofStages = Files(rawValue: 1)
    /// Files of tests beside recipes.
    static let ofTests = Files(rawValue: 2)
  }

  public let name: String
  public let help: String
  public let value: Value
  /// Whether every recipe has it.
  public let isRequired: Bool
  /// What files besides recipes may have it.
  let files: Files
  /// Whether `--set` can give it another value, or those that stand below it.
  let isSettable: Bool

  private init(
    _ name: String, _ help: String, _ value: Value, isRequired: Bool = false, _ files: Files = [],
    isSettable: Bool = false
  ) {
    self.name = name
    self.help = help
    self.value = value
    self.isRequired = isRequired
    self.files = files
    self.isSettable = isSettable
  }

  /// Whether it has keys below it.
  var isSection: Bool {
    switch value {
    case .input, .options, .parameters: true
    case .version, .value, .stages, .tests: false
    }
  }

  /// The keys, in the order in which one writes them.
  public static let all: [RecipeKey] = [
    RecipeKey("minwal", "The version of the recipe format: 1.", .version, isRequired: true, [.ofStages, .ofTests]),
    RecipeKey(
      "name", "What messages and the quarantine call it; unless given, the file's name.", .value(.string), .ofStages,
      isSettable: true),
    RecipeKey("about", "What it is for.", .value(.string), .ofStages, isSettable: true),
    RecipeKey(
      "language", "The language of all its documents; unless given, each is looked at.", .value(.language),
      isSettable: true),
    RecipeKey(
      "input", "What to read: options, paths alone, which are then files, or a list of sources.", .input,
      isSettable: true),
    RecipeKey(
      "parameters", "What $(NAME) stands for in the stages, unless a file that uses them gives it.", .parameters,
      .ofStages),
    RecipeKey(
      "stages", "The stages in their order: names, or names with options below them.", .stages, isRequired: true,
      .ofStages),
    RecipeKey(
      "on-error", "What happens when a stage fails on a document.", .value(Recipe.OnError.optionType), isSettable: true),
    RecipeKey(
      "dropped", "A file of JSON Lines for documents that are dropped, with stage, reason and scores.",
      .value(.outputPath),
      isSettable: true),
    RecipeKey(
      "limits", "What a document may cost. The stages then run in processes of their own.",
      .options(DocumentLimits.declarations), isSettable: true),
    RecipeKey(
      "tests", "Documents, and what the recipe is to make of them; 'minwal test' runs them.", .tests,
      [.ofStages, .ofTests]),
  ]
}
