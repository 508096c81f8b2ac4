/// An option's value that is itself a mapping of options, which another component declares and checks: the options of a
/// program that works as a stage.
public struct OpenOptions: OptionValue {
  /// The names and values, with their places.
  public let entries: [ConfigNode.Entry]
  /// The folder that relative paths start from.
  public let folder: String

  /// Creates a mapping.
  public init(_ entries: [ConfigNode.Entry] = [], folder: String = "") {
    self.entries = entries
    self.folder = folder
  }

  public static var optionType: OptionType { .map(.any) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> OpenOptions? {
    guard case .mapping(let entries) = node.kind else {
      scope.reportType(optionType, node)
      return nil
    }
    return OpenOptions(entries, folder: scope.folder(of: node))
  }

  public var configNode: ConfigNode { ConfigNode(.mapping(entries)) }
}
