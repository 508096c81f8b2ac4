import Minwal

/// A pattern for one name of a path: `*`, `?`, `[a-z]` and `[!a-z]`, and characters that stand for themselves.
struct NamePattern: Sendable {
  private enum Token: Sendable {
    /// `*`: any characters.
    case any
    /// `?`: one character.
    case one
    case scalar(Unicode.Scalar)
    case oneOf([ClosedRange<UInt32>], isNegated: Bool)
  }

  /// The longest name that file systems have, in bytes, so that no longer pattern need be tried.
  private static let longestName = 255

  private let tokens: [Token]
  /// How many characters a name has at least.
  private let shortest: Int

  /// Reads a pattern.
  ///
  /// - Complexity: O(*n*): a bracket that is not closed, which is a plain character, is looked for once.
  init(_ pattern: String) {
    let pattern = Array(pattern.unicodeScalars)
    var tokens: [Token] = []
    var shortest = 0
    var position = 0
    var closes = true
    while position < pattern.count {
      Steps.count()
      let scalar = pattern[position]
      if scalar == "*" {
        // Two say no more than one.
        if case .any? = tokens.last {} else { tokens.append(.any) }
        position += 1
        continue
      }
      shortest += 1
      if scalar == "[", closes {
        if let (token, end) = Self.choice(pattern, position) {
          tokens.append(token)
          position = end
          continue
        }
        closes = false
      }
      tokens.append(scalar == "?" ? .one : .scalar(scalar))
      position += 1
    }
    self.tokens = tokens
    self.shortest = shortest
  }

  /// What a bracket stands for, and where the pattern goes on behind it; `nil` if it is not closed.
  private static func choice(_ pattern: [Unicode.Scalar], _ start: Int) -> (Token, end: Int)? {
    var position = start + 1
    let isNegated = position < pattern.count && (pattern[position] == "!" || pattern[position] == "^")
    if isNegated { position += 1 }
    var ranges: [ClosedRange<UInt32>] = []
    let first = position
    while position < pattern.count, pattern[position] != "]" || position == first {
      Steps.count()
      let low = pattern[position].value
      if position + 2 < pattern.count, pattern[position + 1] == "-", pattern[position + 2] != "]" {
        ranges.append(low...max(low, pattern[position + 2].value))
        position += 3
      } else {
        ranges.append(low...low)
        position += 1
      }
    }
    guard position < pattern.count else { return nil }
    return (.oneOf(merged(ranges), isNegated: isNegated), position + 1)
  }

  /// The same characters in as few ranges as possible: a hostile list is long, and a name is compared with it often.
  private static func merged(_ ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, range.lowerBound <= last.upperBound + 1 {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
    return result
  }

  /// Matches a name; linear but for stars, which only ever go back to the last one.
  func matches(_ name: [Unicode.Scalar]) -> Bool {
    guard name.count >= shortest, shortest <= Self.longestName else { return false }
    if name.first == "." {
      // Hidden files only match where that is named.
      guard case .scalar(".")? = tokens.first else { return false }
    }
    var (p, n) = (0, 0)
    var retry: (token: Int, name: Int)?
    while n < name.count {
      Steps.count()
      if p < tokens.count, case .any = tokens[p] {
        retry = (p + 1, n)
        p += 1
      } else if p < tokens.count, Self.matches(tokens[p], name[n]) {
        p += 1
        n += 1
      } else if let last = retry {
        p = last.token
        n = last.name + 1
        retry = (last.token, n)
      } else {
        return false
      }
    }
    return tokens[p...].allSatisfy { if case .any = $0 { true } else { false } }
  }

  private static func matches(_ token: Token, _ scalar: Unicode.Scalar) -> Bool {
    switch token {
    case .any: false
    case .one: true
    case .scalar(let other): scalar == other
    case .oneOf(let ranges, let isNegated): contains(ranges, scalar.value) != isNegated
    }
  }

  private static func contains(_ ranges: [ClosedRange<UInt32>], _ value: UInt32) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      Steps.count()
      let middle = (low + high) / 2
      if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(value)
  }
}
