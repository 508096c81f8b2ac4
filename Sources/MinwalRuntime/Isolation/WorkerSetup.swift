import Minwal
import MinwalRecipe

/// What a child process gets before its first batch.
struct WorkerSetup {
  /// The recipe, as text: the file may have been changed since it was checked.
  var recipe: Text
  var recipeFile: String
  var folder: String
  /// What the command line has set in the recipe.
  var overrides: [String]
  /// The recipe's fingerprint. Files that it names may have been changed, too.
  var fingerprint: String
  /// The files that a plan carries, by path.
  var files: [String: ByteBuffer] = [:]
  /// What stages have learned, in the order of the recipe.
  var models: [SurveyedRecipe.EncodedModel]
  /// The stage whose survey is to be taken, by its place in the recipe; `nil` to take documents through the whole
  /// chain.
  var surveyed: Int?

  /// Describes the work on a recipe that was checked.
  init(_ prepared: SurveyedRecipe, surveyed: Int? = nil) {
    recipe = prepared.recipe.text
    recipeFile = prepared.recipe.file
    folder = prepared.recipe.folder
    overrides = prepared.recipe.overrides
    fingerprint = prepared.recipe.fingerprint
    files = prepared.recipe.carriedFiles
    models = prepared.models.map(\.encoded)
    self.surveyed = surveyed
  }

  /// Makes the recipe again.
  ///
  /// - Parameter registry: The stages that it may name.
  /// - Returns: The recipe, whose stages have adopted their models.
  /// - Throws: ``Changed``, or a ``StageError`` that ends the run if a program does not work any more.
  func load(_ registry: Registry) throws -> Recipe {
    // The parent has seen to inputs and outputs.
    let check = CarriedFiles.$current.withValue(files) {
      RecipeCheck.check(
        recipe, name: recipeFile, folder: folder, registry, CheckSettings(replacesInput: true, overrides: overrides))
    }
    // A program that worked when the recipe was checked: nothing has changed but what it finds.
    if let broken = check.diagnostics.first(where: { $0.code == .programFailed }) {
      throw StageError.unavailable("the stage cannot continue: \(broken.message)")
    }
    guard let recipe = check.recipe, recipe.fingerprint == fingerprint else {
      throw Changed(problem: check.diagnostics.first { $0.severity == .error }?.description)
    }
    return try SurveyedRecipe(recipe, adopting: models).recipe
  }

  /// The recipe is not what it was when it was checked.
  struct Changed: Error, CustomStringConvertible {
    var problem: String?
    var description: String {
      "files that the recipe names have changed since it was checked" + (problem.map { ": \($0)" } ?? "")
    }
  }
}

extension WorkerSetup: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.writeBytes(recipe.span)
    writer.write(recipeFile)
    writer.write(folder)
    writer.write(overrides)
    writer.write(fingerprint)
    writer.write(files.keys.sorted())
    for path in files.keys.sorted() { writer.write(files[path] ?? ByteBuffer()) }
    writer.write(models)
    writer.write(surveyed)
  }

  init(from reader: inout BinaryReader) throws {
    let bytes = try reader.readBytes()
    guard let text = Text(validating: bytes.span) else { throw reader.malformed("UTF-8") }
    recipe = text
    recipeFile = try reader.read()
    folder = try reader.read()
    overrides = try reader.read()
    fingerprint = try reader.read()
    for path in try reader.read([String].self) { files[path] = try reader.read(ByteBuffer.self) }
    models = try reader.read()
    surveyed = try reader.read()
  }
}
