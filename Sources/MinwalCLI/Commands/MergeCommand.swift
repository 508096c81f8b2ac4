import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Joins the shards of a plan into the recipe's outputs.",
    discussion: """
      Takes what 'minwal worker' has made of all shards, in the order of the input, and writes outputs, quarantine and \
      counts as one 'minwal run' would have written them; 'minwal retry' works afterwards. Nothing is written if a shard \
      is missing, was changed, or belongs to another plan.
      """)

  @Argument(help: "The plan, a file that 'minwal plan' has written.", completion: .file(extensions: ["json"]))
  var plan: String

  @ArgumentParser.Option(
    help: ArgumentHelp("A folder with results of shards. May be repeated.", valueName: "dir"), completion: .directory)
  var from: [String]

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Put all output below this folder, not the recipe's; '-' writes the records to standard output.",
      valueName: "dir"), completion: .directory)
  var output: String?

  @ArgumentParser.Option(name: .shortAndLong, help: "How many batches to write at once (default: cores).")
  var jobs: Int?

  @Flag(help: "Replace earlier output also if nothing was exported.")
  var force = false

  @Flag(help: "Write, though an unfinished run in the same place has done a part, which is lost.")
  var restart = false

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "Merge the surveys of a stage, by its number in the plan under 'surveys'; --output is then the file of a plan with what it has learned.",
      valueName: "stage"))
  var survey: Int?

  @OptionGroup var place: PlanPlace

  @OptionGroup var display: RunDisplay

  func validate() throws {
    try JobCount.validate(jobs)
    if output == "" { throw ValidationError("'--output' takes a folder, or '-'.") }
    if from.contains("") { throw ValidationError("'--from' takes a folder.") }
  }

  func run() async throws {
    if let survey { return try learn(survey) }
    let toStandardOutput = output == "-"
    let file = try PlanFile(
      plan, directory: place.directory, confinesOutput: output != nil && !toStandardOutput)
    let recipe = file.recipe
    let report = file.output(display.report)
    try requireElsewhere(report, file)
    try ReportFile.requireWritable(report)
    let settings = RunSettings(
      jobs: JobCount.count(jobs),
      outputRoot: toStandardOutput ? nil : output.map(file.path), usesStandardOutput: toStandardOutput,
      beginning: restart ? .startOver : .startOverUnlessUnfinished, replacesWithNothing: force, token: Signals.listen())
    let outcome = await display.run(recipe, jobs: settings.jobs) { progress, events in
      await Runner(file.plan, recipe, settings).merge(
        file.plan, from: from.map(file.path), progress: progress, events: events)
    }
    let exit = display.show(recipe, outcome)
    try display.report([(recipe, outcome)], to: report)
    if let exit { throw exit.code }
  }

  /// Has a stage learn, and writes the plan that has what it has learned.
  private func learn(_ stage: Int) throws {
    let file = try PlanFile(plan, directory: place.directory)
    let output = file.output(output)
    try requireElsewhere(output, file)
    switch Runner(file.plan, file.recipe, RunSettings(jobs: 1)).learn(stage, of: file.plan, from: from.map(file.path)) {
    case .success(let plan): try PlanFile.write(plan.text, to: output)
    case .failure(let problem): throw PlanFile.exit(problem, file.recipe)
    }
  }

  /// Sees to it that a file does not come to lie among the results of a shard.
  ///
  /// - Throws: The exit code 64.
  private func requireElsewhere(_ path: String?, _ file: PlanFile) throws {
    guard let path, path != "-", let folder = Runner.shardFolder(around: path, in: from.map(file.path)) else { return }
    Terminal.error(
      "error: '\(path.displayedPath)' lies in '\(folder.displayedPath)', which has the results of a shard; give it another "
        + "place\n")
    throw ExitStatus.usage.code
  }
}
