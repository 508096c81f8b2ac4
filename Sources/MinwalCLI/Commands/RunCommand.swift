import ArgumentParser
import Glibc
import Minwal
import MinwalRecipe
import MinwalRuntime

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs recipes over their documents.",
    discussion: """
      Recipes run one after another, each over all of its input. Every document read is exported, dropped by a named \
      rule, or quarantined with its error; the sum is checked and printed. Output files appear when they are whole.
      """)

  @Argument(help: "Recipe files; '-' reads one from standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var recipes: [String]

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Read this instead of the recipe's input: a file, a folder, a pattern or '-'. May be repeated.", valueName: "path"
    ),
    completion: .file())
  var input: [String] = []

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Put all output below this folder, not the recipe's; '-' writes the records to standard output.",
      valueName: "dir"), completion: .directory)
  var output: String?

  @ArgumentParser.Option(name: .shortAndLong, help: "How many batches to work on at once (default: cores).")
  var jobs: Int?

  @ArgumentParser.Option(help: "Read so many documents at most.")
  var limit: Int?

  @Flag(
    help: "Go on where an earlier run stopped: one that was interrupted or killed, or that could not write any more.")
  var resume = false

  @Flag(help: "Begin anew; with --resume, only if that is not possible since recipe or input have changed.")
  var restart = false

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "How often to make progress durable, so that another run can go on from there (default: 1).",
      valueName: "seconds"))
  var checkpointInterval = 1.0

  @ArgumentParser.Option(help: "How to show progress: auto, bar, plain, json or none.")
  var progress = ProgressStyle.auto

  @ArgumentParser.Option(help: ArgumentHelp("Write a report as JSON.", valueName: "file"), completion: .file())
  var report: String?

  func validate() throws {
    if recipes.isEmpty { throw ValidationError("Name a recipe to run.") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("'--jobs' takes a number from 1 to 256.") }
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    if !(0...86_400).contains(checkpointInterval) {
      throw ValidationError("'--checkpoint-interval' takes seconds from 0, for after every batch, to 86,400.")
    }
    if output == "" { throw ValidationError("'--output' takes a folder, or '-'.") }
    try RecipeLoading.validate(input: input)
    if recipes.contains("-") && input.contains("-") {
      throw ValidationError("The recipe and the input cannot both come from standard input.")
    }
    if recipes.count > 1 && (input.contains("-") || output == "-") {
      throw ValidationError("Standard input and output can serve one recipe only.")
    }
  }

  func run() async throws {
    let toStandardOutput = output == "-"
    let loaded = try RecipeLoading.load(
      recipes,
      CheckSettings(replacesInput: !input.isEmpty, confinesOutput: output != nil && !toStandardOutput))
    if input.isEmpty { for recipe in loaded { try RecipeLoading.requireInput(recipe) } }
    try refuseClashes(loaded)
    if let report, let problem = FileSystem.problemWritingFile(report) {
      Terminal.error("error: cannot write the report \(report): \(problem)\n")
      throw ExitStatus.inputOutput.code
    }
    Interruption.listen()
    var runs: [(Recipe, RunOutcome)] = []
    var exit: ExitStatus?
    for recipe in loaded {
      let outcome = await run(recipe, toStandardOutput: toStandardOutput)
      runs.append((recipe, outcome))
      // The gravest of several ends counts, and the greatest number is the gravest.
      if let status = show(recipe, outcome), status.rawValue > exit?.rawValue ?? 0 { exit = status }
      if case .interrupted = outcome.ending { break }
    }
    if let report {
      do {
        try RunReport.write(runs, to: report)
      } catch {
        Terminal.error("error: \(error)\n")
        throw ExitStatus.inputOutput.code
      }
    }
    if let exit { throw exit.code }
  }

  /// Two recipes of one run must not write to one place: the second would replace what the first has done.
  private func refuseClashes(_ recipes: [Recipe]) throws {
    var taken: [String: String] = [:]
    for recipe in recipes {
      for path in Runner.places(of: recipe, outputRoot: output) {
        if let other = taken[path] {
          Terminal.error(
            "error: \(other) and \(recipe.file) both write to '\(path)'; give them names and outputs of their own, or run "
              + "them one by one with different --output\n")
          throw ExitStatus.usage.code
        }
        taken[path] = recipe.file
      }
    }
  }

  private func run(_ recipe: Recipe, toStandardOutput: Bool) async -> RunOutcome {
    let settings = RunSettings(
      jobs: jobs ?? max(1, min(256, sysconf(Int32(_SC_NPROCESSORS_ONLN)))), limit: limit,
      input: input.isEmpty ? nil : InputItem.items(commandLine: input, recipe: recipe.input),
      outputRoot: toStandardOutput ? nil : output, usesStandardOutput: toStandardOutput,
      beginning: !resume ? .anew : restart ? .resumedOrAnew : .resumed, checkpointInterval: checkpointInterval)
    let display = ProgressDisplay(progress, name: recipe.name)
    let outcome = await Runner(recipe, settings).run(progress: display.report)
    display.clear()
    return outcome
  }

  /// Prints how a run ended.
  ///
  /// - Returns: The exit status, `nil` if all is well.
  private func show(_ recipe: Recipe, _ outcome: RunOutcome) -> ExitStatus? {
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
      Terminal.error("error: \(message)\n" + howToGoOn(recipe, outcome))
      return .inputOutput
    case .stopped(let message):
      Terminal.error("error: stopped at the first document that failed (on-error: stop): \(message)\n")
      return .quarantined
    case .interrupted:
      Terminal.error("interrupted\n" + howToGoOn(recipe, outcome))
      return .interrupted
    default: return outcome.ledger.quarantined > 0 ? .quarantined : nil
    }
  }

  /// The command that goes on with a run that did not end.
  private func howToGoOn(_ recipe: Recipe, _ outcome: RunOutcome) -> String {
    guard outcome.canBeResumed else { return "" }
    var command = ["minwal", "run", recipe.file]
    for path in input { command += ["--input", path] }
    if let output { command += ["--output", output] }
    if let limit { command += ["--limit", "\(limit)"] }
    return "nothing is lost; go on with: " + (command + ["--resume"]).map(Terminal.quoted).joined(separator: " ") + "\n"
  }
}
