/// Stages and readers that come together in one module. A plugin module offers one:
/// ```swift
/// extension Plugin { public static let segment = Plugin("segment", [.stage(Segment.self)]) }
/// ```
public struct Plugin: Sendable {
  public let name: String
  public let stages: [StageType]
  public let readers: [ReaderType]

  /// Creates a plugin.
  public init(_ name: String, _ stages: [StageType] = [], readers: [ReaderType] = []) {
    self.name = name
    self.stages = stages
    self.readers = readers
  }
}
