import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker", abstract: "Does one shard of a plan.",
    discussion: """
      Takes the documents of one shard through the recipe, and keeps what comes of them in a folder below --output, which \
      appears whole. A shard that was done is verified and not done again; one may be done twice, also at the same time. \
      'minwal merge' then writes the outputs.
      """)

  @Argument(help: "The plan, a file that 'minwal plan' has written.", completion: .file(extensions: ["json"]))
  var plan: String

  @Argument(help: "The number of the shard, from 0.")
  var shard: Int

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp("The folder for the results of all shards.", valueName: "dir"), completion: .directory)
  var output: String

  @ArgumentParser.Option(name: .shortAndLong, help: "How many batches to work on at once (default: cores).")
  var jobs: Int?

  @Flag(help: "Run the stages in processes of their own, as for a recipe with 'limits'.")
  var isolate = false

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Only take the survey of a stage that learns from the whole input; its number in the plan, under 'surveys'.",
      valueName: "stage"))
  var survey: Int?

  @OptionGroup var place: PlanPlace

  @OptionGroup var display: RunDisplay

  func validate() throws {
    try JobCount.validate(jobs)
    if output.isEmpty || output == "-" { throw ValidationError("'--output' takes a folder.") }
    if shard < 0 { throw ValidationError("Shards are numbered from 0.") }
  }

  func run() async throws {
    let file = try PlanFile(plan, directory: place.directory)
    let recipe = file.recipe
    let report = file.output(display.report)
    try ReportFile.requireWritable(report)
    let settings = RunSettings(jobs: JobCount.count(jobs), isolates: isolate, token: Signals.listen())
    let outcome = await display.run(recipe, jobs: settings.jobs) { progress, events in
      await Runner(file.plan, recipe, settings).work(
        on: shard, of: file.plan, survey: survey, in: file.path(output), progress: progress, events: events)
    }
    let exit = display.show(recipe, outcome)
    try display.report([(recipe, outcome)], to: report)
    // What was done before was said before.
    if let exit, outcome.resumed == nil { throw exit.code }
  }
}

/// Where a plan's relative paths start from.
struct PlanPlace: ParsableArguments {
  @ArgumentParser.Option(
    help: ArgumentHelp(
      "The folder that relative paths of the recipe start from, if it is not where the plan was made.", valueName: "dir"
    ),
    completion: .directory)
  var directory: String?
}
