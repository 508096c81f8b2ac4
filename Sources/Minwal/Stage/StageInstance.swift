extension StageType.Instance {
  /// The stage that takes documents one by one, if it is one.
  package var stage: (any Stage)? { if case .stage(let stage) = self { stage } else { nil } }

  /// The stage that takes several documents at a time, if it is one.
  package var batch: (any BatchStage)? { if case .batch(let stage) = self { stage } else { nil } }

  /// The exporter, if it is one.
  package var exporter: (any Exporter)? { if case .exporter(let exporter) = self { exporter } else { nil } }

  /// The stage or exporter, whichever it is, to be asked what else it conforms to.
  package var value: any Sendable {
    switch self {
    case .stage(let stage): stage
    case .batch(let stage): stage
    case .exporter(let exporter): exporter
    }
  }

  /// What tells the stage from others of its name; `nil` if it has nothing of the kind.
  package var label: String? { (value as? any LabelledStage)?.label }
}
