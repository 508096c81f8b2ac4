public import Minwal
public import MinwalRecipe

/// A run as a value: what to do, and the shards in which it can be done, by any process and on any machine that sees
/// the input.
public struct Plan: Sendable {
  /// The version of the format.
  static let format = 1

  /// The Minwal that made the plan. Others may make other bytes of the same documents.
  public var version = minwalVersion
  /// The folder that relative paths start from.
  public var directory: String
  /// The recipe, with all that it needs to be checked again.
  public var recipe: PlannedRecipe
  /// What is read in place of the recipe's input, if anything is.
  public var input: [String]?
  /// A hash over the files of the input, for a run that resumes.
  var inputFingerprint: UInt64
  /// The stages that learn from the whole input and have not yet, by their places in the recipe.
  public var surveys: [Int]
  public var shards: [Shard]
  /// What stages have learned of the whole input, in the order of the recipe.
  var models: [SurveyedRecipe.EncodedModel] = []

  /// Tells plans apart: a hash over all that is in them.
  public var digest: UInt64 { StableHash.hash(json.compact) }

  /// The items of its input.
  func items(_ recipe: Recipe) -> [InputItem] {
    input.map { InputItem.items(commandLine: $0, recipe) } ?? InputItem.items(of: recipe)
  }

  /// The plan as the text of a file.
  public var text: String { json.indented }

  /// Reads a plan.
  ///
  /// - Parameter path: The file.
  /// - Throws: `StageError` that says what is wrong with it.
  public init(file path: String) throws(StageError) { try self.init(JSONObject(file: path, "plan")) }

  /// Sees to it that what the plan says of its recipe is so: which stages learn, and how many inputs there are.
  ///
  /// - Parameter recipe: The plan's recipe, checked again.
  /// - Throws: `StageError` that says what is wrong with the plan.
  public func check(_ recipe: Recipe) throws(StageError) {
    guard models.map(\.stage) + surveys == recipe.steps.indices.filter({ recipe.steps[$0].wantsSurvey }) else {
      throw StageError(
        .unreadablePlan,
        "the plan's 'surveys' and 'models' are not the stages of its recipe that learn from the whole input; make a new plan"
      )
    }
    let inputs = items(recipe).count
    if let shard = shards.dropFirst().first(where: { $0.start.item >= inputs }) {
      throw StageError(
        .unreadablePlan,
        "shard \(shard.number) of the plan begins in input \(shard.start.item), and the inputs have numbers below "
          + "\(inputs); make a new plan")
    }
  }

  init(
    directory: String, recipe: PlannedRecipe, input: [String]?, inputFingerprint: UInt64, surveys: [Int],
    shards: [Shard]
  ) {
    self.directory = directory
    self.recipe = recipe
    self.input = input
    self.inputFingerprint = inputFingerprint
    self.surveys = surveys
    self.shards = shards
  }
}

extension Plan: JSONConvertible {
  var json: JSONValue {
    JSONValue([
      ("minwal-plan", JSONValue(Self.format)), ("version", .string(version)), ("directory", .string(directory)),
      ("recipe", recipe.json), ("input", input.map { .array($0.map(JSONValue.string)) } ?? .null),
      ("input-fingerprint", JSONValue(hash: inputFingerprint)), ("surveys", .array(surveys.map { JSONValue($0) })),
      ("shards", .array(shards.map(\.json))),
      (
        "models",
        .array(models.map { JSONValue([("stage", JSONValue($0.stage)), ("hex", .string($0.bytes.hex))]) })
      ),
    ])
  }

  init(_ object: JSONObject) throws(StageError) {
    guard let format = try object.optional("minwal-plan") else {
      throw object.problem("is not a plan; 'minwal plan RECIPE' makes one")
    }
    guard try format.amount() == Self.format else {
      throw object.problem(
        "has version \(try format.amount()) of the format, and this Minwal reads \(Self.format); make it with this Minwal"
      )
    }
    version = try object.string("version")
    guard version == minwalVersion else {
      throw object.problem("was made by Minwal \(version), and this is \(minwalVersion); make it with this Minwal")
    }
    directory = try object.string("directory")
    recipe = try PlannedRecipe(object.member("recipe"))
    input = try object.optional("input") == nil ? nil : try object.strings("input")
    inputFingerprint = try object.hash("input-fingerprint")
    surveys = []
    for stage in try object.member("surveys").elements() { surveys.append(try stage.amount()) }
    shards = try object.all("shards")
    guard let first = shards.first else { throw object.problem("has no shards") }
    guard first.start == InputBorder() else {
      throw object.problem("has a shard 0 that does not begin with the input")
    }
    for (index, shard) in shards.enumerated() {
      let next = index + 1 < shards.count ? shards[index + 1].start : nil
      guard shard.number == index, Self.isSame(shard.end, next), next.map({ shard.start.precedes($0) }) != false else {
        throw object.problem("has shards that do not follow each other: shard \(index)")
      }
    }
    for model in try object.member("models").elements() {
      guard let bytes = ByteBuffer(hex: try model.string("hex")) else { throw model.problem("is not hexadecimal") }
      models.append(SurveyedRecipe.EncodedModel(stage: try model.amount("stage"), bytes: bytes))
    }
  }

  /// Whether two borders are the same to the byte, as names that are equal strings need not be.
  private static func isSame(_ a: InputBorder?, _ b: InputBorder?) -> Bool {
    guard a == b else { return false }
    guard let a = a?.file, let b = b?.file else { return true }
    return a.hasSameBytes(as: b)
  }
}
