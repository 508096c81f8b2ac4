import Minwal

/// Names in an input that were passed over: links that lead out of it, or what is no file.
public struct PassedOverPaths: Hashable, Sendable {
  /// How many there are.
  public private(set) var count = 0
  /// The paths of the first ones, for people.
  public private(set) var examples: [String] = []

  mutating func add(_ path: String) {
    count += 1
    if examples.count < 3 { examples.append(path.displayedPath) }
  }

  mutating func merge(_ other: PassedOverPaths) {
    count += other.count
    examples += other.examples.prefix(3 - examples.count)
  }
}

extension RunOutcome.Ending {
  /// The ending of a run that found no file.
  ///
  /// - Parameters:
  ///   - input: Where it looked.
  ///   - links: Links that lead out of it.
  ///   - special: Pipes, sockets and devices in it.
  /// - Returns: The ending, with what may be wrong.
  static func nothingFound(in input: String, _ links: PassedOverPaths, _ special: PassedOverPaths) -> Self {
    var message = "no file is to be found in '\(input)'"
    if let example = links.examples.first {
      message +=
        links.count == 1
        ? "; the link '\(example)' leads out of it, and 'follow-links: true' under 'input' follows it"
        : "; \(links.count) links lead out of it, such as '\(example)', and 'follow-links: true' under 'input' follows them"
    }
    if let example = special.examples.first {
      message += "; '\(example)' is a pipe, a socket or a device, which is read only where it is named itself"
    }
    return .missingInput(message)
  }
}
