/// The stages and readers that recipes may name: filled at start-up, then passed by value.
public struct Registry: Sendable {
  /// The stages, by name.
  public private(set) var stages: [StageType] = []
  /// The readers, by name.
  public private(set) var readers: [ReaderType] = []
  /// The layers whose types are known, each once: Minwal's own, then those of plugins.
  public private(set) var layers = LayerID.known
  /// What plugins tell about the codes of their errors; of two about one code, the first.
  public private(set) var explanations: [Explanation] = []

  /// Creates an empty registry.
  public init() {}

  /// Creates a registry with the stages and readers of some plugins.
  ///
  /// - Throws: ``Diagnostic`` `duplicate-stage` or `duplicate-reader` if two have one name, `reserved-name` if one has a
  ///   name that means something else in recipes.
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
      for reader in plugin.readers {
        guard self.reader(named: reader.spec.name) == nil else {
          throw Diagnostic(
            .duplicateReader,
            "two readers are called '\(reader.spec.name)'; the second is of the plugin '\(plugin.name)'")
        }
        if ReservedName.ofInput.contains(reader.spec.name) {
          throw Diagnostic(
            .reservedName,
            "no reader can be called '\(reader.spec.name)', as one of the plugin '\(plugin.name)' is: it is a key of every "
              + "input")
        }
        readers.append(reader)
      }
      for explanation in plugin.explanations where !explanations.contains(where: { $0.code == explanation.code }) {
        explanations.append(explanation)
      }
      for layer in plugin.layers where !layers.contains(layer) { layers.append(layer) }
    }
    stages.sort { $0.spec.name < $1.spec.name }
    readers.sort { $0.spec.name < $1.spec.name }
  }

  /// The stage of a name.
  public subscript(name: String) -> StageType? { stages.first { $0.spec.name == name } }

  /// The reader of a name.
  public func reader(named name: String) -> ReaderType? { readers.first { $0.spec.name == name } }
}

extension Diagnostic.Code {
  public static let duplicateStage = Self("duplicate-stage")
  public static let duplicateReader = Self("duplicate-reader")
  public static let reservedName = Self("reserved-name")
}
