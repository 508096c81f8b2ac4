import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

/// How commands that take documents through a recipe show what happens: progress, summary, report and log.
struct RunDisplay: ParsableArguments {
  @ArgumentParser.Option(help: "How to show progress: auto, bar, plain, json or none.")
  var progress = ProgressStyle.auto

  @Flag(name: .shortAndLong, help: "Print nothing if nothing went wrong, and no progress.")
  var quiet = false

  @ArgumentParser.Option(
    help: ArgumentHelp("Write a report as JSON; '-' writes it to standard output.", valueName: "file"),
    completion: .file())
  var report: String?

  @OptionGroup var logging: LogOptions

  /// Runs a recipe while its progress and its events are shown.
  ///
  /// - Parameters:
  ///   - recipe: The recipe.
  ///   - jobs: How many batches are worked on at once.
  ///   - body: The run.
  /// - Returns: What came of it.
  func run(
    _ recipe: Recipe, jobs: Int,
    _ body: (_ progress: (@Sendable (Progress) -> Void)?, _ events: @escaping RunEventReport) async -> RunOutcome
  ) async -> RunOutcome {
    let log = logging.log
    log?.begin(recipe, jobs: jobs)
    let display = ProgressDisplay(quiet ? .none : log == nil ? progress : progress.besideLog, name: recipe.name)
    let outcome = await body(display.report, log?.events(of: recipe) ?? display.events)
    display.clear()
    return outcome
  }

  /// Shows how a run ended.
  ///
  /// - Returns: The exit status, `nil` if all is well.
  func show(_ recipe: Recipe, _ outcome: RunOutcome, resumption: [String] = []) -> ExitStatus? {
    RunEnding(recipe: recipe, outcome: outcome, resumption: resumption).show(logging.log, isQuiet: quiet)
  }

  /// Writes the report of some runs, if one was asked for.
  ///
  /// - Parameters:
  ///   - runs: The recipes and what came of them.
  ///   - path: The file, where it is not the one that the command line names.
  /// - Throws: The exit code 74.
  func report(_ runs: [(Recipe, RunOutcome)], to path: String?) throws {
    try ReportFile.write(runs, to: path, logging.log)
  }
}
