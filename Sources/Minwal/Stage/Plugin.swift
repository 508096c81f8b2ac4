/// Stages and readers that come together in one module. A plugin module offers one:
/// ```swift
/// extension Plugin { public static let segment = Plugin("segment", [.stage(Segment.self)]) }
/// ```
public struct Plugin: Sendable {
  public let name: String
  public let stages: [StageType]
  public let readers: [ReaderType]
  /// Layers of its own.
  public let layers: [LayerID]
  /// The explanations of the codes of its errors.
  public let explanations: [Explanation]

  /// Creates a plugin.
  ///
  /// - Parameters:
  ///   - name: Its name, for messages.
  ///   - stages: Its stages and exporters.
  ///   - readers: Its readers.
  ///   - layers: Layers of its own, as far as its stages do not give or need them: programs can make them.
  ///   - explanations: What `minwal explain` tells about the codes of its errors. Reasons for which stages drop
  ///     documents are explained by their declarations.
  public init(
    _ name: String, _ stages: [StageType] = [], readers: [ReaderType] = [], layers: [LayerID] = [],
    explanations: [Explanation] = []
  ) {
    self.name = name
    self.stages = stages
    self.readers = readers
    self.explanations = explanations
    self.layers = layers + stages.flatMap { $0.spec.flow.gives + $0.spec.flow.needs }.filter { $0.type != nil }
  }
}
