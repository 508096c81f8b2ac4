import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Cuts a run into shards, for other processes or machines.",
    discussion: """
      Prints a plan as JSON: the recipe with the files that it names, and the shards of its input. No document is read; \
      files of lines are cut anywhere, other files are not cut. Each shard is done by 'minwal worker', at any time, in any \
      order, by any process that sees the input; 'minwal merge' joins what they have made, to the bytes of one 'minwal run'.

        minwal plan RECIPE.yaml --shards 3 --output plan.json
        for shard in 0 1 2; do minwal worker plan.json $shard --output shards; done
        minwal merge plan.json --from shards
      """)

  @Argument(help: "A recipe file.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @ArgumentParser.Option(help: ArgumentHelp("Cut the input into so many shards, at most.", valueName: "n"))
  var shards: Int?

  @ArgumentParser.Option(
    help: ArgumentHelp("Cut the input into shards of about this size, such as 64MB (the default).", valueName: "size"))
  var shardSize: String?

  @ArgumentParser.Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Read this instead of the recipe's input: a file, a folder or a pattern. May be repeated.", valueName: "path"),
    completion: .file())
  var input: [String] = []

  @ArgumentParser.Option(
    name: .shortAndLong, help: ArgumentHelp("Write the plan to a file.", valueName: "file"), completion: .file())
  var output: String?

  @OptionGroup var setting: SetOptions

  func validate() throws {
    if let shards, !(1...100_000).contains(shards) {
      throw ValidationError("'--shards' takes a number from 1 to 100,000.")
    }
    if shards != nil, shardSize != nil { throw ValidationError("Give '--shards' or '--shard-size', not both.") }
    _ = try size
    try RecipeLoading.validate(input: input)
    if recipe == "-" { throw ValidationError("Name a recipe file: standard input cannot be planned.") }
  }

  private var size: Int {
    get throws {
      guard let text = shardSize else { return 64_000_000 }
      let scope = OptionScope(folder: "")
      guard let size = ByteCount.decode(ConfigNode(.string(text)), in: scope), size.bytes > 0 else {
        let hints = scope.diagnostics.flatMap(\.notes).map { "; \($0.message)" }.joined()
        throw ValidationError("'--shard-size' takes a size, such as 64MB" + hints)
      }
      return size.bytes
    }
  }

  func run() throws {
    let loaded = try RecipeLoading.load(
      [recipe], CheckSettings(replacesInput: !input.isEmpty, overrides: setting.overrides))
    guard let recipe = loaded.first else { return }
    if input.isEmpty { try RecipeLoading.requireInput(recipe) }
    let runner = Runner(
      recipe,
      RunSettings(jobs: 1, input: input.isEmpty ? nil : InputItem.items(commandLine: input, recipe)))
    let plan: Plan
    switch runner.plan(try shards.map { .shards($0) } ?? .size(size), input: input.isEmpty ? nil : input) {
    case .success(let made): plan = made
    case .failure(let problem): throw PlanFile.exit(problem, recipe)
    }
    if let output, output != "-", let input = runner.input(around: output) {
      Terminal.error("error: the plan '\(output)' would lie in the input '\(input)'; give it another place\n")
      throw ExitStatus.usage.code
    }
    if let output, output != "-", let file = Self.file(of: recipe, at: output) {
      Terminal.error(
        "error: the plan '\(output)' would take the place of '\(file.displayedPath)', which the recipe needs; give it "
          + "another place\n")
      throw ExitStatus.usage.code
    }
    try PlanFile.write(plan.text, to: output)
    for stage in plan.surveys {
      Terminal.error(
        "\(recipe.name): '\(recipe.steps[stage].name)' learns from the whole input first; see 'minwal worker --survey "
          + "\(stage)' and 'minwal merge --survey \(stage)'\n")
    }
    guard let output, output != "-" else { return }
    Terminal.error(
      "\(recipe.name): \(Figures.count(plan.shards.count, "shard")), "
        + "\(Figures.bytes(plan.shards.reduce(0) { $0 + $1.bytes })): \(output)\n")
  }

  /// The file that a path leads to, of the recipe's own and those that it names.
  private static func file(of recipe: Recipe, at path: String) -> String? {
    guard let identity = try? FileSystem.status(path).identity else { return nil }
    return ([recipe.file] + recipe.filesRead).first { (try? FileSystem.status($0).identity) == identity }
  }
}
