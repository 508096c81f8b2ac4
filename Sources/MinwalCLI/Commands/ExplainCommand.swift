import ArgumentParser
import Minwal
import MinwalRecipe
import MinwalView

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains a code in brackets after a message, or a reason in a summary.")

  @Argument(help: "A code such as unknown-option; without one, all are listed.")
  var code: String?

  func run() throws {
    let all = MinwalTool.registry.allExplanations
    guard let code else {
      for explanation in all {
        Terminal.output("\(Figures.pad("\(explanation.code)", 22))  \(explanation.title)\n")
      }
      return
    }
    // Codes are in small letters, and someone who types one may not be.
    let name = code.trimming { "[]".contains($0) }.lowercased()
    let reasons = MinwalTool.registry.stages.compactMap { stage in
      stage.spec.reasons.first { $0.name == name }.map { (stage: stage.spec.name, reason: $0) }
    }
    if let reason = [Reason.noExporter, .otherLanguage].first(where: { $0.name == name }) {
      Terminal.output("\(reason.name), a reason of exporters with 'when': \(reason.help)\n")
      return
    }
    let ofReaders = MinwalTool.registry.readers.compactMap { reader in
      (reader.spec.passesOver + reader.spec.reasons).first { $0.name == name }.map {
        (reader: reader.spec.name, reason: $0)
      }
    }
    for (reader, reason) in ofReaders {
      Terminal.output("\(reason.name), a reason of the reader '\(reader)': \(reason.help)\n")
    }
    for (stage, reason) in reasons { Terminal.output("\(reason.name), a reason of '\(stage)': \(reason.help)\n") }
    if !ofReaders.isEmpty || !reasons.isEmpty { return }
    if let stage = MinwalTool.registry[name] {
      Terminal.output(
        "'\(name)' is a stage. \(stage.spec.summary)\n\n'minwal stages \(name)' has its options and reasons\n")
      return
    }
    if let key = RecipeKey.all.first(where: { $0.name == name }) {
      Terminal.output("'\(name)' is a key of recipes. \(key.help)\n")
      return
    }
    guard let explanation = all.first(where: { $0.code == name }) else {
      let nearest = NearestName.of(name, in: all.map(\.code))
      throw ValidationError(
        "No code is called '\(name)'." + (nearest.map { " Did you mean '\($0)'?" } ?? "")
          + " 'minwal explain' lists them all.")
    }
    Terminal.output("\(explanation.code): \(explanation.title)\n\n\(PrintableText(lines: explanation.text))\n")
  }
}

extension String {
  /// The string without characters at both ends that fit.
  func trimming(_ isUnwanted: (Character) -> Bool) -> String {
    let start = drop(while: isUnwanted)
    return String(start[..<(start.lastIndex { !isUnwanted($0) }.map { start.index(after: $0) } ?? start.startIndex)])
  }
}
