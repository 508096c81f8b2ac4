import ArgumentParser
import Glibc
import Minwal
import MinwalRecipe
import MinwalRuntime

/// The plan that commands take, with its recipe, in the folder that its paths start from.
struct PlanFile {
  let plan: Plan
  let recipe: Recipe
  private let folder: String

  /// Reads a plan, goes to its folder, and checks its recipe.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - directory: The folder that stands for the plan's, if not that.
  ///   - confinesOutput: Whether everything is written below a folder that the command line names.
  /// - Throws: An exit code, when everything was said.
  init(_ path: String, directory: String?, confinesOutput: Bool = false) throws {
    do throws(StageError) {
      plan = try Plan(file: path)
    } catch {
      Terminal.error("error: \(error.message)\n")
      throw (error.code == .missingPlan ? ExitStatus.missingInput : ExitStatus.recipe).code
    }
    folder = FileSystem.currentFolder
    let target = directory ?? plan.directory
    guard unsafe target.withPathBytes({ unsafe chdir($0) }) == 0 else {
      Terminal.error(
        "error: the paths of the plan start from '\(target)', which cannot be entered: \(FileSystem.message(errno))\n"
          + "  note: name the folder that stands for it here with --directory\n")
      throw ExitStatus.missingInput.code
    }
    let loaded = try RecipeLoading.report(
      [plan.recipe.check(MinwalTool.registry, confinesOutput: confinesOutput)])
    guard let recipe = loaded.first else { throw ExitStatus.recipe.code }
    do throws(StageError) {
      try plan.check(recipe)
    } catch {
      Terminal.error("error: \(error.message)\n")
      throw ExitStatus.recipe.code
    }
    self.recipe = recipe
  }

  /// A path of the command line, as seen from the folder that was gone to.
  func path(_ path: String) -> String {
    folder.hasSameBytes(as: FileSystem.currentFolder) ? path : FileSystem.join(folder, path)
  }

  /// The place of a file to be written, which may be standard output, as seen from the folder that was gone to.
  func output(_ place: String?) -> String? { place.map { $0 == "-" ? $0 : path($0) } }

  /// Says why there is no plan.
  ///
  /// - Returns: The exit code.
  static func exit(_ problem: PlanProblem, _ recipe: Recipe) -> ExitCode {
    (RunEnding(recipe: recipe, outcome: RunOutcome(ending: problem.ending)).show(nil) ?? .usage).code
  }

  /// Writes a plan to a file, or to standard output.
  ///
  /// - Throws: The exit code 74.
  static func write(_ text: String, to path: String?) throws {
    guard let path, path != "-" else { return Terminal.output(json: text) }
    do {
      var bytes = ByteBuffer()
      bytes.append(text)
      try AtomicFile.write(bytes.span, to: path, durably: true)
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.inputOutput.code
    }
  }
}
