/// When a file of an output is full, so that the next one begins.
public enum PartLimit: Hashable, Sendable {
  /// With the document that fills so many bytes, before compression.
  case bytes(Int)
  /// With so many documents.
  case documents(Int)
}

/// The names of the files of an output that has several: one for each value of something of the documents, each perhaps
/// cut into parts.
public struct FileSet: Hashable, Sendable {
  /// A piece of a name.
  public enum Piece: Hashable, Sendable {
    case text(String)
    /// What `$(NAME)` stands for.
    case value(String)
  }

  public var pieces: [Piece]
  public var limit: PartLimit?

  /// Reads a path in which `$(NAME)` stands for values.
  public init(_ path: String, limit: PartLimit? = nil) {
    self.limit = limit
    pieces = []
    var rest = path[...]
    while let open = rest.firstRange(of: "$("), let close = rest[open.upperBound...].firstIndex(of: ")") {
      if open.lowerBound > rest.startIndex { pieces.append(.text(String(rest[..<open.lowerBound]))) }
      pieces.append(.value(String(rest[open.upperBound..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  /// The names of the values.
  public var values: [String] {
    pieces.compactMap { if case .value(let name) = $0 { name } else { nil } }
  }

  /// The folder that stands before the first value; names that come from documents stay below it.
  package var base: String {
    guard case .text(let first)? = pieces.first else { return "" }
    return values.isEmpty
      ? FileSystem.split(first).folder : String(first[..<(first.lastIndex(of: "/") ?? first.startIndex)])
  }

  /// The path of a group of documents, below its base.
  ///
  /// - Parameter value: Gives the value of a name; `nil` if the document has none.
  /// - Returns: The path, in which values are names that any file system takes; different values give different paths.
  public func path(_ value: (String) -> String?) -> String {
    var path = ""
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text): path += text
      case .value(let name):
        let value = value(name) ?? ""
        path += value.isEmpty ? SafeName.none : SafeName.part(for: value, escaping: separator(behind: index))
      }
    }
    let base = base
    return base.isEmpty ? path : String(path.dropFirst(base.count + 1))
  }

  /// The character that ends a value where another follows it in the same part of the path, so that it is always known which
  /// is which.
  private func separator(behind index: Int) -> Unicode.Scalar? {
    guard index + 2 < pieces.count, case .text(let text) = pieces[index + 1], !text.contains("/") else { return nil }
    return text.unicodeScalars.first
  }

  /// Whether two values stand side by side, so that no one can tell where the first ends.
  public var hasNeighbours: Bool {
    zip(pieces, pieces.dropFirst()).contains {
      if case (.value, .value) = $0 { true } else { false }
    }
  }

  /// The path of a part: `all.jsonl.zst` becomes `all-00000.jsonl.zst`.
  package static func part(_ number: Int, of path: String) -> String {
    let (folder, name) = FileSystem.split(path)
    let stem = name.prefix { $0 != "." }
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return FileSystem.join(folder, "\(stem)-\(padded)\(name.dropFirst(stem.count))")
  }
}
