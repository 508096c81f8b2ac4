import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs recipes over their documents.",
    discussion: """
      Recipes run one after another, each over all of its input. Every document read is exported, dropped by a named \
      rule, or quarantined with its error; the sum is checked and printed. Output files appear when they are whole.

      With --isolate, and where the recipe has 'limits', the stages run in processes of their own: a document that crashes \
      a stage, takes too long or too much memory costs itself alone, and is quarantined. What comes out is the same.
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
      "Put all output below this folder, not the recipe's; '-' writes the records to standard output, not compressed.",
      valueName: "dir"), completion: .directory)
  var output: String?

  @ArgumentParser.Option(name: .shortAndLong, help: "How many batches to work on at once (default: cores).")
  var jobs: Int?

  @ArgumentParser.Option(help: "Read so many documents at most.")
  var limit: Int?

  @ArgumentParser.Option(
    help: "Read so many documents of the whole input, always the same ones: chosen by a hash of where each stands.")
  var sample: Int?

  @Flag(help: "Run the stages in processes of their own, as for a recipe with 'limits'.")
  var isolate = false

  @Flag(
    help: "Resume where an earlier run stopped: one that was interrupted or killed, or that could not write any more.")
  var resume = false

  @Flag(
    help: ArgumentHelp(
      "Start over, though an unfinished run has done a part; with --resume, only if it cannot be resumed, since recipe or input have changed."
    ))
  var restart = false

  @Flag(
    help:
      "Say what would be read and written, of what kinds and sizes, and about how long it would take; write nothing.")
  var dryRun = false

  @Flag(help: "Replace earlier output also if nothing was exported.")
  var force = false

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "How often to make progress durable, so that another run can continue from there; 0: after every batch.",
      valueName: "seconds"))
  var checkpointInterval = 1.0

  @OptionGroup var setting: SetOptions

  @OptionGroup var display: RunDisplay

  func validate() throws {
    if recipes.isEmpty { throw ValidationError("Name a recipe to run.") }
    try JobCount.validate(jobs)
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    if let sample, !(1...100_000_000).contains(sample) {
      throw ValidationError("'--sample' takes a number from 1 to 100,000,000.")
    }
    if sample != nil && limit != nil {
      throw ValidationError(
        "'--limit' and '--sample' exclude each other: '--limit' takes the first documents, and '--sample' some of all.")
    }
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
      CheckSettings(
        replacesInput: !input.isEmpty, confinesOutput: output != nil && !toStandardOutput, overrides: setting.overrides)
    )
    if input.isEmpty { for recipe in loaded { try RecipeLoading.requireInput(recipe) } }
    try refuseClashes(loaded)
    try refuseObstacles(loaded)
    try ReportFile.requireWritable(display.report)
    if dryRun { return try showPreviews(loaded) }
    let token = Signals.listen()
    var runs: [(Recipe, RunOutcome)] = []
    var exit: ExitStatus?
    for recipe in loaded {
      if !display.quiet { RecipeLoading.noteAssumptions(InputItem.items(commandLine: input, recipe)) }
      let outcome = await run(recipe, token)
      runs.append((recipe, outcome))
      // The gravest of several ends counts, and the greatest number is the gravest.
      let status = display.show(recipe, outcome, resumption: resumption(recipe))
      if let status, status.rawValue > exit?.rawValue ?? 0 { exit = status }
      if case .interrupted = outcome.ending { break }
    }
    try display.report(runs, to: display.report)
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

  /// What is in the way of a later recipe is said before the first one runs.
  private func refuseObstacles(_ recipes: [Recipe]) throws {
    for recipe in recipes {
      let root = output == "-" ? nil : output
      guard
        let problem = Runner.obstacle(toOutputOf: recipe, outputRoot: root, usesStandardOutput: output == "-")
      else { continue }
      Terminal.error("\(recipe.file): error: \(problem)\n")
      throw ExitStatus.usage.code
    }
  }

  /// Says what would be read and written.
  private func showPreviews(_ recipes: [Recipe]) throws {
    var exit: ExitStatus?
    for recipe in recipes {
      let preview = RunPreview(recipe, settings(recipe, RunToken()))
      Terminal.output(PreviewText(recipe: recipe, preview: preview).text)
      guard let obstacle = preview.obstacle else { continue }
      // It would end so.
      let status = RunEnding(recipe: recipe, outcome: RunOutcome(ending: obstacle)).show(nil)
      if let status, status.rawValue > exit?.rawValue ?? 0 { exit = status }
    }
    if let exit { throw exit.code }
  }

  private func settings(_ recipe: Recipe, _ token: RunToken) -> RunSettings {
    let toStandardOutput = output == "-"
    return RunSettings(
      jobs: JobCount.count(jobs), limit: limit, sample: sample,
      input: input.isEmpty ? nil : InputItem.items(commandLine: input, recipe),
      outputRoot: toStandardOutput ? nil : output, usesStandardOutput: toStandardOutput, isolates: isolate,
      beginning: !resume ? (restart ? .startOver : .startOverUnlessUnfinished) : restart ? .resumeOrStartOver : .resume,
      checkpointInterval: checkpointInterval, replacesWithNothing: force, token: token)
  }

  private func run(_ recipe: Recipe, _ token: RunToken) async -> RunOutcome {
    let settings = settings(recipe, token)
    return await display.run(recipe, jobs: settings.jobs) { progress, events in
      await Runner(recipe, settings).run(progress: progress, events: events)
    }
  }

  /// The command that continues the run of a recipe.
  private func resumption(_ recipe: Recipe) -> [String] {
    var command = ["minwal", "run", recipe.file]
    for path in input { command += ["--input", path] }
    if let output { command += ["--output", output] }
    if let limit { command += ["--limit", "\(limit)"] }
    if let sample { command += ["--sample", "\(sample)"] }
    for override in setting.overrides { command += ["--set", override] }
    if isolate { command.append("--isolate") }
    if force { command.append("--force") }
    return command + ["--resume"]
  }
}
