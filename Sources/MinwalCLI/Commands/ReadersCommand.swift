import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalView

struct ReadersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readers", abstract: "Lists the kinds of files that can be read, or describes one.",
    discussion: """
      The name of a reader is a key of a recipe's 'input': 'input: { csv: pages/*.csv }'. With 'files:' and '--input', each \
      file is read by its kind. Files compressed by gzip, zstd, bzip2 or xz are decompressed, whatever their kind.
      """)

  @Argument(help: "A reader.")
  var name: String?

  @Flag(help: "Describe all readers, or one, as JSON.")
  var json = false

  func run() throws {
    let readers = MinwalTool.registry.readers
    guard let name else {
      if json { return Terminal.output(json: JSONValue.array(readers.map(StageJSON.value)).indented) }
      let width = readers.map(\.spec.name.count).max() ?? 0
      for reader in readers { Terminal.output("\(Figures.pad(reader.spec.name, width))  \(reader.spec.summary)\n") }
      return
    }
    guard let reader = MinwalTool.registry.reader(named: name) else {
      let names = readers.map(\.spec.name)
      let nearest = NearestName.of(name, in: names)
      throw ValidationError(
        "No reader is called '\(name)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "")
          + " The readers are: \(names.joined(separator: ", ")).")
    }
    if json {
      Terminal.output(json: StageJSON.value(reader).indented)
    } else {
      Terminal.output(ReaderReference(reader).text)
    }
  }
}
