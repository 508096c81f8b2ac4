import Minwal
import MinwalRecipe

/// What a child process is told before it gets its first batch.
struct Assignment {
  /// The survey that a stage is to adopt.
  struct Survey {
    /// The stage's place in the recipe.
    var stage: Int
    /// The survey, as `encode` has written it.
    var bytes: ByteBuffer

    /// Writes down what a stage has learned.
    init(stage: Int, _ survey: some StageSurvey) {
      var writer = BinaryWriter()
      writer.write(survey)
      self.stage = stage
      bytes = writer.buffer
    }
  }

  /// The recipe, as text: the file may have been changed since it was checked.
  var recipe: Text
  var recipeFile: String
  var folder: String
  /// The recipe's fingerprint. Files that it names may have been changed, too.
  var fingerprint: String
  /// In the order of the recipe.
  var surveys: [Survey]
  /// The stage whose survey is to be taken, by its place in the recipe; `nil` to take documents through the whole chain.
  var surveyed: Int?

  /// Describes the work on a recipe that was checked.
  init(_ recipe: Recipe, surveys: [Survey], surveyed: Int? = nil) {
    self.recipe = recipe.text
    recipeFile = recipe.file
    folder = recipe.folder
    fingerprint = recipe.fingerprint
    self.surveys = surveys
    self.surveyed = surveyed
  }

  /// Makes the recipe anew.
  ///
  /// - Parameter registry: The stages that it may name.
  /// - Throws: ``Changed``.
  func load(_ registry: Registry) throws -> Recipe {
    // The parent has seen to inputs and outputs.
    let check = RecipeCheck.check(
      recipe, name: recipeFile, folder: folder, registry, CheckSettings(replacesInput: true))
    guard var recipe = check.recipe, recipe.fingerprint == fingerprint else {
      throw Changed(problem: check.diagnostics.first { $0.severity == .error }?.description)
    }
    for survey in surveys { try recipe.adopt(survey) }
    return recipe
  }

  /// The recipe is not what it was when it was checked.
  struct Changed: Error, CustomStringConvertible {
    var problem: String?
    var description: String { "files that the recipe names have changed since it was checked" + (problem.map { ": \($0)" } ?? "") }
  }
}

extension Recipe {
  /// Lets a stage adopt its survey.
  fileprivate mutating func adopt(_ survey: Assignment.Survey) throws {
    func adopted<S: SurveyingStage>(_ stage: S) throws -> S {
      var stage = stage
      var reader = BinaryReader(survey.bytes)
      try stage.adopt(try reader.read(S.Survey.self))
      return stage
    }
    guard steps.indices.contains(survey.stage), let stage = steps[survey.stage].surveying else { return }
    steps[survey.stage].made = .stage(try adopted(stage))
  }
}

extension Assignment: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.writeBytes(recipe.span)
    writer.write(recipeFile)
    writer.write(folder)
    writer.write(fingerprint)
    writer.write(surveys)
    writer.write(surveyed)
  }

  init(from reader: inout BinaryReader) throws {
    let bytes = try reader.readBytes()
    guard let text = Text(validating: bytes.span) else { throw reader.malformed("UTF-8") }
    recipe = text
    recipeFile = try reader.read()
    folder = try reader.read()
    fingerprint = try reader.read()
    surveys = try reader.read()
    surveyed = try reader.read()
  }
}

extension Assignment.Survey: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(stage)
    writer.write(bytes)
  }

  init(from reader: inout BinaryReader) throws {
    stage = try reader.read()
    bytes = try reader.read()
  }
}
