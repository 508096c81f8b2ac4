public import Minwal

/// What a recipe reads: one of the sources that its `input` names.
public struct InputSource: Sendable {
  public var options: InputOptions
  /// What to read, relative to the recipe.
  public var paths: Paths
  /// The reader that the recipe names for it; `nil` if each file is read by its kind.
  public var reader: String?
  /// The readers, made with the source's options.
  public var readers: ReaderSet
}

/// Readers that were made with the same options: one of each kind that there is.
public struct ReaderSet: Sendable {
  /// The readers, by name. One that needs options which were not given is left out.
  public private(set) var all: [ReaderInstance] = []

  /// Creates a set.
  init(_ all: [ReaderInstance]) { self.all = all }

  /// Makes the readers of a registry without any option.
  public init(_ registry: Registry) {
    all = registry.readers.compactMap { type in
      guard !type.options.contains(where: \.isRequired) else { return nil }
      return type.make([], in: OptionScope(folder: ""), OptionOwner("the reader"), StageContext())
    }
  }

  /// The place in the set of the reader of a name.
  public func index(of name: String) -> Int? { all.firstIndex { $0.spec.name == name } }

  /// The place of the reader whose files have such names, whatever the case; `nil` if there is none.
  public func index(bySuffixOf path: String) -> Int? {
    let name = FileSystem.split(path).name
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return nil }
    let suffix = name[name.utf8.index(after: dot)...].lowercased()
    return all.firstIndex { $0.spec.suffixes.contains(suffix) }
  }
}
