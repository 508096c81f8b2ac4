import Minwal

/// A pattern for paths: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`, and `**` for any folders.
///
/// Reading it takes time in proportion to its length and to what comes of its braces, which is bounded.
public struct Glob: Sendable {
  /// A part of a pattern between slashes.
  private enum Part: Sendable {
    /// `**`: any folders.
    case folders
    case name(NamePattern)
  }

  /// The pattern's parts, for each way to choose from its braces.
  private let alternatives: [[Part]]

  /// How many patterns may come of the braces of one.
  public static let mostAlternatives = 1024

  /// Reads a pattern, which must not have too many alternatives: of one that has, nothing matches.
  public init(_ pattern: String) {
    alternatives = GlobBraces(pattern).expanded.map { pattern in
      var parts: [Part] = []
      for part in pattern.pathParts {
        if part != "**" {
          parts.append(.name(NamePattern(part)))
        } else if case .folders? = parts.last {
          // Any folders, and then any folders, are any folders.
        } else {
          parts.append(.folders)
        }
      }
      return parts
    }
  }

  /// Whether more than ``mostAlternatives`` patterns come of the braces of one, as of `{0,1}{0,1}…`, or very long ones.
  public static func hasTooManyAlternatives(_ pattern: String) -> Bool { GlobBraces(pattern).standForTooMany }

  /// Whether a path means a pattern rather than a file.
  public static func isPattern(_ path: String) -> Bool {
    path.unicodeScalars.contains { "*?[{".unicodeScalars.contains($0) }
  }

  /// How many folders and files deep a match lies at most; `nil` if there is no bound.
  public var depth: Int? {
    let isDeep = alternatives.contains { $0.contains { if case .folders = $0 { true } else { false } } }
    return isDeep ? nil : alternatives.map(\.count).max() ?? 0
  }

  /// The folders of a pattern before the first part that has a wildcard; all of a path that has none.
  public static func literalPrefix(of path: String) -> String {
    guard isPattern(path) else { return path }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
    let folders = parts.prefix { !isPattern($0) }
    return folders == [""] ? "/" : folders.joined(separator: "/")
  }

  /// Whether a path, relative to where the pattern is, matches.
  public func matches(_ path: some Sequence<String>) -> Bool {
    let names = path.map { Array($0.unicodeScalars) }
    return alternatives.contains { Self.matches($0, names) }
  }

  /// Matches the names of a path; as within a name, it only ever goes back to the last `**`.
  private static func matches(_ parts: [Part], _ names: [[Unicode.Scalar]]) -> Bool {
    var (p, n) = (0, 0)
    var retry: (part: Int, name: Int)?
    while true {
      Steps.count()
      if p < parts.count, case .folders = parts[p] {
        p += 1
        retry = (p, n)
      } else if n < names.count, p < parts.count, case .name(let name) = parts[p], name.matches(names[n]) {
        p += 1
        n += 1
      } else if n == names.count, p == parts.count {
        return true
      } else if let last = retry, last.name < names.count, names[last.name].first != "." {
        // `**` takes one folder more; hidden ones only match where they are named.
        retry = (last.part, last.name + 1)
        (p, n) = (last.part, last.name + 1)
      } else {
        return false
      }
    }
  }
}
