import Minwal

/// A key that other tools have where a recipe has one of its own.
enum ForeignKey {
  /// What recipes call what other tools call otherwise.
  private static let keys: [(own: String, foreign: Set<String>)] = [
    (
      "stages",
      [
        "process", "processes", "processors", "pipeline", "pipelines", "steps", "tasks", "operators", "operations",
        "ops", "transforms", "transformations", "jobs", "filters", "stage", "components",
      ]
    ),
    (
      "input", ["inputs", "source", "sources", "dataset", "datasets", "dataset_path", "reader", "readers", "documents"]
    ),
    ("name", ["project_name", "id", "title"]),
    ("about", ["description", "summary"]),
    ("minwal", ["version", "apiVersion"]),
  ]

  /// What is written where other tools have a key for their output.
  private static let outputs: Set<String> = [
    "output", "outputs", "exports", "export_path", "sink", "sinks", "writer", "writers", "target", "destination",
  ]

  /// What to write instead of a key; `nil` if no tool has it.
  static func advice(_ key: String, besides entries: [ConfigNode.Entry], _ registry: Registry) -> String? {
    if outputs.contains(key) {
      return "output is a stage, the last in the list under 'stages': - \(registry.exporterUsage)"
    }
    guard let own = own(key) else { return nil }
    return has(own, entries) ? "a recipe calls that '\(own)', which is there already" : "a recipe calls that '\(own)'"
  }

  /// Takes a list of stages, and an input, under a foreign name for what it is, so that what is wrong in it is reported too.
  static func rename(in entries: inout [ConfigNode.Entry]) {
    for own in ["stages", "input"] where !has(own, entries) {
      guard let index = entries.firstIndex(where: { self.own($0.key) == own }) else { continue }
      let entry = entries[index]
      // Of another shape, it is something else.
      if own == "stages", case .sequence = entry.value.kind {
        entries[index] = ConfigNode.Entry(own, at: entry.keyRange, entry.value)
      } else if own == "input" {
        switch entry.value.kind {
        case .string, .sequence: entries[index] = ConfigNode.Entry(own, at: entry.keyRange, entry.value)
        default: break
        }
      }
    }
  }

  private static func own(_ key: String) -> String? { keys.first { $0.foreign.contains(key) }?.own }

  private static func has(_ key: String, _ entries: [ConfigNode.Entry]) -> Bool { entries.contains { $0.key == key } }
}
