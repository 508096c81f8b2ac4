import Minwal
import MinwalRecipe
import MinwalRuntime

/// How a run ended, for the person who started it: the books, what went wrong, and what to do about it.
struct RunEnding {
  let recipe: Recipe
  let outcome: RunOutcome
  /// The command that goes on with the run.
  var resumption: [String] = []

  /// Prints it.
  ///
  /// - Returns: The exit status, `nil` if all is well.
  func show() -> ExitStatus? {
    switch outcome.ending {
    case .missingInput(let message):
      Terminal.error("\(recipe.file): error: \(message) [missing-input]\n")
      return .missingInput
    case .refused(let message):
      Terminal.error("\(recipe.file): error: \(message)\n")
      return .usage
    case .outputClosed:
      Terminal.error("\(recipe.name): stopped, since standard output was closed\n")
      return .inputOutput
    default: Terminal.error(RunSummary(recipe: recipe, outcome: outcome).text)
    }
    switch outcome.ending {
    case .unbalanced(let message):
      Terminal.error("error: the books do not balance: \(message); this is a bug in Minwal, please report it\n")
      return .bug
    case .failed(let message):
      Terminal.error("error: \(message)\n" + howToGoOn)
      return .inputOutput
    case .stopped(let message):
      Terminal.error("error: stopped at the first document that failed (on-error: stop): \(message)\n")
      return .quarantined
    case .interrupted:
      Terminal.error("interrupted\n" + howToGoOn)
      return .interrupted
    default: return outcome.ledger.quarantined > 0 ? .quarantined : nil
    }
  }

  private var howToGoOn: String {
    guard outcome.canBeResumed, !resumption.isEmpty else { return "" }
    return "nothing is lost; go on with: " + resumption.map(Terminal.quoted).joined(separator: " ") + "\n"
  }
}
