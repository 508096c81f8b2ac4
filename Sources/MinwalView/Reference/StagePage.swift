package import Minwal
import MinwalRecipe

/// The reference page of a stage, from its declaration and its examples.
package enum StagePage {
  /// The page of a stage.
  ///
  /// - Throws: If an example cannot be run.
  package static func text(_ stage: StageType, _ registry: Registry) throws -> String {
    let spec = stage.spec
    var result = "# \(spec.name)\n\n\(Markdown.prose(spec.summary))\n"
    if !spec.discussion.isEmpty { result += "\n\(Markdown.prose(spec.discussion))\n" }
    result += "\n" + facts(stage)
    if !stage.options.isEmpty { result += "\n## Options\n\n" + OptionSection.text(stage.options) }
    if !spec.reasons.isEmpty {
      result += "\n## Reasons\n\n"
      result += "Why it removes, changes or drops something, as summaries, reports and `try` name it.\n\n"
      result += OptionSection.table("reason", spec.reasons.map { ($0.name, $0.help) })
    }
    let resources = spec.resources()
    if !resources.isEmpty {
      result += "\n## Files that come with it\n\n`minwal stages \(spec.name) NAME` prints one.\n\n"
      result += OptionSection.table("name", resources.map { ($0.name, $0.help) })
    }
    if !spec.examples.isEmpty {
      result += "\n## Examples\n"
      for example in spec.examples { result += "\n" + (try text(example, of: spec.name, registry)) }
    }
    return result
  }

  private static func facts(_ stage: StageType) -> String {
    let flow = stage.spec.flow
    func names(_ layers: [LayerID]) -> String { layers.map { Markdown.code($0.name) }.joined(separator: ", ") }
    var rows: [[String]] = []
    if stage.isExporter { rows.append(["writes documents out", "yes"]) }
    if !flow.needs.isEmpty { rows.append(["needs, unless its options say otherwise", names(flow.needs)]) }
    if !flow.gives.isEmpty { rows.append(["gives", names(flow.gives)]) }
    rows.append(["changes the text", flow.changesText ? "yes" : "no"])
    return Markdown.table(["the stage", ""], rows)
  }

  private static func text(_ example: StageExample, of stage: String, _ registry: Registry) throws -> String {
    let run = try ExampleRun(example, of: stage, registry)
    var result = "### \(Markdown.prose(example.title))\n\n" + Markdown.block(run.recipe, "yaml")
    result += "\nInput:\n\n" + Markdown.block(example.input)
    for (title, text) in run.output { result += "\n\(title):\n\n" + Markdown.block(text) }
    if !run.reasons.isEmpty {
      let counts = run.reasons.map { "\(Markdown.code($0.name)) \(Figures.count($0.count))" }
      result += "\nReasons: \(counts.joined(separator: ", ")).\n"
    }
    return result
  }
}
