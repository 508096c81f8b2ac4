package import Minwal
import MinwalRecipe
import MinwalRuntime

/// An example of a stage as a recipe, and what came of it.
package struct ExampleRun {
  /// The `stages` of the recipe.
  package let recipe: String
  private let trial: Trial
  /// What the stage did.
  private let report: TrialReport.Step
  /// What stands before the first record of a file.
  private var beginning = ByteBuffer()

  /// Why an example could not be run.
  package struct Failure: Error {
    package var message: String
  }

  /// Runs an example of a stage.
  ///
  /// - Throws: ``Failure`` if its recipe is wrong, or a stage before it drops the document.
  package init(_ example: StageExample, of stage: String, _ registry: Registry) throws {
    recipe = Self.recipe(example, of: stage)
    var text = Text()
    text.append("minwal: 1\n\(recipe)")
    let check = RecipeCheck.check(
      text, name: "example", folder: "", registry, CheckSettings(needsExporter: false, environment: { _ in nil }))
    let problems = check.diagnostics.filter { $0.severity == .error }
    if !problems.isEmpty {
      throw Failure(message: problems.flatMap { [$0.message] + $0.notes.map(\.message) }.joined(separator: "; "))
    }
    guard let checked = check.recipe else { throw Failure(message: "no recipe came of it") }
    var trials: [Trial] = []
    let explorer = try Explorer(checked)
    guard !explorer.wantsSurvey else { throw Failure(message: "an example is one document, which is no corpus") }
    _ = try explorer.forEach(.text(Text(example.input), id: "example.txt")) { trials.append($0) }
    guard let trial = trials.first, let last = TrialReport(trial: trial, stopsEarly: false).steps.last,
      trial.steps.count == checked.steps.count + 1
    else { throw Failure(message: "the document does not get to the stage") }
    if case .failed(let error) = trial.outcome { throw Failure(message: error.description) }
    checked.steps.last?.made.exporter?.begin(&beginning)
    self.trial = trial
    report = last
  }

  private static func recipe(_ example: StageExample, of stage: String) -> String {
    var lines = ["stages:"]
    for node in example.after { lines.append("  - " + (Self.call(node) ?? node.written)) }
    lines.append("  - " + call(stage, example.options))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func call(_ node: ConfigNode) -> String? {
    guard case .mapping(let entries) = node.kind, let entry = entries.first,
      case .mapping(let options) = entry.value.kind
    else { return nil }
    return call(entry.key, options)
  }

  private static func call(_ stage: String, _ options: [ConfigNode.Entry]) -> String {
    if options.isEmpty { return stage }
    let written = options.map { "\($0.key): \($0.value.written)" }.joined(separator: ", ")
    return "\(stage): { \(written) }"
  }

  /// What is to be seen of the stage's work: the text if it changed, layers, title, reasons, the record.
  package var output: [(title: String, text: String)] {
    if let record = report.step.record {
      return [("Output", String(decodingUTF8: beginning.span) + String(decodingUTF8: record.span))]
    }
    let document = report.step.document
    var result: [(String, String)] = []
    if case .dropped(let reason) = trial.outcome {
      return [("The document is dropped", "\(reason.name): \(reason.help)")]
    }
    if report.difference.rows.contains(where: { !$0.isKept }) { result.append(("Output", String(document.text))) }
    var notes: [String] = []
    for field in report.fields { notes.append("\(field.name): \(field.after ?? "(none)")") }
    for layer in report.layers { notes.append(describe(layer, of: document)) }
    if !notes.isEmpty { result.append((result.isEmpty ? "Output" : "Besides", notes.joined(separator: "\n"))) }
    return result.isEmpty ? [("Output", "(the document stays as it is)")] : result
  }

  /// The reasons that the stage gave, in the order in which they first came.
  package var reasons: [(name: String, count: Int)] { report.reasonCounts.map { ($0.reason.name, $0.count) } }

  private func describe(_ layer: any Layer, of document: Document) -> String {
    let name = type(of: layer).name
    guard let ranges = (layer as? any RangeLayer)?.ranges else {
      var json = JSONWriter()
      layer.encode(of: document, into: &json)
      var reader = JSONReader(json.buffer.span)
      return "\(name): " + ((try? reader.value())?.indented ?? "").dropLast()
    }
    let lines = ranges.enumerated().map { index, range in
      "  \(index + 1)  " + document.text.string(in: range).split(separator: "\n").joined(separator: "\n     ")
    }
    return (["\(name):"] + lines).joined(separator: "\n")
  }
}
