import Minwal

/// Follows layers and outputs through the chain of stages, as a compiler follows types.
struct ChainChecker {
  private let registry: Registry
  private let confinesOutput: Bool
  /// The recipe's file, and the folder that outputs are relative to.
  private let file: String
  private let folder: String
  private(set) var diagnostics: [Diagnostic] = []
  /// The layers that are there after the stages so far.
  private var present: Set<LayerID> = []
  /// Who dropped a layer that was there, by changing the text.
  private var droppedBy: [LayerID: (stage: String, line: Int)] = [:]
  private var outputs: [String: SourceRange?] = [:]
  private var sinceExport: [(name: String, range: SourceRange?)] = []
  private var hasExport = false
  private var stagesSeen: [(name: String, gives: [LayerID], mayGive: [LayerID])] = []
  /// Layers that no stage so far has made, who needs each, and the diagnostic that says so.
  private var needed: [(layer: LayerID, stage: String, diagnostic: Int)] = []

  init(registry: Registry, file: String, folder: String, confinesOutput: Bool) {
    self.file = file
    self.folder = folder
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
    stagesSeen.append((spec.name, flow.gives, spec.flow.gives))
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
  ///   - needsExporter: Whether something must be exported.
  mutating func finish(at range: SourceRange?, isComplete: Bool, needsExporter: Bool) {
    for (layer, stage, diagnostic) in needed {
      guard let later = stagesSeen.first(where: { $0.gives.contains(layer) }) else { continue }
      diagnostics[diagnostic].notes = ["'\(later.name)' makes them: move it before '\(stage)'"]
    }
    if !isComplete { diagnostics.removeAll { $0.code == .missingLayer } }
    if !hasExport {
      guard isComplete, needsExporter else { return }
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
    } else if let other = stagesSeen.first(where: { $0.mayGive.contains(layer) && !$0.gives.contains(layer) }) {
      notes.append("'\(other.name)' makes them, but not with the options it has here")
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
    if destination.layout == .oneFile, path.written.utf8.last == UInt8(ascii: "/") {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "'\(path.written)' is a folder, and all records go to one file", at: path.range,
          notes: ["name a file in it, or use a file per document"]))
    }
    if FileSystem.join(folder, path.written).pathParts == file.pathParts {
      diagnostics.append(
        Diagnostic(.outputConflict, "the output '\(path.written)' is the recipe itself", at: path.range))
    }
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
