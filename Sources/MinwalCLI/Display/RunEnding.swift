import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

/// How a run ended, for the person who started it: the counts, what went wrong, and what to do about it.
struct RunEnding {
  let recipe: Recipe
  let outcome: RunOutcome
  /// The command that continues the run.
  var resumption: [String] = []

  /// Prints it, and logs it.
  ///
  /// - Parameters:
  ///   - log: The log; one that stands alone takes the place of what is printed.
  ///   - isQuiet: Whether to print nothing about a run that was as it should be.
  /// - Returns: The exit status, `nil` if all is well.
  func show(_ log: RunLog?, isQuiet: Bool = false) -> ExitStatus? {
    log?.end(self)
    if log?.standsAlone == true || isQuiet && isPlain { return status }
    switch outcome.ending {
    case .missingInput, .unreadableInput, .refused: Terminal.error("\(recipe.file): error: \(problem ?? "")\n")
    case .outputClosed: Terminal.error("\(recipe.name): stopped, since \(problem ?? "")\n")
    case .failed where outcome.isLocked:
      Terminal.error("\(recipe.file): error: \(problem ?? "")\n")
      if problem?.contains("--output") != true {
        Terminal.error("  note: wait for it, or give this run a folder of its own with --output\n")
      }
    case .interrupted: Terminal.error(summary + "interrupted\n" + howToGoOn)
    case .failed: Terminal.error(summary + "error: \(problem ?? "")\n" + howToGoOn)
    default: Terminal.error(summary + (problem.map { "error: \($0)\n" } ?? ""))
    }
    return status
  }

  /// Whether there is nothing to look at: no error, no warning, nothing that was left out unasked.
  private var isPlain: Bool {
    status == nil && outcome.changedInputs.isEmpty && outcome.emptyInputs.isEmpty && outcome.strayLinks.count == 0
      && outcome.specialFiles.count == 0 && outcome.repeatedIDs.count == 0 && outcome.lackOfRoom == nil
  }

  /// The exit status; `nil` if all is well.
  var status: ExitStatus? {
    switch outcome.ending {
    case .missingInput, .unreadableInput: .missingInput
    case .refused: .usage
    case .outputClosed, .failed: .inputOutput
    case .unbalanced: .bug
    case .stopped: .quarantined
    case .interrupted: .interrupted
    case .finished: outcome.counts.quarantined > 0 ? .quarantined : nil
    case .exportedNothing: outcome.counts.quarantined > 0 ? .quarantined : .inputOutput
    }
  }

  /// What went wrong, if the run did not end as it should.
  var problem: String? {
    switch outcome.ending {
    case .missingInput(let message): "\(message) [missing-input]"
    case .unreadableInput(let code, let message): "\(message) [\(code)]"
    case .refused(let message), .failed(let message), .exportedNothing(let message): message
    case .unbalanced(let message):
      "the document counts do not add up: \(message); this is a bug in Minwal, please report it"
    case .stopped(let message): "stopped at the first document that failed (on-error: stop): \(message)"
    case .outputClosed(let output): "\(output) was closed"
    case .finished, .interrupted: nil
    }
  }

  private var summary: PrintableText { RunSummary(recipe: recipe, outcome: outcome, MinwalTool.registry).text }

  private var howToGoOn: PrintableText {
    guard !resumption.isEmpty else { return "" }
    guard outcome.canBeResumed else { return "there is nothing to resume; run the same command again\n" }
    // '--set' may have a password in it.
    let command = resumption.map { Terminal.quoted(URLSecrets.hidden(in: $0)) }.joined(separator: " ")
    return "nothing is lost; to resume: \(command)\n"
  }
}
