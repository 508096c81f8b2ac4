/// The stages that recipes may name: filled at start-up, then passed by value.
public struct Registry: Sendable {
  /// The stages, by name.
  public private(set) var stages: [StageType] = []

  /// Creates an empty registry.
  public init() {}

  /// Creates a registry with the stages of some plugins.
  ///
  /// - Throws: ``Diagnostic`` `duplicate-stage` if two stages have one name, `reserved-name` if one has a name that
  ///   means something else in recipes.
  public init(_ plugins: [Plugin]) throws(Diagnostic) {
    for plugin in plugins {
      for stage in plugin.stages {
        guard self[stage.spec.name] == nil else {
          throw Diagnostic(
            .duplicateStage, "two stages are called '\(stage.spec.name)'; the second is of the plugin '\(plugin.name)'")
        }
        if ReservedName.ofItems.contains(stage.spec.name) {
          throw Diagnostic(
            .reservedName,
            "no stage can be called '\(stage.spec.name)', as one of the plugin '\(plugin.name)' is: in a recipe, that begins "
              + "the use of another file")
        }
        stages.append(stage)
      }
    }
    stages.sort { $0.spec.name < $1.spec.name }
  }

  /// The stage of a name.
  public subscript(name: String) -> StageType? { stages.first { $0.spec.name == name } }
}

extension Diagnostic.Code {
  public static let duplicateStage = Self("duplicate-stage")
  public static let reservedName = Self("reserved-name")
}
