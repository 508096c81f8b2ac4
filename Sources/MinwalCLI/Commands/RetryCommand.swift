import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

struct RetryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Runs the quarantined documents of a run again.",
    discussion: """
      Fix the recipe, a word list or the documents in the quarantine folder, then try these documents again. What they \
      yield is added at the end of the run's output files, which are replaced as a whole; documents that end well leave \
      the quarantine, and the counts are changed accordingly. The documents that had ended well are not touched.
      """)

  @Argument(help: "The recipe file of the run.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder that the run has put its output below, if not the recipe's.", valueName: "dir"),
    completion: .directory)
  var output: String?

  @ArgumentParser.Option(name: .shortAndLong, help: "How many documents to work on at once (default: cores).")
  var jobs: Int?

  @Flag(help: "Run the stages in processes of their own, as for a recipe with 'limits'.")
  var isolate = false

  @OptionGroup var setting: SetOptions

  @OptionGroup var display: RunDisplay

  func validate() throws {
    try JobCount.validate(jobs)
    if output == "" || output == "-" { throw ValidationError("'--output' takes the folder of the run.") }
    if recipe == "-" { throw ValidationError("Name the recipe file of the run.") }
  }

  func run() async throws {
    let loaded = try RecipeLoading.load(
      [recipe], CheckSettings(replacesInput: true, confinesOutput: output != nil, overrides: setting.overrides))
    guard let recipe = loaded.first else { return }
    try ReportFile.requireWritable(display.report)
    let settings = RunSettings(
      jobs: JobCount.count(jobs), outputRoot: output, isolates: isolate, token: Signals.listen())
    let outcome = await display.run(recipe, jobs: settings.jobs) { progress, events in
      await Runner(recipe, settings).retry(progress: progress, events: events)
    }
    let exit = display.show(recipe, outcome)
    try display.report([(recipe, outcome)], to: display.report)
    if let exit { throw exit.code }
  }
}
