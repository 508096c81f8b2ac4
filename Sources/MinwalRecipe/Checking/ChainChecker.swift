import Minwal

/// Follows layers and outputs through the chain of stages, as a compiler follows types.
struct ChainChecker {
  private let registry: Registry
  private let confinesOutput: Bool
  private(set) var diagnostics: [Diagnostic] = []
  /// The layers that are there after the stages so far.
  private var present: Set<LayerID> = []
  /// Who dropped a layer that was there, by changing the text.
  private var droppedBy: [LayerID: (stage: String, line: Int)] = [:]
  private var outputs: [String: SourceRange?] = [:]
  private var sinceExport: [(name: String, range: SourceRange?)] = []
  private var hasExport = false
  private var stagesSeen: [(name: String, gives: [LayerID])] = []
  /// Layers that no stage so far has made, who needs each, and the diagnostic that says so.
  private var needed: [(layer: LayerID, stage: String, diagnostic: Int)] = []

  init(registry: Registry, confinesOutput: Bool) {
    self.registry = registry
    self.confinesOutput = confinesOutput
  }

  /// Adds the next stage. One that could not be made needs nothing, since that may depend on the options that are wrong,
  /// and gives what its declaration says.
  mutating func add(_ call: StageCall, _ making: StageType.Making?) {
    let spec = call.type.spec
    let flow = making?.flow ?? spec.flow
    if making != nil {
      for layer in flow.needs where !present.contains(layer) { reportMissing(layer, call) }
    }
    if flow.changesText {
      for layer in present where layer.pointsIntoText {
        present.remove(layer)
        droppedBy[layer] = (spec.name, call.range?.line ?? 0)
      }
    }
    present.formUnion(flow.gives)
    stagesSeen.append((spec.name, flow.gives))
    if call.type.isExporter {
      hasExport = true
      sinceExport = []
      if case .exporter(let exporter)? = making?.made { checkOutput(exporter.destination) }
    } else {
      sinceExport.append((spec.name, call.range))
    }
  }

  /// Checks the chain as a whole.
  ///
  /// - Parameters:
  ///   - range: Where the list of stages is.
  ///   - isComplete: Whether all stages were known; if not, what seems missing may only be misspelt.
  mutating func finish(at range: SourceRange?, isComplete: Bool) {
    for (layer, stage, diagnostic) in needed {
      guard let later = stagesSeen.first(where: { $0.gives.contains(layer) }) else { continue }
      diagnostics[diagnostic].notes = ["'\(later.name)' makes them: move it before '\(stage)'"]
    }
    if !isComplete { diagnostics.removeAll { $0.code == .missingLayer } }
    if !hasExport {
      guard isComplete else { return }
      diagnostics.append(
        Diagnostic(
          .nothingExported, "nothing is exported: the recipe has no exporter", at: range,
          notes: ["end it with, for example: - export: { format: jsonl, to: out/result.jsonl }"]))
    } else {
      for stage in sinceExport {
        diagnostics.append(
          Diagnostic(
            .noEffect, "'\(stage.name)' has no effect: nothing is exported after it", at: stage.range,
            severity: .warning))
      }
    }
  }

  private mutating func reportMissing(_ layer: LayerID, _ call: StageCall) {
    var notes: [String] = []
    if let dropped = droppedBy[layer] {
      notes.append(
        "'\(dropped.stage)' at line \(dropped.line) changes the text, so that '\(layer.name)' no longer fits it")
      notes.append("move '\(dropped.stage)' before the stage that makes '\(layer.name)'")
    } else {
      let givers = registry.stages.filter { $0.spec.flow.gives.contains(layer) }.map(\.spec.name)
      notes.append(
        givers.isEmpty
          ? "no stage makes them" : "put a stage before it that makes them: \(givers.joined(separator: ", "))")
      needed.append((layer, call.type.spec.name, diagnostics.count))
    }
    diagnostics.append(
      Diagnostic(
        .missingLayer, "'\(call.type.spec.name)' needs '\(layer.name)', and no stage before it makes them",
        at: call.range,
        notes: notes))
  }

  private mutating func checkOutput(_ destination: Destination) {
    let path = destination.path
    let normal = FileSystem.normalized(path.written)
    if let earlier = outputs[normal] {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "two exporters write to '\(path.written)'", at: path.range,
          notes: earlier.map { ["the first is at line \($0.line)"] } ?? []))
    }
    outputs.updateValue(path.range, forKey: normal)
    if case .filePerDocument = destination.layout, path.isStandardOutput {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "a file per document cannot go to standard output", at: path.range,
          notes: ["name a folder, or use one file"]))
    }
    if confinesOutput, normal.hasPrefix("/") || normal == ".." || normal.hasPrefix("../") {
      diagnostics.append(
        Diagnostic(
          .outputOutside, "with --output, '\(path.written)' would leave the output folder", at: path.range,
          notes: ["use a relative path without '..'"]))
    }
  }
}
