import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

struct TryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Shows what a recipe does to a document, stage by stage. Writes nothing.",
    discussion: """
      For each stage: the lines that it removed and by which rule, the characters that it changed, sentences, summary, \
      units, title and metadata; at the end what would be written.

        minwal try RECIPE.yaml                      the first of its input
        minwal try RECIPE.yaml page.txt             a file
        minwal try RECIPE.yaml pages.jsonl:17       the record that begins in a line
        minwal try RECIPE.yaml ID                   one of its input, by its id
        minwal try RECIPE.yaml quarantine/NAME/ID   one that failed in a run

      Exit code 3 if a document fails, 0 if it is kept or dropped.
      """)

  @Argument(help: "A recipe file.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Argument(
    help: ArgumentHelp(
      "Documents: files, folders, patterns, FILE:LINE, files of a quarantine, ids, or '-' for standard input.",
      valueName: "document"), completion: .file())
  var documents: [String] = []

  @ArgumentParser.Option(help: "The document of this id. May be repeated.")
  var id: [String] = []

  @ArgumentParser.Option(
    help: "So many documents of the input, or of each folder, pattern and file of JSON Lines (default: 1).")
  var limit: Int?

  @ArgumentParser.Option(help: "So many documents of the whole input, the ones that 'run --sample' takes.")
  var sample: Int?

  @ArgumentParser.Option(help: "Stop after this stage and show the whole text; 'read' to run no stage.")
  var stage: String?

  @OptionGroup var setting: SetOptions

  @Flag(help: "Print a JSON object a line, for programs.")
  var json = false

  @ArgumentParser.Option(
    help: ArgumentHelp("Write a page for a browser; '-' is standard output.", valueName: "file"), completion: .file())
  var html: String?

  @Flag(help: "Do it again whenever the recipe, a file it names or a document changes, until Ctrl-C.")
  var watch = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    if let sample {
      if !(1...100_000).contains(sample) { throw ValidationError("'--sample' takes a number from 1 to 100,000.") }
      if limit != nil || !id.isEmpty { throw ValidationError("'--sample' goes with neither '--limit' nor '--id'.") }
      if documents.contains("-") { throw ValidationError("'--sample' cannot choose from standard input.") }
    }
    if documents.contains("") { throw ValidationError("A document's name is empty.") }
    if json && html != nil { throw ValidationError("'--json' and '--html' exclude each other.") }
    if html == "" { throw ValidationError("'--html' takes a file, or '-'.") }
    if recipe == "-" && documents.contains("-") {
      throw ValidationError("The recipe and the document cannot both come from standard input.")
    }
    if watch && (recipe == "-" || documents.contains("-")) {
      throw ValidationError("'--watch' cannot read standard input again.")
    }
  }

  func run() async throws {
    guard watch else { return try await show().end() }
    var files = [recipe] + documents
    while true {
      // A change that comes while something is being shown is none that was shown.
      let before = FileWatch(files)
      files = [recipe] + documents
      do {
        let shown = try await show()
        files += shown.files
      } catch is ExitCode {
        // What is wrong was printed; a file that changes may fix it.
        files += RecipeCheck.file(recipe, MinwalTool.registry, CheckSettings(overrides: setting.overrides)).filesRead
      }
      let after = FileWatch(files)
      Terminal.error("waiting for a change; Ctrl-C ends it\n")
      if !before.hasChanged { try await after.wait() }
      if Terminal.outputIsTerminal, html == nil { Terminal.output("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
    }
  }

  /// What came of it.
  private struct Shown {
    var failed = false
    /// The files that decided what was shown.
    var files: [String] = []

    func end() throws {
      if failed { throw ExitStatus.quarantined.code }
    }
  }

  private func show() async throws -> Shown {
    let exploring = try await Exploring(
      recipe, upTo: stage, replacesInput: !documents.isEmpty, overrides: setting.overrides)
    var shown = Shown(files: exploring.recipe.filesRead)
    var reports: [TrialReport] = []
    for choice in try choices(exploring) {
      try exploring.forEach(choice) { trial in
        let report = TrialReport(trial: trial, stopsEarly: stage != nil)
        if case .failed = trial.outcome { shown.failed = true }
        if trial.line == nil { shown.files.append(trial.place) }
        if html != nil {
          reports.append(report)
        } else if json {
          Terminal.output(json: TrialJSON.line(report))
        } else {
          Terminal.output(TrialText(report, color: Terminal.outputUsesColor).text)
        }
        if case .quarantined(let kept) = choice { Terminal.error(Self.comparison(kept, trial)) }
      }
    }
    if let html {
      let page = TrialPage(reports, recipe: exploring.recipe).text
      if html == "-" { Terminal.output(data: page) } else { try Self.write(page, to: html) }
    }
    return shown
  }

  private func choices(_ exploring: Exploring) throws -> [DocumentChoice] {
    let recipe = exploring.recipe
    let items =
      documents.isEmpty
      ? InputItem.items(of: recipe)
      : InputItem.items(commandLine: documents, recipe)
    if let sample { return [.sample(sample, of: items)] }
    if !id.isEmpty { return [.ids(id.map(\.pathText), of: items)] }
    if documents.isEmpty { return [.first(limit ?? 1, of: items)] }
    return try documents.map { try exploring.choice($0, limit: limit ?? 1) }
  }

  /// Whether a document fails as it did when it was quarantined.
  private static func comparison(_ kept: KeptDocument, _ trial: Trial) -> PrintableText {
    let then: PrintableText =
      "in quarantine since it failed in \(kept.stage): \(kept.error.message) [\(kept.error.code)]\n"
    guard case .failed(let error) = trial.outcome, let stage = trial.steps.last?.name else {
      return then + "it does not fail any more\n"
    }
    return then
      + (stage == kept.stage && error.code == kept.error.code ? "it still does\n" : "now it fails otherwise\n")
  }

  private static func write(_ page: String, to path: String) throws {
    do {
      try AtomicFile.write(Text(page).span, to: path)
    } catch {
      Terminal.error("error: \(error)\n")
      throw ExitStatus.inputOutput.code
    }
  }
}
