import Minwal

/// Names in folders of an input that were passed over, since what they are is no file: named pipes, sockets, devices.
public struct SpecialFiles: Hashable, Sendable {
  /// How many there are.
  public private(set) var count = 0
  /// The paths of the first ones, for people.
  public private(set) var examples: [String] = []

  mutating func add(_ path: String) {
    count += 1
    if examples.count < 3 { examples.append(path.displayedPath) }
  }

  mutating func merge(_ other: SpecialFiles) {
    count += other.count
    examples += other.examples.prefix(3 - examples.count)
  }

  /// What may be wrong where nothing was found, as the end of a message.
  var hint: String {
    if count == 0 { return "" }
    return "; '\(examples[0])' is a pipe, a socket or a device, which is read only where it is named itself"
  }
}

/// Symbolic links of an input that were passed over, since they lead out of it.
public struct StrayLinks: Hashable, Sendable {
  /// How many there are.
  public private(set) var count = 0
  /// The paths of the first ones, for people.
  public private(set) var examples: [String] = []

  mutating func add(_ path: String) {
    count += 1
    if examples.count < 3 { examples.append(path.displayedPath) }
  }

  mutating func merge(_ other: StrayLinks) {
    count += other.count
    examples += other.examples.prefix(3 - examples.count)
  }

  /// What may be wrong where nothing was found, as the end of a message.
  var hint: String {
    if count == 0 { return "" }
    return count == 1
      ? "; the link '\(examples[0])' leads out of it, and 'follow-links: true' under 'input' follows it"
      : "; \(count) links lead out of it, such as '\(examples[0])', and 'follow-links: true' under 'input' follows them"
  }
}
