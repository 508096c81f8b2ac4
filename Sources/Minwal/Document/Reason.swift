/// Why a stage changed, removed or dropped something: a name that reports count and a line of help.
public struct Reason: Hashable, Sendable {
  /// A short kebab-case name, unique within its stage: `separator`.
  public let name: String
  /// One line that says what the rule looks for.
  public let help: String

  /// Creates a reason.
  public init(_ name: String, _ help: String) {
    self.name = name
    self.help = help
  }

  public static func == (a: Reason, b: Reason) -> Bool { a.name == b.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// How often each reason was given. Stages have few reasons, so this is a list.
public struct ReasonTally: Sendable {
  /// The reasons by name, with counts, in the order in which they first came.
  public private(set) var counts: [(name: String, count: Int)] = []

  /// The pieces of text that were removed.
  public internal(set) var removals = RemovalCounts()

  /// Creates an empty tally.
  public init() {}

  /// Counts a reason.
  public mutating func add(_ reason: Reason, _ count: Int = 1) { add(name: reason.name, count) }

  /// Counts a reason by its name.
  public mutating func add(name: String, _ count: Int) {
    guard count > 0 else { return }
    for index in counts.indices where counts[index].name == name {
      counts[index].count += count
      return
    }
    counts.append((name, count))
  }

  /// Adds another tally to this one.
  public mutating func merge(_ other: ReasonTally) {
    for (name, count) in other.counts { add(name: name, count) }
    removals.merge(other.removals)
  }

  /// Forgets everything and keeps the memory.
  public mutating func removeAll() {
    counts.removeAll(keepingCapacity: true)
    removals.removeAll()
  }
}

extension ReasonTally: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(counts.map(\.name))
    for (_, count) in counts { writer.write(count) }
    writer.write(removals)
  }

  public init(from reader: inout BinaryReader) throws {
    for name in try reader.read([String].self) { counts.append((name, 0)) }
    for index in counts.indices { counts[index].count = try reader.readAmount() }
    removals = try reader.read()
  }
}
