public import Minwal

/// The fields of a record that a value is taken from: one, or several that are joined. A name with dots leads into
/// objects, unless the record has a field of that very name.
public struct FieldPaths: OptionValue, ExpressibleByStringLiteral {
  /// The names as the recipe has them.
  public let all: [String]

  /// Names one field.
  public init(stringLiteral name: String) { all = [name] }

  private init(_ all: [String]) { self.all = all }

  /// The name, if it is one that leads into no object.
  var plain: String? { all.count == 1 && !all[0].utf8.contains(UInt8(ascii: ".")) ? all[0] : nil }

  /// The names, for messages.
  var description: String { all.map { "'\($0)'" }.joined(separator: ", ") }

  public static var optionType: OptionType { .either([.string, .list(.string)]) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> FieldPaths? {
    if case .string(let name) = node.kind, !name.isEmpty { return FieldPaths([name]) }
    guard case .sequence = node.kind, let all = [String].decode(node, in: scope) else {
      scope.reportType(optionType, node)
      return nil
    }
    guard !all.isEmpty, !all.contains("") else {
      scope.report(
        .wrongType, "\(scope.subject) names no field", at: node, notes: ["expected a field, or a list of fields"])
      return nil
    }
    return FieldPaths(all)
  }

  public var configNode: ConfigNode { all.count == 1 ? all[0].configNode : all.configNode }
}
