package import Minwal
package import MinwalRecipe
package import MinwalRuntime

/// The report of a run as JSON, for programs. docs/reports.md has its fields, and docs/report.schema.json their types.
package enum RunReport {
  /// The report of some runs, with what the process has used so far.
  package static func encoded(_ runs: [(Recipe, RunOutcome)]) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.name("minwal")
      json.string(minwalVersion)
      json.name("runs")
      json.array { json in
        for (recipe, outcome) in runs { encode(recipe, outcome, into: &json) }
      }
      json.name("process")
      encode(ProcessUsage(.itself), ProcessUsage(.children), into: &json)
    }
    json.endLine()
    return json.buffer
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
      let counts = outcome.counts
      for (name, value) in [
        ("read", counts.read), ("exported", counts.exported), ("dropped", counts.dropped),
        ("quarantined", counts.quarantined), ("bytes", counts.bytes), ("repaired-documents", counts.repaired),
        ("replaced-sequences", counts.replacements),
      ] {
        json.name(name)
        json.integer(value)
      }
      if let shard = outcome.shard {
        json.name("shard")
        json.integer(shard)
      }
      json.name("done-before")
      json.integer(outcome.resumed?.documents ?? 0)
      json.name("seconds")
      json.number(outcome.seconds)
      strings("outputs", outcome.outputs, into: &json)
      json.name("records")
      json.array { json in for (_, records) in outcome.records { json.integer(records) } }
      strings("partial", outcome.partial, into: &json)
      json.name("links-passed-over")
      json.integer(outcome.strayLinks.count)
      var passedOver = counts.passedOver
      passedOver.add(name: "special-file", outcome.specialFiles.count)
      tally("passed-over", passedOver, into: &json)
      json.name("repeated-ids")
      json.integer(outcome.repeatedIDs.count)
      strings("repeated-id-examples", outcome.repeatedIDs.examples, into: &json)
      strings("changed-inputs", outcome.changedInputs, into: &json)
      json.name("quarantine")
      json.string(outcome.quarantineFolder)
      json.name("stages")
      json.array { json in
        for (step, stage) in zip(recipe.steps, outcome.stages) { encode(step, stage, into: &json) }
      }
      encode(outcome.failures, into: &json)
      documents("slowest", outcome.notable.slowest, into: &json) { entry, json in
        json.name("milliseconds")
        json.number(Double(entry.value) / 1e6)
      }
      documents("largest", outcome.notable.largest, into: &json) { entry, json in
        json.name("bytes")
        json.integer(entry.value)
      }
      documents("most-repaired", outcome.notable.mostRepaired, into: &json) { entry, json in
        json.name("replaced-sequences")
        json.integer(entry.value)
      }
    }
  }

  private static func encode(_ usage: ProcessUsage, _ children: ProcessUsage, into json: inout JSONWriter) {
    json.object { json in
      json.name("peak-memory")
      json.integer(usage.peakMemory)
      json.name("cpu-seconds")
      json.number(usage.cpuSeconds)
      json.name("children-peak-memory")
      json.integer(children.peakMemory)
      json.name("children-cpu-seconds")
      json.number(children.cpuSeconds)
    }
  }

  private static func encode(_ failures: FailureTally, into json: inout JSONWriter) {
    json.name("failures")
    json.array { json in
      for kind in failures.kinds {
        json.object { json in
          for (name, value) in [("stage", kind.stage ?? "read"), ("code", kind.code)] {
            json.name(name)
            json.string(value)
          }
          json.name("count")
          json.integer(kind.count)
          for (name, value) in [("id", kind.id), ("input", kind.place), ("error", kind.message)] {
            json.name(name)
            json.string(value)
          }
        }
      }
    }
  }

  private static func documents(
    _ name: String, _ ranking: NotableDocuments.Ranking, into json: inout JSONWriter,
    value: (NotableDocuments.Entry, inout JSONWriter) -> Void
  ) {
    json.name(name)
    json.array { json in
      for entry in ranking.entries {
        json.object { json in
          json.name("id")
          json.string(entry.id)
          json.name("index")
          json.integer(entry.index)
          value(entry, &json)
        }
      }
    }
  }

  private static func encode(_ step: Recipe.Step, _ stage: StageStatistics, into json: inout JSONWriter) {
    json.object { json in
      json.name("stage")
      json.string(step.name)
      for (name, value) in [
        ("in", stage.documentsIn), ("skipped", stage.skipped), ("out", stage.documentsOut),
        ("dropped", stage.dropped), ("failed", stage.quarantined),
      ] {
        json.name(name)
        json.integer(value)
      }
      json.name("seconds")
      json.number(Double(stage.nanoseconds) / 1e9)
      json.name("times")
      encode(stage.times, into: &json)
      tally("continued", stage.passedWithout, into: &json)
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

  private static func encode(_ times: TimeHistogram, into json: inout JSONWriter) {
    func milliseconds(_ nanoseconds: UInt64?) -> Double? { nanoseconds.map { Double($0) / 1e6 } }
    json.object { json in
      json.name("documents")
      json.integer(times.count)
      for (name, value) in [
        ("p50", times.quantile(0.5)), ("p90", times.quantile(0.9)), ("p99", times.quantile(0.99)),
        ("max", times.count > 0 ? times.longest : nil),
      ] {
        json.name(name)
        json.number(milliseconds(value))
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
  package var name: String {
    switch self {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .stopped: "stopped"
    case .failed: "failed"
    case .outputClosed: "output-closed"
    case .unbalanced: "unbalanced"
    case .missingInput: "missing-input"
    case .unreadableInput: "unreadable-input"
    case .refused: "refused"
    case .exportedNothing: "exported-nothing"
    }
  }
}
