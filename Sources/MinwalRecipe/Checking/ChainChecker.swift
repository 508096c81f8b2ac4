import Minwal

/// Follows layers and outputs through the chain of stages, as a compiler follows types.
struct ChainChecker {
  /// Which documents have a layer.
  private struct Presence {
    /// What must hold of a document so that it has it; `nil` if all have it.
    var condition: Condition?
    /// The stages that give it to documents that meet a condition, and those that drop it from some.
    var causes: [String] = []
    /// Whether it has pieces; `nil` if that is not known.
    var hasPieces: Bool?
    /// The stage that makes it and may fail, so that documents go on without it.
    var doubtful: (stage: String, place: String)?
  }

  private let registry: Registry
  private let confinesOutput: Bool
  /// The recipe's file, and the folder that outputs are relative to.
  private let file: String
  private let folder: String
  /// The files that the recipe uses.
  private var usedFiles: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The layers that are there after the stages so far.
  private var present: [LayerID: Presence] = [:]
  /// Who dropped a layer that was there, by changing the text.
  private var droppedBy: [LayerID: (stage: String, range: SourceRange?)] = [:]
  private var outputs: [String: SourceRange?] = [:]
  private var sinceExport: [(name: String, range: SourceRange?, item: StageItem)] = []
  private var hasExport = false
  /// Whether some stage could not be made that says only then what it gives, as programs do.
  private var mayHaveMore = false
  private var stagesSeen: [(name: String, gives: [LayerID], mayGive: [LayerID])] = []
  /// Layers that no stage so far has made, who needs each, and the diagnostic that says so.
  private var needed: [(layer: LayerID, stage: String, diagnostic: Int)] = []

  init(registry: Registry, file: String, folder: String, confinesOutput: Bool) {
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
  ///     told.
  ///   - mayFail: Whether documents that it fails on go on without what it makes.
  ///   - item: Where it comes from.
  mutating func add(
    _ call: StageCall, _ making: StageType.Instantiation?, plan: StageFlow?, _ condition: Condition?, isVague: Bool,
    mayFail: Bool, _ item: StageItem
  ) {
    let first = diagnostics.count
    defer { for index in first..<diagnostics.count { diagnostics[index] = item.traced(diagnostics[index]) } }
    let spec = call.type.spec
    let flow = making?.flow ?? spec.flow
    if let needs = making?.flow.needs ?? plan?.needs {
      for layer in needs {
        if let presence = present[layer] {
          if !isVague, !ConditionLogic.follows(presence.condition, from: condition) {
            reportPartial(layer, presence, call, condition)
          }
          if let maker = presence.doubtful, !(making?.flow ?? plan ?? flow).optional.contains(layer) {
            reportDoubtful(layer, maker, call)
          }
          if layer.wantsPieces, presence.hasPieces == false { reportWithoutPieces(layer, call) }
        } else if !mayHaveMore {
          reportMissing(layer, call)
        }
      }
    }
    if making == nil, call.type.takesBatches { mayHaveMore = true }
    let place = call.range.map { " at \($0.file == file ? "line \($0.line)" : $0.place)" } ?? ""
    if flow.changesText && !isVague {
      for layer in present.keys where layer.pointsIntoText { drop(layer, spec.name, place, call.range, condition) }
    }
    for layer in flow.gives { give(layer, spec.name, place, condition, mayFail: mayFail) }
    stagesSeen.append((spec.name, flow.gives, spec.flow.gives))
    if call.type.isExporter {
      hasExport = true
      sinceExport = []
      if let exporter = making?.made.exporter { checkOutput(exporter.destination) }
    } else {
      sinceExport.append((spec.name, call.range, item))
    }
  }

  private mutating func give(
    _ layer: LayerID, _ stage: String, _ place: String, _ condition: Condition?, mayFail: Bool
  ) {
    // One that is there already stays if the stage fails.
    let doubtful = mayFail ? (stage, place) : nil
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
    presence.causes.append("'\(stage)'\(place) makes them when \(condition)")
    present[layer] = presence
  }

  private mutating func drop(
    _ layer: LayerID, _ stage: String, _ place: String, _ range: SourceRange?, _ condition: Condition?
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
    presence.causes.append("'\(stage)'\(place) changes the text when \(condition), so that they no longer fit it")
    present[layer] = presence
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
      diagnostics[diagnostic].notes[0] = "'\(later.name)' makes them: move it before '\(stage)'"
    }
    if !isComplete { diagnostics.removeAll { $0.code == .missingLayer } }
    if !hasExport {
      guard isComplete, needsExporter else { return }
      diagnostics.append(
        Diagnostic(
          .nothingExported, "nothing is exported: the recipe has no exporter", at: range,
          notes: ["end it with, for example: - \(registry.exporterUsage)"]))
    } else {
      for stage in sinceExport {
        diagnostics.append(
          stage.item.traced(
            Diagnostic(
              .noEffect, "'\(stage.name)' has no effect: nothing is exported after it", at: stage.range,
              severity: .warning)))
      }
    }
  }

  private mutating func reportMissing(_ layer: LayerID, _ call: StageCall) {
    var notes: [String] = []
    if let dropped = droppedBy[layer] {
      let place = dropped.range.map { $0.file == call.range?.file ? "line \($0.line)" : $0.place } ?? "?"
      notes.append(
        "'\(dropped.stage)' at \(place) changes the text, so that '\(layer.name)' no longer fits it")
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

  private mutating func reportDoubtful(_ layer: LayerID, _ maker: (stage: String, place: String), _ call: StageCall) {
    let name = call.type.spec.name
    diagnostics.append(
      Diagnostic(
        .missingLayer, "'\(name)' needs '\(layer.name)', and documents that '\(maker.stage)' fails on have none",
        at: call.range,
        notes: [
          "'\(maker.stage)'\(maker.place) has '\(ReservedName.onError): continue': remove that, or do without '\(layer.name)' here"
        ]))
  }

  private mutating func reportWithoutPieces(_ layer: LayerID, _ call: StageCall) {
    diagnostics.append(
      Diagnostic(
        .wrongType, "'\(call.type.spec.name)' takes '\(layer.name)' piece by piece, and it has none", at: call.range,
        notes: ["a layer has pieces if it consists of ranges of the text, as sentences do"]))
  }

  /// Some documents have the layer, and not all of those that the stage is for.
  private mutating func reportPartial(
    _ layer: LayerID, _ presence: Presence, _ call: StageCall, _ condition: Condition?
  ) {
    let name = call.type.spec.name
    diagnostics.append(
      Diagnostic(
        .missingLayer, "'\(name)' needs '\(layer.name)', and only some of its documents have them", at: call.range,
        notes: presence.causes + [
          "'\(name)' is for \(condition.map { "documents of \($0)" } ?? "all documents"): give it a condition that only documents "
            + "with '\(layer.name)' meet, or make them for the others too"
        ]))
  }

  /// Checks where dropped documents go.
  mutating func checkDropped(_ path: OutputPath) {
    if path.isStandardOutput {
      diagnostics.append(
        Diagnostic(.outputConflict, "'dropped' must be a file: records go to standard output", at: path.range))
    }
    if let compression = Compression.bySuffix(of: path.written)?.compression, Compressor.levels(of: compression) == nil
    {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "a file cannot be written with \(compression.rawValue); end its name in .gz or .zst",
          at: path.range))
    }
    checkOutput(Destination(path))
  }

  private mutating func checkOutput(_ destination: Destination) {
    let path = destination.path
    if destination.layout == .elsewhere { return }
    let normal = FileSystem.normalized(path.path)
    if let earlier = outputs[normal] {
      let place = earlier.map { $0.file == path.range?.file ? "line \($0.line)" : $0.place }
      diagnostics.append(
        Diagnostic(
          .outputConflict, "two exporters write to '\(path.written)'", at: path.range,
          notes: place.map { ["the first is at \($0)"] } ?? []))
    }
    outputs.updateValue(path.range, forKey: normal)
    if destination.layout == .oneFile, path.written.utf8.last == UInt8(ascii: "/") {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "'\(path.written)' is a folder, and all records go to one file", at: path.range,
          notes: ["name a file in it, or use a file per document"]))
    }
    let place = FileSystem.join(folder, path.path)
    if let kept = ReservedFolder.around(place, root: folder) {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "the output '\(path.written)' lies in '\(kept)', a folder that runs keep for themselves",
          at: path.range, notes: ["use another folder, as in: to: out/\(FileSystem.split(normal).name)"]))
    }
    if place.pathParts == file.pathParts {
      diagnostics.append(
        Diagnostic(.outputConflict, "the output '\(path.written)' is the recipe itself", at: path.range))
    } else if usedFiles.contains(where: { FileSystem.normalized($0) == FileSystem.normalized(place) }) {
      diagnostics.append(
        Diagnostic(.outputConflict, "the output '\(path.written)' is a file that the recipe uses", at: path.range))
    }
    if destination.layout != .oneFile, path.isStandardOutput {
      diagnostics.append(
        Diagnostic(
          .outputConflict, "several files cannot go to standard output", at: path.range,
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
