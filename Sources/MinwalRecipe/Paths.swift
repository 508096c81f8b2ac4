public import Minwal

/// Paths and patterns to read: one, or a list.
public struct Paths: OptionValue {
  /// The paths as the recipe has them.
  public var all: [String]
  /// Where each is named; empty if no one wrote them into a file.
  public var ranges: [SourceRange?]

  /// Names some paths.
  public init(_ all: [String]) {
    self.all = all
    ranges = all.map { _ in nil }
  }

  public static var optionType: OptionType { .either([.string, .list(.string)]) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Paths? {
    if case .string = node.kind { return decode(ConfigNode(.sequence([node]), at: node.range), in: scope) }
    guard let all = [String].decode(node, in: scope), case .sequence(let nodes) = node.kind else { return nil }
    guard !all.isEmpty, !all.contains("") else {
      scope.report(
        .wrongType, "\(scope.subject) names nothing", at: node, notes: ["expected a path or a list of paths"])
      return nil
    }
    for (path, item) in zip(all, nodes) where Glob.hasTooManyAlternatives(path) {
      scope.report(
        .outOfRange, "the braces of a pattern stand for more than \(Glob.mostAlternatives) patterns", at: item,
        notes: ["give several patterns, or one with '*'"])
      return nil
    }
    var paths = Paths(all)
    paths.ranges = nodes.map(\.range)
    return paths
  }

  public var configNode: ConfigNode { all.configNode }
}
