package import Minwal
package import MinwalRuntime

/// What is shown of a trial, in whatever form.
package struct TrialReport {
  package let trial: Trial
  /// Whether the whole text at the end is of interest.
  package let stopsEarly: Bool

  /// Creates a report.
  package init(trial: Trial, stopsEarly: Bool) {
    self.trial = trial
    self.stopsEarly = stopsEarly
  }

  /// A step with what it changed besides the text.
  package struct Step {
    package var index: Int
    package var step: Trial.Step
    package var difference: LineDifference
    /// Name, before, after.
    package var fields: [(name: String, before: String?, after: String?)]
    /// Layers that came, or are not what they were.
    package var layers: [any Layer]
    /// Layers that pointed into the text before it changed.
    package var droppedLayers: [String]

    /// What became of the text, in a few words.
    package var summary: String? {
      if let condition = step.unmet { return "skipped: the document does not meet \(condition)" }
      if let error = step.failure {
        return "failed, and the document continues as it was: \(error.message) [\(error.code)]"
      }
      if index == 0 { return "\(Figures.bytes(step.document.text.count)) of text" }
      if step.record != nil { return nil }
      let removed = difference.rows.count { $0.isRemoved }
      let changed = difference.rows.count { !$0.isKept && !$0.isRemoved }
      let of = "of \(difference.rows.count) lines"
      switch (removed, changed) {
      case (0, 0): return "no change of the text"
      case (_, 0): return "removed \(removed) \(of)"
      case (0, _): return "changed \(changed) \(of)"
      default: return "removed \(removed) \(of), changed \(changed)"
      }
    }

    /// How often each reason was given, in the order in which they first came.
    package var reasonCounts: [(reason: Reason, count: Int)] {
      var counts: [(reason: Reason, count: Int)] = []
      for reason in step.changes.edits.flatMap(\.causes).map(\.reason) {
        if let index = counts.firstIndex(where: { $0.reason == reason }) {
          counts[index].count += 1
        } else {
          counts.append((reason, 1))
        }
      }
      return counts
    }
  }

  package var id: String { trial.steps[0].document.id }

  package var steps: [Step] {
    trial.steps.indices.map { index in
      let step = trial.steps[index]
      let earlier = index > 0 ? trial.steps[index - 1].document : nil
      return Step(
        index: index, step: step,
        difference: LineDifference(trial.source(of: index), step.document.text.buffer, step.changes),
        fields: Self.fields(earlier, step.document), layers: Self.layers(earlier, step.document),
        droppedLayers: (earlier?.presentLayers ?? []).map { type(of: $0).name }.filter {
          step.document.layer(named: $0) == nil
        })
    }
  }

  /// One line for the end.
  package var verdict: String {
    let last = trial.steps.last?.name ?? ""
    switch trial.outcome {
    case .kept: return stopsEarly ? "kept so far" : "kept"
    case .dropped(let reason): return "dropped by \(last): \(reason.name) (\(reason.help))"
    case .failed(let error):
      return (last == EditTrace.reading ? "cannot be read" : "failed in \(last)") + ": \(error.message) [\(error.code)]"
    }
  }

  private static func fields(_ earlier: Document?, _ document: Document) -> [(String, String?, String?)] {
    var fields: [(String, String?, String?)] = [
      ("title", earlier?.title, document.title), ("language", earlier?.language?.tag, document.language?.tag),
    ]
    let old = earlier?.metadata.members ?? []
    let removed = old.map(\.name).filter { document.metadata[$0] == nil }
    for name in document.metadata.members.map(\.name) + removed {
      fields.append(
        ("metadata.\(name)", earlier?.metadata[name].map(\.shown), document.metadata[name].map(\.shown)))
    }
    return fields.filter { $0.1 != $0.2 }
  }

  private static func layers(_ earlier: Document?, _ document: Document) -> [any Layer] {
    func encoded(_ layer: any Layer, _ document: Document) -> String {
      var json = JSONWriter()
      layer.encode(of: document, into: &json)
      return String(decodingUTF8: json.buffer.span)
    }
    return document.presentLayers.filter { layer in
      guard let earlier, let old = earlier.layer(named: type(of: layer).name) else { return true }
      return encoded(old, earlier) != encoded(layer, document)
    }
  }
}

extension JSONValue {
  /// A string itself, anything else as JSON.
  package var shown: String {
    if let stringValue { return stringValue }
    var json = JSONWriter()
    json.value(self)
    return String(decodingUTF8: json.buffer.span)
  }
}

extension Document {
  /// The number, from 1, of the sentence that lies in a range.
  package func sentenceNumber(at range: Range<Int>) -> Int? {
    self[Sentences.self]?.ranges.firstIndex { $0.overlaps(range) }.map { $0 + 1 }
  }
}
