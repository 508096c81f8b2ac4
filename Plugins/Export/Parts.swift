public import Minwal

/// When a file of an output is full: `{ size: 100 MB }` or `{ documents: 10000 }`.
public struct Parts: OptionValue {
  public var limit: PartLimit

  /// Creates a value.
  public init(_ limit: PartLimit) { self.limit = limit }

  public static var optionType: OptionType { .map(.either([.byteCount, .int])) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> Parts? {
    guard case .mapping(let entries) = node.kind, let entry = entries.first, entries.count == 1 else {
      scope.reportType(optionType, node, notes: [usage])
      return nil
    }
    switch entry.key {
    case "size":
      guard let size = ByteCount.decode(entry.value, in: scope) else { return nil }
      guard size.bytes >= 1_000 else {
        scope.report(
          .outOfRange, "\(scope.subject) is out of range: \(size.optionDescription)", at: entry.value,
          notes: ["expected 1 kB or more"])
        return nil
      }
      return Parts(.bytes(size.bytes))
    case "documents":
      guard let count = Int.decode(entry.value, in: scope) else { return nil }
      guard count >= 1 else {
        scope.report(
          .outOfRange, "\(scope.subject) is out of range: \(count)", at: entry.value, notes: ["expected 1 or more"])
        return nil
      }
      return Parts(.documents(count))
    default:
      scope.report(.unknownChoice, "\(scope.subject) has no '\(entry.key)'", at: entry.value, notes: [usage])
      return nil
    }
  }

  private static let usage: Diagnostic.Note = "expected { size: 100 MB } or { documents: 10000 }"

  public var configNode: ConfigNode {
    let entry: ConfigNode.Entry =
      switch limit {
      case .bytes(let size): ConfigNode.Entry("size", ByteCount(size).configNode)
      case .documents(let count): ConfigNode.Entry("documents", count.configNode)
      }
    return ConfigNode(.mapping([entry]))
  }
}
