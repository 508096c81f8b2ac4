package import Minwal

/// All there is to know about a stage, from its declaration.
package struct StageReference {
  private let stage: StageType

  package init(_ stage: StageType) { self.stage = stage }

  package var text: PrintableText {
    let spec = stage.spec
    var result = DeclarationText.head(spec.name, spec.summary, spec.discussion)
    result += "\n" + flow
    result += DeclarationText.options(stage.options)
    result += DeclarationText.reasons(spec.reasons)
    let resources = spec.resources()
    if !resources.isEmpty {
      result += "\nFiles that come with it ('minwal stages \(spec.name) NAME' prints one):\n"
      let width = resources.map(\.name.count).max() ?? 0
      for resource in resources { result += "  \(Figures.pad(resource.name, width))  \(resource.help)\n" }
    }
    return result
  }

  private var flow: PrintableText {
    let flow = stage.spec.flow
    func names(_ layers: [LayerID]) -> String { layers.map(\.name).joined(separator: ", ") }
    var result: PrintableText = ""
    if !flow.needs.isEmpty { result += "Needs: \(names(flow.needs)), unless its options say otherwise\n" }
    if !flow.gives.isEmpty { result += "Gives: \(names(flow.gives))\n" }
    result += "Changes the text: \(flow.changesText ? "yes" : "no")\n"
    return result
  }
}
