public import Minwal

extension Diagnostic.Code {
  // The file.
  public static let unreadableRecipe = Self("unreadable-recipe")
  public static let notUTF8 = Self("not-utf8")
  public static let emptyRecipe = Self("empty-recipe")
  public static let recipeTooLarge = Self("recipe-too-large")
  // YAML.
  public static let yamlSyntax = Self("yaml-syntax")
  public static let duplicateKey = Self("duplicate-key")
  public static let severalDocuments = Self("several-documents")
  public static let unknownAlias = Self("unknown-alias")
  public static let unknownTag = Self("unknown-tag")
  // The recipe.
  public static let unknownKey = Self("unknown-key")
  public static let missingKey = Self("missing-key")
  public static let unsupportedVersion = Self("unsupported-version")
  public static let unknownStage = Self("unknown-stage")
  public static let malformedStage = Self("malformed-stage")
  public static let noStages = Self("no-stages")
  public static let missingInput = Self("missing-input")
  // What is used and set.
  public static let badSetting = Self("bad-setting")
  public static let circularUse = Self("circular-use")
  public static let unknownParameter = Self("unknown-parameter")
  public static let missingParameter = Self("missing-parameter")
  public static let unusedParameter = Self("unused-parameter")
  // Conditions.
  public static let unknownCondition = Self("unknown-condition")
  public static let emptyCondition = Self("empty-condition")
  // Tests.
  public static let unknownReason = Self("unknown-reason")
  public static let unknownLayer = Self("unknown-layer")
  public static let malformedPattern = Self("malformed-pattern")
  public static let duplicateTest = Self("duplicate-test")
  // The chain.
  public static let missingLayer = Self("missing-layer")
  public static let nothingExported = Self("nothing-exported")
  public static let outputConflict = Self("output-conflict")
  public static let outputOutside = Self("output-outside")
}
