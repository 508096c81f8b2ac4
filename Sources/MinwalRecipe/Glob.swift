/// A pattern for paths: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`, and `**` for any folders.
public struct Glob: Sendable {
  /// The pattern's parts between slashes, for each way to choose from its braces.
  private let alternatives: [[String]]

  /// Reads a pattern.
  public init(_ pattern: String) {
    alternatives = Self.expandBraces(pattern).map { $0.split(separator: "/").map(String.init) }
  }

  /// Whether a path means a pattern rather than a file.
  public static func isPattern(_ path: String) -> Bool { path.contains { "*?[{".contains($0) } }

  /// The folders of a pattern before the first part that has a wildcard; all of a path that has none.
  public static func literalPrefix(of path: String) -> String {
    guard isPattern(path) else { return path }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.prefix { !isPattern(String($0)) }.joined(separator: "/")
  }

  /// Whether a path, relative to where the pattern is, matches.
  public func matches(_ path: some Sequence<String>) -> Bool {
    let names = Array(path)
    return alternatives.contains { Self.matches($0[...], names[...]) }
  }

  private static func matches(_ parts: ArraySlice<String>, _ names: ArraySlice<String>) -> Bool {
    guard let part = parts.first else { return names.isEmpty }
    if part == "**" {
      // `**` matches no folder or any; hidden ones only when they are named.
      if matches(parts.dropFirst(), names) { return true }
      guard let name = names.first, !name.hasPrefix(".") else { return false }
      return matches(parts, names.dropFirst())
    }
    guard let name = names.first, matchesName(Array(part.unicodeScalars), Array(name.unicodeScalars)) else {
      return false
    }
    return matches(parts.dropFirst(), names.dropFirst())
  }

  /// Matches one name; linear but for stars, which only ever go back to the last one.
  static func matchesName(_ pattern: [Unicode.Scalar], _ name: [Unicode.Scalar]) -> Bool {
    if name.first == ".", pattern.first != "." { return false }
    var (p, n) = (0, 0)
    var retry: (pattern: Int, name: Int)?
    while n < name.count {
      if p < pattern.count, pattern[p] == "*" {
        retry = (p + 1, n)
        p += 1
      } else if p < pattern.count, let next = matchOne(pattern, p, name[n]) {
        p = next
        n += 1
      } else if let last = retry {
        p = last.pattern
        n = last.name + 1
        retry = (last.pattern, n)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }

  /// Where the pattern goes on after one character, or `nil` if it does not match.
  private static func matchOne(_ pattern: [Unicode.Scalar], _ start: Int, _ scalar: Unicode.Scalar) -> Int? {
    if pattern[start] == "?" { return start + 1 }
    guard pattern[start] == "[" else { return pattern[start] == scalar ? start + 1 : nil }
    var position = start + 1
    let isNegated = position < pattern.count && (pattern[position] == "!" || pattern[position] == "^")
    if isNegated { position += 1 }
    var found = false
    let first = position
    while position < pattern.count, pattern[position] != "]" || position == first {
      let low = pattern[position]
      if position + 2 < pattern.count, pattern[position + 1] == "-", pattern[position + 2] != "]" {
        if (low.value...max(low.value, pattern[position + 2].value)).contains(scalar.value) { found = true }
        position += 3
      } else {
        if low == scalar { found = true }
        position += 1
      }
    }
    // A bracket that is not closed is a plain character.
    guard position < pattern.count else { return scalar == "[" ? start + 1 : nil }
    return found != isNegated ? position + 1 : nil
  }

  /// At most 1,024 patterns come of the braces of one; more are cut off.
  private static func expandBraces(_ pattern: String) -> [String] {
    guard let open = pattern.firstIndex(of: "{") else { return [pattern] }
    var depth = 0
    var commas: [String.Index] = []
    var index = open
    while index < pattern.endIndex {
      switch pattern[index] {
      case "{": depth += 1
      case "}": depth -= 1
      case "," where depth == 1: commas.append(index)
      default: break
      }
      if depth == 0 { break }
      index = pattern.index(after: index)
    }
    guard depth == 0, index < pattern.endIndex, !commas.isEmpty else { return [pattern] }
    let bounds = [open] + commas + [index]
    var result: [String] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) {
      let choice = pattern[pattern.index(after: start)..<end]
      guard result.count < 1024 else { break }
      let chosen = String(pattern[..<open]) + choice + pattern[pattern.index(after: index)...]
      result += expandBraces(chosen).prefix(1024 - result.count)
    }
    return result
  }
}
