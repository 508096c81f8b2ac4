public import Minwal
public import MinwalRecipe

/// Takes the documents of a recipe's tests through it, and compares what comes out with what is expected.
public struct RecipeTester: Sendable {
  /// What came of a test.
  public struct Result: Sendable {
    public var test: RecipeTest
    /// What is not as it should be; empty if the test has passed.
    public var failures: [Failure]
    public var seconds: Double
  }

  /// Something that is not as a test expects it.
  public struct Failure: Sendable {
    /// In a line.
    public var message: String
    /// Lines that were expected and those that came, where that is worth comparing.
    public var difference: (expected: [String], actual: [String])?
    /// What would have to stand in the test, and in whose place, so that it passes; `nil` if that cannot be said.
    public var update: (place: ConfigNode, value: JSONValue)?
    /// Whether the test has no 'expect' yet, so that the update goes to its end.
    public var isMissing = false
  }

  private let recipe: Recipe

  /// Prepares to test a recipe.
  public init(_ recipe: Recipe) { self.recipe = recipe }

  /// Runs a test.
  ///
  /// - Throws: if its file cannot be read.
  public func run(_ test: RecipeTest) throws -> Result {
    let start = MonotonicClock.seconds()
    let trial = try trial(of: test)
    let failures = Comparison(test, trial).failures
    return Result(test: test, failures: failures, seconds: MonotonicClock.seconds() - start)
  }

  /// What the recipe makes of a test's document.
  func trial(of test: RecipeTest) throws -> Trial {
    var steps = Array(recipe.steps.prefix(test.steps ?? recipe.steps.count))
    for mock in test.mocks where steps.indices.contains(mock.step) {
      let name = steps[mock.step].name
      steps[mock.step].made =
        mock.units.flatMap { steps[mock.step].made.translating(by: TranslatorMock(answer: $0, name: name)) }
        ?? .stage(StageMock(mock, of: name))
    }
    var tested = recipe
    tested.steps = steps
    let explorer = Explorer(testing: tested, isWhole: steps.count == recipe.steps.count)
    guard let file = test.given.file else { return try explorer.trial(of: Self.document(test.given, recipe)) }
    var trial: Trial?
    let item = InputItem.items(commandLine: [file], recipe)[0]
    let choice = test.given.line.map { DocumentChoice.line($0, of: item) } ?? .first(1, of: [item])
    let missing = try explorer.forEach(choice) { trial = $0 }
    guard let trial else {
      throw StageError(.unreadableInput, "there is no document in '\(missing.first ?? file)'")
    }
    return trial
  }

  private static func document(_ given: RecipeTest.Given, _ recipe: Recipe) -> Document {
    var document = Document(id: given.id, text: given.text ?? "")
    document.title = given.title
    document.language = given.language ?? recipe.language
    document.metadata = given.metadata
    return document
  }
}

extension StageType.Instance {
  /// The same stage with something else that translates; `nil` if it is no ``TranslatingStage``.
  fileprivate func translating(by translator: some Translator) -> StageType.Instance? {
    switch self {
    case .stage(let stage):
      guard var stage = stage as? any Stage & TranslatingStage else { return nil }
      stage.translator = translator
      return .stage(stage)
    case .batch(let stage):
      guard var stage = stage as? any BatchStage & TranslatingStage else { return nil }
      stage.translator = translator
      return .batch(stage)
    case .exporter: return nil
    }
  }
}
