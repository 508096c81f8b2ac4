public import Minwal

/// Names of columns: one, or a list.
public struct ColumnNames: OptionValue, ExpressibleByStringLiteral {
  public let all: [String]

  /// Names one column.
  public init(stringLiteral name: String) { all = [name] }

  private init(_ all: [String]) { self.all = all }

  public static var optionType: OptionType { .either([.string, .list(.string)]) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> ColumnNames? {
    if case .string(let name) = node.kind, !name.isEmpty { return ColumnNames([name]) }
    guard case .sequence = node.kind, let all = [String].decode(node, in: scope) else {
      scope.reportType(optionType, node)
      return nil
    }
    guard !all.isEmpty, !all.contains("") else {
      scope.report(
        .wrongType, "\(scope.subject) names no column", at: node, notes: ["expected a column, or a list of columns"])
      return nil
    }
    return ColumnNames(all)
  }

  public var configNode: ConfigNode { all.count == 1 ? all[0].configNode : all.configNode }
}
