public import Minwal

/// Readers with the same options: one of each kind that there is, each made when the first file is for it.
public struct ReaderSet: Sendable {
  /// The readers, by name.
  public let all: [DueReader]

  /// Creates a set.
  init(_ all: [DueReader]) { self.all = all }

  /// The readers of a registry without any option.
  public init(_ registry: Registry) { all = registry.readers.map { DueReader($0) } }

  /// The place in the set of the reader of a name.
  public func index(of name: String) -> Int? { all.firstIndex { $0.spec.name == name } }

  /// The place of the reader whose files have such names, whatever the case; `nil` if there is none.
  public func index(bySuffixOf path: String) -> Int? {
    let name = FileSystem.split(path).name
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return nil }
    let suffix = name[name.utf8.index(after: dot)...].lowercased()
    return all.firstIndex { $0.spec.suffixes.contains(suffix) && $0.takesFilesByKind }
  }
}
