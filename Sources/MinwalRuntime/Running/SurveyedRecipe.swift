import Minwal
import MinwalRecipe

/// A recipe of which stages have adopted what they learned of the corpus, with these models, so that a child process
/// can adopt them too.
struct SurveyedRecipe: Sendable {
  /// What a stage has learned of all documents.
  struct Model: Sendable {
    /// The stage's place in the recipe.
    var stage: Int
    /// The model itself.
    var content: any BinaryCodable & Sendable

    /// The model as bytes.
    var encoded: EncodedModel {
      var writer = BinaryWriter()
      content.encode(into: &writer)
      return EncodedModel(stage: stage, bytes: writer.buffer)
    }
  }

  /// A model as bytes.
  struct EncodedModel: Sendable {
    /// The stage's place in the recipe.
    var stage: Int
    /// The model, as `encode` has written it.
    var bytes: ByteBuffer
  }

  private(set) var recipe: Recipe
  /// In the order in which they were adopted.
  private(set) var models: [Model] = []

  /// Begins with a recipe of which no stage has adopted a model.
  init(_ recipe: Recipe) { self.recipe = recipe }

  /// Adopts models that are given as bytes.
  ///
  /// - Throws: What the stages throw, and ``BinaryReader/Malformed``.
  init(_ recipe: Recipe, adopting models: [EncodedModel]) throws {
    self.init(recipe)
    for model in models {
      guard recipe.steps.indices.contains(model.stage), let stage = recipe.steps[model.stage].surveying else {
        continue
      }
      try adopt(model, by: stage)
    }
  }

  private mutating func adopt<S: SurveyingStage>(_ model: EncodedModel, by stage: S) throws {
    var reader = BinaryReader(model.bytes)
    _ = try adopt(reader.read(S.Model.self), by: stage, at: model.stage)
  }

  /// Has a stage learn from the survey of the whole corpus, and adopt what it learned.
  ///
  /// - Parameters:
  ///   - survey: The survey.
  ///   - stage: The stage as it was before.
  ///   - index: Its place in the recipe.
  /// - Returns: The stage as it is now in the recipe.
  /// - Throws: What the stage throws.
  mutating func learn<S: SurveyingStage>(from survey: consuming S.Survey, by stage: S, at index: Int) throws -> S {
    try adopt(stage.learn(from: survey), by: stage, at: index)
  }

  /// Has a stage adopt its model.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - stage: The stage as it was before.
  ///   - index: Its place in the recipe.
  /// - Returns: The stage as it is now in the recipe.
  /// - Throws: What the stage throws.
  mutating func adopt<S: SurveyingStage>(_ model: S.Model, by stage: S, at index: Int) throws -> S {
    var stage = stage
    try stage.adopt(model)
    recipe.steps[index].made = .stage(stage)
    models.append(Model(stage: index, content: model))
    return stage
  }
}

extension SurveyedRecipe.EncodedModel: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(stage)
    writer.write(bytes)
  }

  init(from reader: inout BinaryReader) throws {
    stage = try reader.read()
    bytes = try reader.read()
  }
}
