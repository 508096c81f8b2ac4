import Minwal
import MinwalRecipe

/// A recipe of which stages have adopted surveys, with these surveys as bytes, so that a child process can adopt them
/// too.
struct SurveyedRecipe: Sendable {
  /// What a stage has learned of all documents.
  struct Survey: Sendable {
    /// The stage's place in the recipe.
    var stage: Int
    /// The survey, as `encode` has written it.
    var bytes: ByteBuffer
  }

  private(set) var recipe: Recipe
  /// In the order in which they were adopted.
  private(set) var surveys: [Survey] = []

  /// Begins with a recipe of which no stage has adopted a survey.
  init(_ recipe: Recipe) { self.recipe = recipe }

  /// Adopts surveys that are given as bytes.
  ///
  /// - Throws: What the stages throw, and ``BinaryReader/Malformed``.
  init(_ recipe: Recipe, adopting surveys: [Survey]) throws {
    self.init(recipe)
    for survey in surveys {
      guard recipe.steps.indices.contains(survey.stage), let stage = recipe.steps[survey.stage].surveying else {
        continue
      }
      try adopt(survey, by: stage)
    }
  }

  private mutating func adopt<S: SurveyingStage>(_ survey: Survey, by stage: S) throws {
    var reader = BinaryReader(survey.bytes)
    _ = try adopt(reader.read(S.Survey.self), by: stage, at: survey.stage)
  }

  /// Has a stage adopt its survey.
  ///
  /// - Parameters:
  ///   - survey: The survey.
  ///   - stage: The stage as it was before.
  ///   - index: Its place in the recipe.
  /// - Returns: The stage as it is now in the recipe.
  /// - Throws: What the stage throws.
  mutating func adopt<S: SurveyingStage>(_ survey: S.Survey, by stage: S, at index: Int) throws -> S {
    var stage = stage
    try stage.adopt(survey)
    var writer = BinaryWriter()
    writer.write(survey)
    recipe.steps[index].made = .stage(stage)
    surveys.append(Survey(stage: index, bytes: writer.buffer))
    return stage
  }
}

extension SurveyedRecipe.Survey: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(stage)
    writer.write(bytes)
  }

  init(from reader: inout BinaryReader) throws {
    stage = try reader.read()
    bytes = try reader.read()
  }
}
