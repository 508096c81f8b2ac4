import Minwal

/// A pattern for paths: `*` and `?` within a name, `[a-z]` and `[!a-z]`, `{a,b}`, and `**` for any folders.
public struct Glob: Sendable {
  /// The pattern's parts between slashes, for each way to choose from its braces.
  private let alternatives: [[String]]

  /// How many patterns may come of the braces of one.
  public static let mostAlternatives = 1024

  /// Reads a pattern, which must not have too many alternatives: more than ``mostAlternatives`` are not looked at.
  public init(_ pattern: String) {
    alternatives = Self.expandBraces(pattern).prefix(Self.mostAlternatives).map { $0.pathParts }
  }

  /// Whether more than ``mostAlternatives`` patterns come of the braces of one: `{0,1}{0,1}…`.
  public static func hasTooManyAlternatives(_ pattern: String) -> Bool {
    expandBraces(pattern).count > mostAlternatives
  }

  /// Whether a path means a pattern rather than a file.
  public static func isPattern(_ path: String) -> Bool {
    path.unicodeScalars.contains { "*?[{".unicodeScalars.contains($0) }
  }

  /// How many folders and files deep a match lies at most; `nil` if there is no bound.
  public var depth: Int? {
    alternatives.contains { $0.contains("**") } ? nil : alternatives.map(\.count).max() ?? 0
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
    let names = Array(path)
    return alternatives.contains { Self.matches($0, names) }
  }

  /// Matches the names of a path; like ``matchesName(_:_:)``, it only ever goes back to the last `**`.
  private static func matches(_ parts: [String], _ names: [String]) -> Bool {
    var (p, n) = (0, 0)
    var retry: (part: Int, name: Int)?
    while true {
      if p < parts.count, parts[p] == "**" {
        p += 1
        retry = (p, n)
      } else if n < names.count, p < parts.count,
        matchesName(Array(parts[p].unicodeScalars), Array(names[n].unicodeScalars))
      {
        p += 1
        n += 1
      } else if n == names.count, p == parts.count {
        return true
      } else if let last = retry, last.name < names.count, !names[last.name].hasPrefix(".") {
        // `**` takes one folder more; hidden ones only match where they are named.
        retry = (last.part, last.name + 1)
        (p, n) = (last.part, last.name + 1)
      } else {
        return false
      }
    }
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

  /// The patterns that come of the braces of one; of too many, one more than may be.
  private static func expandBraces(_ pattern: String) -> [String] {
    guard let (open, commas, close) = firstChoice(Array(pattern)) else { return [pattern] }
    let characters = Array(pattern)
    let bounds = [open] + commas + [close]
    var result: [String] = []
    for (start, end) in zip(bounds, bounds.dropFirst()) where result.count <= mostAlternatives {
      let chosen = String(characters[..<open] + characters[(start + 1)..<end] + characters[(close + 1)...])
      result += expandBraces(chosen).prefix(mostAlternatives + 1 - result.count)
    }
    return result
  }

  /// Where the first braces with a comma are; others are plain characters.
  private static func firstChoice(_ pattern: [Character]) -> (open: Int, commas: [Int], close: Int)? {
    /// The braces that are open, each with its commas so far.
    var open: [(index: Int, commas: [Int])] = []
    var found: (open: Int, commas: [Int], close: Int)?
    for (index, character) in pattern.enumerated() {
      switch character {
      case "{": open.append((index, []))
      case ",": if !open.isEmpty { open[open.count - 1].commas.append(index) }
      case "}":
        guard let last = open.popLast(), !last.commas.isEmpty else { continue }
        if last.index < found?.open ?? .max { found = (last.index, last.commas, index) }
        if open.isEmpty { return found }
      default: break
      }
    }
    return found
  }
}
