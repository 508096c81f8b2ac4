import ArgumentParser
import Minwal
import MinwalRuntime
import MinwalView

struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Tells where a piece of output came from, or which rule removed a piece of input.",
    discussion: """
      Without a text it tells everything that the recipe changed in the document, by stage and rule, with the places in \
      the input; of a file with several documents, in the first. With a text it tells each place of the input that the \
      text came from, in all documents of the file, what was changed on the way, and whether it is in the output or which \
      rule removed it.

        minwal why RECIPE.yaml page.txt
        minwal why RECIPE.yaml page.txt "Read more"

      Places are FILE:LINE:COLUMN, columns in characters; bytes are those of the file, or of the record. Of a row of a \
      database, FILE@ROW:LINE:COLUMN, line and column are those of its text. \
      Exit code 1 if the text is nowhere.
      """)

  @Argument(help: "A recipe file.", completion: .file(extensions: ["yaml", "yml"]))
  var recipe: String

  @Argument(
    help: "A document: a file, FILE:LINE, a file of a quarantine, an id, or '-' for standard input.",
    completion: .file())
  var document: String

  @Argument(help: "A piece of its text, title or units, as it is in the output, in the input, or in between.")
  var text: String?

  @OptionGroup var setting: SetOptions

  func validate() throws {
    if document.isEmpty { throw ValidationError("The document's name is empty.") }
    if text == "" { throw ValidationError("The text to look for is empty.") }
    if recipe == "-" && document == "-" {
      throw ValidationError("The recipe and the document cannot both come from standard input.")
    }
  }

  func run() async throws {
    let exploring = try await Exploring(recipe, replacesInput: true, overrides: setting.overrides)
    var isFound = false
    // Everything about one document, or one thing about all that the file holds.
    try exploring.forEach(exploring.choice(document, limit: text == nil ? 1 : .max)) { trial in
      let lineage = LineageText(trial, color: Terminal.outputUsesColor)
      guard let text = text?.pathText else { return Terminal.output(lineage.overview) }
      guard let found = lineage.find(text) else { return }
      isFound = true
      Terminal.output(found)
    }
    if !isFound, let text {
      Terminal.error(
        "error: '\(text)' is nowhere in '\(document)', before or after any stage; 'minwal try' shows what it was\n")
      throw ExitStatus.notFound.code
    }
  }
}
