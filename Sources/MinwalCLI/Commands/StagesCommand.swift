import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalView

struct StagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages", abstract: "Lists the stages, or describes one.")

  @Argument(help: "A stage.")
  var name: String?

  @Argument(help: "A text file that comes with the stage, such as a phrase pack: prints it.")
  var resource: String?

  @Flag(help: "Prints all about all stages, or one, as JSON.")
  var json = false

  func run() throws {
    let registry = MinwalTool.registry
    guard let name else {
      if json {
        Terminal.output(json: JSONValue.array(registry.stages.map(StageJSON.value)).indented)
        return
      }
      let width = registry.stages.map(\.spec.name.count).max() ?? 0
      for stage in registry.stages {
        Terminal.output("\(Figures.pad(stage.spec.name, width))  \(stage.spec.summary)\n")
      }
      return
    }
    guard let stage = registry[name] else {
      let names = registry.stages.map(\.spec.name)
      let nearest = NearestName.of(name, in: names)
      throw ValidationError(
        "No stage is called '\(name)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "")
          + " The stages are: \(names.joined(separator: ", ")).")
    }
    guard let resource else {
      if json {
        Terminal.output(json: StageJSON.value(stage).indented)
      } else {
        Terminal.output(StageReference(stage).text)
      }
      return
    }
    let resources = stage.spec.resources()
    guard let found = resources.first(where: { $0.name == resource }) else {
      let names = resources.map(\.name).joined(separator: ", ")
      throw ValidationError(
        "The stage '\(name)' has no file '\(resource)'. " + (names.isEmpty ? "It has none." : "It has: \(names)."))
    }
    Terminal.output(data: String(decodingUTF8: found.contents.span))
  }
}
