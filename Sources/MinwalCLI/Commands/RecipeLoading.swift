import ArgumentParser
import Minwal
import MinwalRecipe

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
    try show(paths.map { RecipeCheck.file($0, MinwalTool.registry, settings) })
  }

  /// Prints everything that was found in recipes.
  ///
  /// - Returns: The recipes, if all are without errors.
  /// - Throws: An exit code, as ``load(_:_:)``.
  static func show(_ checks: [RecipeCheck]) throws -> [Recipe] {
    var errors = 0
    var warnings = 0
    for check in checks {
      let renderer = DiagnosticRenderer(check, color: Terminal.usesColor)
      for diagnostic in check.diagnostics {
        Terminal.error(renderer.printable(diagnostic))
        if diagnostic.severity == .error { errors += 1 } else { warnings += 1 }
      }
    }
    if errors > 0 {
      let codes = Set(checks.flatMap(\.diagnostics).filter { $0.severity == .error }.map(\.code))
      let count = errors == 1 ? "1 error" : "\(errors) errors"
      let also = warnings == 0 ? "" : warnings == 1 ? " and 1 warning" : " and \(warnings) warnings"
      let example = codes.map(\.rawValue).sorted().first ?? ""
      Terminal.error("\(count)\(also); 'minwal explain \(example)' tells more\n")
      throw codes == [.missingInput] ? ExitStatus.missingInput.code : ExitStatus.recipe.code
    }
    return checks.compactMap(\.recipe)
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
