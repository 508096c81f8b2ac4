import Minwal
import MinwalRecipe

/// The stages of a recipe, or its first ones, ready to take documents. Each worker has its own copy of every stage.
struct Chain {
  private var steps: [StageType.Made]
  private let names: [String]
  private let conditions: [Condition?]
  private var gate: Gate
  private let filesPerDocument: [Bool]
  /// Whether exporters write their records; in a survey they do not.
  private let exports: Bool
  /// Where to note which stage has the document, if the process may die of it.
  private let recorder: FlightRecorder?

  /// Copies the stages of some steps, from the first on.
  init(
    _ steps: ArraySlice<Recipe.Step>, language: Language?, exports: Bool = true, _ recorder: FlightRecorder? = nil
  ) {
    self.steps = steps.map(\.made)
    names = steps.map(\.name)
    conditions = steps.map(\.condition)
    gate = Gate(steps, language: language, exports: exports)
    filesPerDocument = steps.exporters.map { $0.destination.layout != .oneFile }
    self.exports = exports
    self.recorder = recorder
  }

  var count: Int { steps.count }
  var exporterCount: Int { filesPerDocument.count }

  /// What became of a document.
  enum Outcome {
    case passed
    case dropped
    case failed(stage: String, StageError)
  }

  /// Takes a document through the chain, and notes in `result` what each stage did.
  mutating func process(_ document: inout Document, _ result: inout BatchResult) -> Outcome {
    var exporter = 0
    let began = Clock.nanoseconds()
    var start = began
    defer { result.notable.slowest.add(id: document.id, index: document.index, value: Int(start - began)) }
    gate.begin()
    for index in steps.indices {
      recorder?.enter(stage: index)
      switch admission(document, index) {
      case .enters: break
      case .skips:
        result.stages[index].skipped += 1
        if isExporter(index), exports { exporter += 1 }
        continue
      case .isDropped(let reason):
        result.stages[index].documentsIn += 1
        result.stages[index].drops.add(reason)
        return .dropped
      }
      result.stages[index].documentsIn += 1
      var verdict = Verdict.keep
      if document.isTraced { document.enter(stage: names[index]) }
      // The stage counts straight into the books of the batch.
      document.exchangeTally(&result.stages[index].changes)
      defer { document.exchangeTally(&result.stages[index].changes) }
      do {
        switch steps[index] {
        case .stage(var stage):
          // Taken out and put back, so that its scratch memory is changed in place and not copied.
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .stage(stage) }
          verdict = try stage.process(&document)
        case .exporter where !exports: break
        case .exporter(var stage):
          steps[index] = .stage(Placeholder())
          defer { steps[index] = .exporter(stage) }
          try stage.render(document, into: &result.records[exporter].bytes)
          result.records[exporter].count += 1
          if filesPerDocument[exporter] {
            result.records[exporter].documents.append((document.id, result.records[exporter].bytes.count))
          }
          exporter += 1
        }
      } catch {
        let end = Clock.nanoseconds()
        result.stages[index].took(end - start)
        start = end
        result.stages[index].quarantined += 1
        return .failed(stage: names[index], StageError(wrapping: error))
      }
      let end = Clock.nanoseconds()
      result.stages[index].took(end - start)
      start = end
      if case .drop(let reason) = verdict {
        result.stages[index].drops.add(reason)
        return .dropped
      }
      result.stages[index].documentsOut += 1
    }
    return .passed
  }

  private mutating func admission(_ document: Document, _ index: Int) -> Gate.Admission {
    gate.admits(document, to: conditions[index], at: index, isExporter: isExporter(index))
  }

  private func isExporter(_ index: Int) -> Bool { if case .exporter = steps[index] { true } else { false } }

  /// Whether the document that has just passed meets the condition of a stage that follows.
  mutating func isMet(_ condition: Condition?, by document: Document) -> Bool {
    condition.map { gate.isMet($0, by: document) } ?? true
  }

  /// Stands where a stage was taken out.
  private struct Placeholder: Stage {
    static let spec = StageSpec("placeholder", "Does nothing.")
    init() {}
    init(_ options: NoOptions, _ context: StageContext) {}
    mutating func process(_ document: inout Document) -> Verdict { .keep }
  }
}

extension Sequence where Element == Recipe.Step {
  /// The exporters among the steps, in order.
  var exporters: [any Exporter] {
    compactMap { step in
      if case .exporter(let exporter) = step.made { exporter } else { nil }
    }
  }
}
