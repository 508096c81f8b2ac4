import Minwal
import MinwalRecipe
import MinwalRuntime

/// A trial for programs: one JSON object on a line. docs/exploring.md describes it.
package enum TrialJSON {
  package static func line(_ report: TrialReport) -> String {
    let trial = report.trial
    var json = JSONWriter()
    json.object { json in
      strings([("id", trial.steps[0].document.id), ("input", trial.place)], &json)
      json.name("bytes")
      json.integer(trial.input.count)
      outcome(report, &json)
      json.name("steps")
      json.array { json in
        for step in report.steps { encode(step, of: trial, &json) }
      }
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }

  private static func outcome(_ report: TrialReport, _ json: inout JSONWriter) {
    switch report.trial.outcome {
    case .kept: strings([("outcome", "kept")], &json)
    case .dropped(let reason): strings([("outcome", "dropped"), ("reason", reason.name)], &json)
    case .failed(let error):
      strings([("outcome", "failed"), ("code", error.code.rawValue), ("error", error.message)], &json)
    }
  }

  private static func encode(_ step: TrialReport.Step, of trial: Trial, _ json: inout JSONWriter) {
    let document = step.step.document
    let source = trial.source(of: step.index)
    json.object { json in
      strings([("step", step.step.name)], &json)
      if let condition = step.step.unmet { strings([("skipped", condition.description)], &json) }
      if let error = step.step.failure {
        strings([("failed", error.code.rawValue), ("error", error.message)], &json)
      }
      json.name("changes")
      json.array { json in
        for edit in step.step.changes.edits {
          json.object { json in
            numbers(
              [
                ("source-start", edit.source.lowerBound), ("source-end", edit.source.upperBound),
                ("start", edit.output.lowerBound), ("end", edit.output.upperBound),
              ], &json)
            strings(
              [
                ("from", String(decodingUTF8: source.span.extracting(edit.source))),
                ("to", document.text.string(in: edit.output)),
              ], &json)
            json.name("reasons")
            json.array { json in for cause in edit.causes { json.string(cause.reason.name) } }
          }
        }
      }
      json.name("text")
      json.string(document.text.span)
      json.name("title")
      if let title = document.title { json.string(title) } else { json.null() }
      json.name("language")
      if let language = document.language { json.string(language.tag) } else { json.null() }
      json.name("metadata")
      json.value(.object(document.metadata.members))
      json.name("layers")
      json.object { json in
        for layer in document.presentLayers {
          json.name(type(of: layer).name)
          layer.encode(of: document, into: &json)
        }
      }
      json.name("record")
      if let record = step.step.record { json.string(String(decodingUTF8: record.span)) } else { json.null() }
    }
  }

  private static func strings(_ members: [(String, String)], _ json: inout JSONWriter) {
    for (name, value) in members {
      json.name(name)
      json.string(value)
    }
  }

  private static func numbers(_ members: [(String, Int)], _ json: inout JSONWriter) {
    for (name, value) in members {
      json.name(name)
      json.integer(value)
    }
  }
}
