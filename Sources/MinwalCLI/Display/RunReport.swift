import Minwal
import MinwalRecipe
import MinwalRuntime

/// The report of a run as JSON, for programs.
enum RunReport {
  static func write(_ runs: [(Recipe, RunOutcome)], to path: String) throws {
    var json = JSONWriter()
    json.object { json in
      json.name("minwal")
      json.string(minwalVersion)
      json.name("runs")
      json.array { json in
        for (recipe, outcome) in runs { encode(recipe, outcome, into: &json) }
      }
    }
    json.endLine()
    try AtomicFile.write(json.buffer.span, to: path)
  }

  private static func encode(_ recipe: Recipe, _ outcome: RunOutcome, into json: inout JSONWriter) {
    json.object { json in
      for (name, value) in [
        ("recipe", recipe.file), ("name", recipe.name), ("fingerprint", recipe.fingerprint),
        ("ending", outcome.ending.name),
      ] {
        json.name(name)
        json.string(value)
      }
      let ledger = outcome.ledger
      for (name, value) in [
        ("read", ledger.read), ("exported", ledger.exported), ("dropped", ledger.dropped),
        ("quarantined", ledger.quarantined), ("bytes", ledger.bytes), ("repaired-documents", ledger.repaired),
        ("replaced-sequences", ledger.replacements),
      ] {
        json.name(name)
        json.integer(value)
      }
      json.name("done-before")
      json.integer(outcome.resumed?.documents ?? 0)
      json.name("seconds")
      json.number(outcome.seconds)
      strings("outputs", outcome.outputs, into: &json)
      strings("partial", outcome.partial, into: &json)
      json.name("quarantine")
      json.string(outcome.quarantineFolder)
      json.name("stages")
      json.array { json in
        for (step, stage) in zip(recipe.steps, outcome.stages) { encode(step, stage, into: &json) }
      }
    }
  }

  private static func encode(_ step: Recipe.Step, _ stage: StageStatistics, into json: inout JSONWriter) {
    json.object { json in
      json.name("stage")
      json.string(step.name)
      for (name, value) in [
        ("in", stage.documentsIn), ("out", stage.documentsOut), ("dropped", stage.dropped),
        ("failed", stage.quarantined),
      ] {
        json.name(name)
        json.integer(value)
      }
      json.name("seconds")
      json.number(Double(stage.nanoseconds) / 1e9)
      tally("drops", stage.drops, into: &json)
      tally("changes", stage.changes, into: &json)
      json.name("removed-most")
      json.array { json in
        for entry in stage.changes.removals.top(50) {
          json.object { json in
            json.name("text")
            json.string(entry.text)
            json.name("count")
            json.integer(entry.count)
          }
        }
      }
    }
  }

  private static func tally(_ name: String, _ tally: ReasonTally, into json: inout JSONWriter) {
    json.name(name)
    json.object { json in
      for (name, count) in tally.counts.sorted(by: { $0.name < $1.name }) {
        json.name(name)
        json.integer(count)
      }
    }
  }

  private static func strings(_ name: String, _ strings: [String], into json: inout JSONWriter) {
    json.name(name)
    json.array { json in for string in strings { json.string(string) } }
  }
}

extension RunOutcome.Ending {
  /// What reports call it.
  var name: String {
    switch self {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .stopped: "stopped"
    case .failed: "failed"
    case .outputClosed: "output-closed"
    case .unbalanced: "unbalanced"
    case .missingInput: "missing-input"
    case .refused: "refused"
    }
  }
}
