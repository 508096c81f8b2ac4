import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct LearnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Shows what a recipe's stages learn from its documents.",
    discussion: """
      Reads the documents, writes nothing, and prints what was learned to standard output: for 'clean', the lines that \
      recur in the documents of a site, as a phrase pack. Look through it, keep what is right, and name it in the recipe:

        minwal learn RECIPE.yaml > learned.txt

        stages:
          - clean: { packs: [web-ar, ./learned.txt] }
      """)

  @Argument(help: "A recipe file; '-' reads it from standard input.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Read this instead of the recipe's input: a file, a folder, a pattern or '-'. May be repeated.", valueName: "path"
    ),
    completion: .file())
  var input: [String] = []

  @ArgumentParser.Option(name: .shortAndLong, help: "How many batches to work on at once (default: cores).")
  var jobs: Int?

  @ArgumentParser.Option(help: "Read so many documents at most.")
  var limit: Int?

  @ArgumentParser.Option(help: "How to show progress: auto, bar, plain, json or none.")
  var progress = ProgressStyle.auto

  @OptionGroup var setting: SetOptions

  func validate() throws {
    try JobCount.validate(jobs)
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    try RecipeLoading.validate(input: input)
    if recipe == "-" && input.contains("-") {
      throw ValidationError("The recipe and the input cannot both come from standard input.")
    }
  }

  func run() async throws {
    let loaded = try RecipeLoading.load(
      [recipe], CheckSettings(replacesInput: !input.isEmpty, overrides: setting.overrides))
    guard let recipe = loaded.first else { return }
    if input.isEmpty { try RecipeLoading.requireInput(recipe) }
    let token = Signals.listen()
    let settings = RunSettings(
      jobs: JobCount.count(jobs), limit: limit,
      input: input.isEmpty ? nil : InputItem.items(commandLine: input, recipe), token: token)
    let display = ProgressDisplay(progress, name: recipe.name)
    let outcome = await Runner(recipe, settings).learn(progress: display.report)
    display.clear()
    try check(outcome, recipe)
    for report in outcome.reports { Terminal.output(data: report.text) }
    Terminal.error("\(recipe.name): \(Figures.count(outcome.counts.read)) documents read\n")
  }

  private func check(_ outcome: LearningOutcome, _ recipe: Recipe) throws {
    switch outcome.ending {
    case .finished, .outputClosed: return
    case .missingInput(let message):
      Terminal.error("\(recipe.file): error: \(message) [missing-input]\n")
      throw ExitStatus.missingInput.code
    case .unreadableInput(let code, let message):
      Terminal.error("\(recipe.file): error: \(message) [\(code)]\n")
      throw ExitStatus.missingInput.code
    case .refused(let message):
      let able = MinwalTool.registry.stages.filter(\.learns).map(\.spec.name)
      let lacks = !recipe.steps.contains { able.contains($0.name) } && !able.isEmpty
      let advice = lacks ? "; \(able.map { "'\($0)'" }.joined(separator: ", ")) can" : ""
      Terminal.error("\(recipe.file): error: \(message)\(advice)\n")
      throw ExitStatus.usage.code
    case .unbalanced(let message), .failed(let message), .stopped(let message), .exportedNothing(let message):
      Terminal.error("error: \(message)\n")
      throw ExitStatus.inputOutput.code
    case .interrupted:
      Terminal.error("interrupted; nothing was learned\n")
      throw ExitStatus.interrupted.code
    }
  }
}
