/// Stages that come together in one module. A plugin module offers one:
/// ```swift
/// extension Plugin { public static let segment = Plugin("segment", [.stage(Segment.self)]) }
/// ```
public struct Plugin: Sendable {
  public let name: String
  public let stages: [StageType]

  /// Creates a plugin.
  public init(_ name: String, _ stages: [StageType]) {
    self.name = name
    self.stages = stages
  }
}
