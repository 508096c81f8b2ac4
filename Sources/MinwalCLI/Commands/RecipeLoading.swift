import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

/// Reads recipes for commands, and shows what is wrong with them.
enum RecipeLoading {
  /// Checks recipes and prints everything that was found.
  ///
  /// - Parameters:
  ///   - paths: The recipe files.
  ///   - settings: What the command line says about them.
  /// - Returns: The recipes, if all are without errors.
  /// - Throws: An exit code: 66 if the only errors are inputs that do not exist, else 65.
  static func load(_ paths: [String], _ settings: CheckSettings) throws -> [Recipe] {
    try report(check(paths, settings).map(\.check))
  }

  /// The stages that this process has made, for recipes that are checked again and those that have stages in common.
  private static let cache = StageCache()

  /// Checks recipes, and prints nothing.
  static func check(_ paths: [String], _ settings: CheckSettings) -> [(file: String, check: RecipeCheck)] {
    var settings = settings
    settings.cache = cache
    return paths.map { ($0, RecipeCheck.file($0, MinwalTool.registry, settings)) }
  }

  /// Prints what checks found.
  ///
  /// - Returns: The recipes, if all are without errors.
  /// - Throws: An exit code: 66 if the only errors are inputs that do not exist, else 65.
  static func report(_ checks: [RecipeCheck]) throws -> [Recipe] {
    var errors = 0
    var warnings = 0
    for check in checks {
      let renderer = DiagnosticRenderer(check, color: Terminal.usesColor)
      for diagnostic in check.diagnostics {
        Terminal.error(renderer.printable(diagnostic))
        if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
      }
    }
    if let failure = failure(of: checks) {
      let count = errors == 1 ? "1 error" : "\(errors) errors"
      let also = warnings == 0 ? "" : warnings == 1 ? " and 1 warning" : " and \(warnings) warnings"
      let example = codes(of: checks).map(\.rawValue).sorted().first ?? ""
      Terminal.error("\(count)\(also); see 'minwal explain \(example)'\n")
      throw failure
    }
    return checks.compactMap(\.recipe)
  }

  /// The exit code for what checks found; `nil` if there are no errors.
  static func failure(of checks: [RecipeCheck]) -> ExitCode? {
    let codes = codes(of: checks)
    if codes.isEmpty { return nil }
    return codes == [.missingInput] ? ExitStatus.missingInput.code : ExitStatus.recipe.code
  }

  /// The codes of the errors.
  private static func codes(of checks: [RecipeCheck]) -> Set<Diagnostic.Code> {
    Set(checks.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code))
  }

  /// Checks what '--input' names, as far as that needs no look at files.
  ///
  /// - Throws: A validation error.
  static func validate(input: [String]) throws {
    if input.contains("") { throw ValidationError("'--input' takes a path, a pattern, or '-'.") }
    if let pattern = input.first(where: Glob.hasTooManyAlternatives) {
      throw ValidationError(
        "The braces of '\(pattern.prefix(80))' stand for more than \(Glob.mostAlternatives) patterns.")
    }
  }

  /// Says whose options are taken for what the command line names, where a recipe has several sources and none is for it.
  static func noteAssumptions(_ items: [InputItem]) {
    for item in items {
      guard let source = item.assumed else { continue }
      Terminal.error(
        "note: '\(item.written)' belongs to no source of the recipe, and is read with the options of the first, '\(source)'\n"
      )
    }
  }

  /// Sees that a recipe says what to read, where the command line does not.
  ///
  /// - Throws: The exit code 66.
  static func requireInput(_ recipe: Recipe) throws {
    guard recipe.input == nil else { return }
    let problem = Diagnostic(
      .missingInput, "the recipe has no input", at: SourceRange(file: recipe.file, line: 1, column: 1))
    Terminal.error("\(problem)\n  note: add 'input:' to it, or name one with --input\n")
    throw ExitStatus.missingInput.code
  }
}
