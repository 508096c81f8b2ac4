import Minwal

/// Follows layers and outputs through the chain of stages, as a compiler follows types.
struct ChainChecker {
  /// Which documents have a layer.
  private struct Presence {
    /// What must hold of a document so that it has it; `nil` if all have it.
    var condition: Condition?
    /// The stages that give it to documents that meet a condition, and those that drop it from some.
    var causes: [Diagnostic.Note] = []
    /// Whether it has pieces; `nil` if that is not known.
    var hasPieces: Bool?
    /// The stage that makes it and may fail, so that documents go on without it.
    var doubtful: (stage: String, range: SourceRange?)?
  }

  /// A layer that is not there, or not for all documents. It is reported at the end, when all stages are known.
  private struct Missing {
    var problem: Diagnostic
    /// The layer, if no stage before has made it.
    var layer: LayerID?
    var stage: String
    var item: StageItem
  }

  private let registry: Registry
  let confinesOutput: Bool
  /// The recipe's file, and the folder that outputs are relative to.
  let file: String
  let folder: String
  /// The files that the recipe uses.
  var usedFiles: [String] = []
  let sink: DiagnosticSink
  /// The layers that are there after the stages so far.
  private var present: [LayerID: Presence] = [:]
  /// Who dropped a layer that was there, by changing the text.
  private var droppedBy: [LayerID: (stage: String, range: SourceRange?)] = [:]
  var outputs: [String: SourceRange?] = [:]
  private var sinceExport: [(name: String, range: SourceRange?, item: StageItem)] = []
  private var hasExport = false
  /// Whether some stage could not be made that says only then what it gives, as programs do.
  private var mayHaveMore = false
  private var stagesSeen: [(name: String, range: SourceRange?, gives: [LayerID], mayGive: [LayerID])] = []
  private var missing: [Missing] = []

  init(registry: Registry, file: String, folder: String, confinesOutput: Bool, reportingTo sink: DiagnosticSink) {
    self.sink = sink
    self.file = file
    self.folder = folder
    self.registry = registry
    self.confinesOutput = confinesOutput
  }

  /// Names files that the recipe uses, which no output may replace.
  mutating func protect(_ files: [String]) { usedFiles += files }

  /// Adds the next stage. One that could not be made needs what it would with those of its options that are right, and
  /// gives what its declaration says.
  ///
  /// - Parameters:
  ///   - call: The stage.
  ///   - making: What came of making it.
  ///   - plan: What it would need if it could be made; `nil` if that is not known.
  ///   - condition: Which documents it is for.
  ///   - isVague: Whether the condition could not be read, so that it may be any: only what does not depend on it is
  ///     reported.
  ///   - mayFail: Whether documents that it fails on go on without what it makes.
  ///   - item: Where it comes from.
  mutating func add(
    _ call: StageCall, _ making: StageType.Instantiation?, plan: StageFlow?, _ condition: Condition?, isVague: Bool,
    mayFail: Bool, _ item: StageItem
  ) {
    let spec = call.type.spec
    let flow = making?.flow ?? spec.flow
    if let needs = making?.flow.needs ?? plan?.needs {
      for layer in needs {
        if let presence = present[layer] {
          if !isVague, !ConditionLogic.follows(presence.condition, from: condition) {
            reportPartial(layer, presence, call, condition, item)
          }
          if let maker = presence.doubtful, !(making?.flow ?? plan ?? flow).optional.contains(layer) {
            reportDoubtful(layer, maker, call, item)
          }
          if layer.wantsPieces, presence.hasPieces == false { reportWithoutPieces(layer, call, item) }
        } else if !mayHaveMore {
          reportMissing(layer, call, item)
        }
      }
    }
    if making == nil, call.type.takesBatches { mayHaveMore = true }
    if flow.changesText && !isVague {
      for layer in present.keys where layer.pointsIntoText { drop(layer, spec.name, call.range, condition) }
    }
    for layer in flow.gives { give(layer, spec.name, call.range, condition, mayFail: mayFail) }
    stagesSeen.append((spec.name, call.range, flow.gives, spec.flow.gives))
    if call.type.isExporter {
      hasExport = true
      sinceExport = []
      if let exporter = making?.made.exporter { checkOutput(exporter.destination, item) }
    } else {
      sinceExport.append((spec.name, call.range, item))
    }
  }

  private mutating func give(
    _ layer: LayerID, _ stage: String, _ range: SourceRange?, _ condition: Condition?, mayFail: Bool
  ) {
    // One that is there already stays if the stage fails.
    let doubtful = mayFail ? (stage, range) : nil
    guard let condition else {
      if let presence = present[layer], presence.condition == nil, mayFail { return }
      present[layer] = Presence(hasPieces: layer.hasPieces, doubtful: doubtful)
      return
    }
    var presence = present[layer] ?? Presence(condition: .any([]), hasPieces: layer.hasPieces)
    guard let earlier = presence.condition else { return }
    presence.doubtful = presence.doubtful ?? doubtful
    let either: Condition = earlier == .any([]) ? condition : .any([earlier, condition])
    presence.condition = ConditionLogic.follows(either, from: nil) ? nil : either
    presence.causes.append(.init("'\(stage)' makes them when \(condition)", at: range))
    present[layer] = presence
  }

  private mutating func drop(
    _ layer: LayerID, _ stage: String, _ range: SourceRange?, _ condition: Condition?
  ) {
    guard let condition, var presence = present[layer] else {
      present[layer] = nil
      droppedBy[layer] = (stage, range)
      return
    }
    let rest = [presence.condition, .not(condition)].compactMap(\.self).joined ?? .not(condition)
    if ConditionLogic.isImpossible(rest) {
      present[layer] = nil
      droppedBy[layer] = (stage, range)
      return
    }
    presence.condition = rest
    presence.causes.append(
      .init("'\(stage)' changes the text when \(condition), so that they no longer fit it", at: range))
    present[layer] = presence
  }

  /// Checks the chain as a whole.
  ///
  /// - Parameters:
  ///   - range: Where the list of stages is.
  ///   - isComplete: Whether all stages were known; if not, what seems missing may only be misspelt.
  ///   - needsExporter: Whether something must be exported.
  mutating func finish(at range: SourceRange?, isComplete: Bool, needsExporter: Bool) {
    if isComplete { for missing in missing { report(missing) } }
    if !hasExport {
      guard isComplete, needsExporter else { return }
      sink.add(
        Diagnostic(
          .nothingExported, "nothing is exported: the recipe has no exporter", at: range,
          notes: ["end it with, for example: - \(registry.exporterUsage)"]))
    } else {
      for stage in sinceExport {
        sink.add(
          stage.item.traced(
            Diagnostic(
              .noEffect, "'\(stage.name)' has no effect: nothing is exported after it", at: stage.range,
              severity: .warning)))
      }
    }
  }

  private func report(_ missing: Missing) {
    var problem = missing.problem
    if let layer = missing.layer, let later = stagesSeen.first(where: { $0.gives.contains(layer) }) {
      problem.notes = [.init("'\(later.name)' makes them: move it before '\(missing.stage)'", at: later.range)]
    }
    sink.add(missing.item.traced(problem))
  }

  private mutating func reportMissing(_ layer: LayerID, _ call: StageCall, _ item: StageItem) {
    var notes: [Diagnostic.Note] = []
    var isNeeded = false
    if let dropped = droppedBy[layer] {
      notes.append(
        .init("'\(dropped.stage)' changes the text, so that '\(layer.name)' no longer fits it", at: dropped.range))
      notes.append("move '\(dropped.stage)' before the stage that makes '\(layer.name)'")
    } else if let other = stagesSeen.first(where: { $0.mayGive.contains(layer) && !$0.gives.contains(layer) }) {
      notes.append("'\(other.name)' makes them, but not with the options it has here")
    } else {
      let givers = registry.stages.filter { $0.spec.flow.gives.contains(layer) }.map(\.spec.name)
      notes.append(
        givers.isEmpty
          ? "no stage makes them" : "put a stage before it that makes them: \(givers.joined(separator: ", "))")
      isNeeded = true
    }
    let name = call.type.spec.name
    let problem = Diagnostic(
      .missingLayer, "'\(name)' needs '\(layer.name)', and no stage before it makes them", at: call.range, notes: notes)
    missing.append(Missing(problem: problem, layer: isNeeded ? layer : nil, stage: name, item: item))
  }

  private mutating func reportDoubtful(
    _ layer: LayerID, _ maker: (stage: String, range: SourceRange?), _ call: StageCall, _ item: StageItem
  ) {
    let name = call.type.spec.name
    let advice: Diagnostic.Note = .init(
      "'\(maker.stage)' has '\(ReservedName.onError): continue': remove that, or do without '\(layer.name)' here",
      at: maker.range)
    let problem = Diagnostic(
      .missingLayer, "'\(name)' needs '\(layer.name)', and documents that '\(maker.stage)' fails on have none",
      at: call.range, notes: [advice])
    missing.append(Missing(problem: problem, layer: nil, stage: name, item: item))
  }

  private func reportWithoutPieces(_ layer: LayerID, _ call: StageCall, _ item: StageItem) {
    sink.add(
      item.traced(
        Diagnostic(
          .wrongType, "'\(call.type.spec.name)' takes '\(layer.name)' piece by piece, and it has none", at: call.range,
          notes: ["a layer has pieces if it consists of ranges of the text, as sentences do"])))
  }

  /// Some documents have the layer, and not all of those that the stage is for.
  private mutating func reportPartial(
    _ layer: LayerID, _ presence: Presence, _ call: StageCall, _ condition: Condition?, _ item: StageItem
  ) {
    let name = call.type.spec.name
    let advice: Diagnostic.Note =
      "'\(name)' is for \(condition.map { "documents of \($0)" } ?? "all documents"): give it a condition that only documents with '\(layer.name)' meet, or make them for the others too"
    let problem = Diagnostic(
      .missingLayer, "'\(name)' needs '\(layer.name)', and only some of its documents have them", at: call.range,
      notes: presence.causes + [advice])
    missing.append(Missing(problem: problem, layer: nil, stage: name, item: item))
  }
}
