import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalRuntime

struct NewRecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe", abstract: "Writes a recipe for files that you point it at.",
    discussion: """
      It looks into the files and asks nothing: whether they are text, JSON Lines, JSON or tables, compressed or not, \
      and which fields those have, in what encoding and which language they are. Of a folder with several kinds, each \
      becomes a source of its own. The recipe's comments say what was found.

        minwal new recipe pages/                    writes pages.yaml
        minwal new recipe pages.jsonl --output -    prints it
      """)

  @Argument(help: "Files, folders or patterns.")
  var paths: [String] = ["."]

  @ArgumentParser.Option(
    name: .shortAndLong, help: "The recipe's file, or '-' for standard output; unless given, named after the input.")
  var output: String?

  func run() throws {
    if paths.contains("-") {
      throw ValidationError("'new recipe' looks at files more than once, so standard input will not do; name files.")
    }
    let file = output ?? "\(Self.name(of: paths[0])).yaml"
    let toStandardOutput = file == "-"
    let (folder, fileName) = toStandardOutput ? ("", "recipe.yaml") : FileSystem.split(file)
    let search: InputSearch
    do {
      search = try InputSearch(paths, recipeFolder: folder)
    } catch {
      Terminal.error("error: \(error.message)\n")
      throw ExitStatus.missingInput.code
    }
    let name = fileName.lastIndex(of: ".").map { String(fileName[..<$0]) } ?? fileName
    let sketch = RecipeSketch(search, name: name) { Self.path($0, from: folder) }
    try check(sketch, folder: folder)
    if toStandardOutput {
      Terminal.output(data: sketch.text)
      for finding in sketch.findings { Terminal.error("\(finding)\n") }
      return
    }
    var scaffold = Scaffold()
    scaffold.creations = [(file, sketch.text)]
    try NewCommand.write(scaffold, in: "")
    for finding in sketch.findings { Terminal.output("  \(finding)\n") }
    let quoted = Terminal.quoted(file)
    Terminal.output(
      "\nNext:\n  minwal try \(quoted)\n  minwal run \(quoted) --limit 5 --output -\n  minwal run \(quoted)\n")
  }

  /// The recipe must be right; if the program lacks a stage that it names, that is said.
  private func check(_ sketch: RecipeSketch, folder: String) throws {
    // That the input exists was seen; the folder of the recipe may be still to be made.
    let result = RecipeCheck.check(
      Text(sketch.text), name: "the new recipe", folder: folder, MinwalTool.registry,
      CheckSettings(replacesInput: true))
    guard let problem = result.diagnostics.first(where: { $0.severity == .error }) else { return }
    Terminal.error("error: no recipe can be made for this input: \(problem.message)\n")
    throw ExitStatus.bug.code
  }

  /// What a recipe for a path is called.
  private static func name(of path: String) -> String {
    let literal = FileSystem.normalized(Glob.literalPrefix(of: path))
    var name = FileSystem.split(literal).name
    if name.isEmpty || name == "." || name == ".." { name = "recipe" }
    if let dot = name.lastIndex(of: "."), dot != name.startIndex { name = String(name[..<dot]) }
    return name
  }

  /// A path of the command line as a recipe in `folder` must write it.
  private static func path(_ path: String, from folder: String) -> String {
    let parts = FileSystem.normalized(folder).pathParts.filter { $0 != "." }
    if path.hasPrefix("/") || parts.isEmpty { return path }
    if folder.hasPrefix("/") || parts.contains("..") { return FileSystem.join(NewCommand.currentFolder, path) }
    return parts.map { _ in "../" }.joined() + path
  }
}
