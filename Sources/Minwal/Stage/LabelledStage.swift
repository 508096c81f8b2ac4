/// A stage that runs a program, and is told from others of its name by that.
package protocol LabelledStage {
  /// What the program is called.
  var label: String { get }
}

extension StageType.Instance {
  /// What tells the stage from others of its name; `nil` if it has nothing of the kind.
  package var label: String? {
    switch self {
    case .stage(let stage): (stage as? any LabelledStage)?.label
    case .batch(let stage): (stage as? any LabelledStage)?.label
    case .exporter(let exporter): (exporter as? any LabelledStage)?.label
    }
  }
}
