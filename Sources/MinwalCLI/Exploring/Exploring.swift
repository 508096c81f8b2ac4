import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

/// What `try` and `why` have in common: they find documents and take them through a recipe.
struct Exploring {
  let recipe: Recipe
  let explorer: Explorer

  /// Loads a recipe, prints what is wrong with it, and conducts its surveys.
  ///
  /// - Parameters:
  ///   - path: The recipe.
  ///   - stage: The stage to stop behind.
  ///   - replacesInput: Whether documents are named on the command line.
  ///   - overrides: What `--set` says.
  /// - Throws: An exit code, after the error was printed.
  init(_ path: String, upTo stage: String? = nil, replacesInput: Bool, overrides: [String]) async throws {
    // The recipe's input may be missing where it is not read.
    let settings = CheckSettings(replacesInput: replacesInput, overrides: overrides)
    guard let recipe = try RecipeLoading.load([path], settings).first else { throw ExitStatus.recipe.code }
    if !replacesInput { try RecipeLoading.requireInput(recipe) }
    self.recipe = recipe
    do {
      let explorer = try Explorer(recipe, upTo: stage)
      guard explorer.wantsSurvey else {
        self.explorer = explorer
        return
      }
      try RecipeLoading.requireInput(recipe)
      let display = ProgressDisplay(.auto, name: recipe.name)
      let jobs = JobCount.count()
      self.explorer = try await explorer.surveyed(RunSettings(jobs: jobs), progress: display.report)
      display.clear()
    } catch let error as StageError where error.code == .unknownStage {
      Terminal.error("\(recipe.file): error: \(error)\n")
      throw ExitStatus.usage.code
    } catch {
      Terminal.error("\(recipe.file): error: \(error)\n")
      throw ExitStatus.missingInput.code
    }
  }

  /// Finds out which document someone means.
  ///
  /// - Throws: The exit code 66, after the error was printed.
  func choice(_ name: String, limit: Int = 1) throws -> DocumentChoice {
    do {
      let choice = try DocumentChoice(named: name, recipe, limit: limit)
      if let item = choice.item { RecipeLoading.noteAssumptions([item]) }
      return choice
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.missingInput.code
    }
  }

  /// Takes documents through the recipe.
  ///
  /// - Throws: The exit code 66, after the error was printed, if there are none.
  func forEach(_ choice: DocumentChoice, _ body: (Trial) throws -> Void) throws {
    let missing: [String]
    do {
      missing = try explorer.forEach(choice, body)
    } catch let code as ExitCode {
      throw code
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.missingInput.code
    }
    for name in missing {
      switch choice {
      case .ids: Terminal.error("error: there is no document '\(name)', neither as a file nor as an id of the input\n")
      case .line: Terminal.error("error: there is no document at '\(name)': the line is blank, or there are fewer\n")
      default: Terminal.error("error: no document is to be found in '\(name)'\n")
      }
    }
    if !missing.isEmpty { throw ExitStatus.missingInput.code }
  }
}
