public import Minwal

/// Where documents get metadata from besides their own: the path of their file, and a file beside it.
public struct FileMetadata: OptionValue {
  /// The pattern of the path below what the source names, such as `{site}/{year}/*`.
  public var path: PathPattern?
  /// The name of the file beside it, in which `{}` stands for the name of the file and `{stem}` for that without its suffix.
  public var sidecar: String?

  public static var optionType: OptionType { .map(.string) }

  public static func decode(_ node: ConfigNode, in scope: OptionScope) -> FileMetadata? {
    guard let given = [String: String].decode(node, in: scope), case .mapping(let entries) = node.kind else {
      return nil
    }
    var result = FileMetadata()
    for entry in entries {
      let value = given[entry.key] ?? ""
      switch entry.key {
      case "path":
        guard let pattern = PathPattern(value) else {
          scope.report(
            .wrongType, "'\(value)' is not a pattern for metadata from paths", at: entry.value,
            notes: ["expected names in braces, once each, between slashes: '{site}/{year}/*'"])
          return nil
        }
        result.path = pattern
      case "sidecar":
        guard Self.tail(of: value) != nil else {
          scope.report(
            .wrongType, "'\(value)' is not a pattern for files beside others", at: entry.value,
            notes: ["expected '{}' for the name of the file, and an ending of its own: '{}.json', 'meta/{stem}.json'"])
          return nil
        }
        result.sidecar = value
      default:
        scope.reportUnknown(entry, names: ["path", "sidecar"], owner: scope.subject)
        return nil
      }
    }
    return result
  }

  /// What the names of files beside others end in; `nil` for what is no such pattern.
  private static func tail(of pattern: String) -> String? {
    guard pattern.contains("{}") || pattern.contains("{stem}"), let brace = pattern.lastIndex(of: "}") else {
      return nil
    }
    let tail = String(pattern[pattern.index(after: brace)...])
    return tail.isEmpty || tail.contains("/") ? nil : tail
  }

  /// What the names of files end in that lie beside others, and are no documents themselves.
  public var sidecarEnding: String? { sidecar.flatMap(Self.tail) }

  /// The file beside another.
  public func sidecar(of path: String) -> String? {
    guard let sidecar else { return nil }
    let (folder, name) = FileSystem.split(path)
    let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 == name.startIndex ? nil : $0 }
    let stem = dot.map { String(name[..<$0]) } ?? name
    return FileSystem.join(folder, sidecar.replacing("{stem}", with: stem).replacing("{}", with: name))
  }

  public var configNode: ConfigNode {
    ConfigNode(
      .mapping(
        (path.map { [ConfigNode.Entry("path", $0.written.configNode)] } ?? [])
          + (sidecar.map { [ConfigNode.Entry("sidecar", $0.configNode)] } ?? [])))
  }
}
