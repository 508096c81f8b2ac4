public import Minwal

/// The documents of a run that one should look at: those that took longest, the largest, and the most damaged.
public struct NotableDocuments: Sendable, Equatable {
  /// By nanoseconds in all stages together.
  public internal(set) var slowest = Ranking()
  /// By bytes of input.
  public internal(set) var largest = Ranking()
  /// By malformed sequences that became U+FFFD: many mean another encoding.
  public internal(set) var mostRepaired = Ranking()

  /// Creates empty lists.
  public init() {}

  mutating func merge(_ other: NotableDocuments) {
    slowest.merge(other.slowest)
    largest.merge(other.largest)
    mostRepaired.merge(other.mostRepaired)
  }

  /// A document and what it is listed for.
  public struct Entry: Sendable, Equatable {
    public var id: String
    /// Its place in the input, from 0.
    public var index: Int
    public var value: Int
  }

  /// The ten documents with the greatest values.
  public struct Ranking: Sendable, Equatable {
    /// How many documents are kept.
    public static let limit = 10

    /// Greatest value first; of equal ones, the first document in the input.
    public private(set) var entries: [Entry] = []

    /// Creates an empty list.
    public init() {}

    /// Enters a document, if it is among the ten. One that comes again, since it was tried again, is listed once.
    public mutating func add(id: @autoclosure () -> String, index: Int, value: Int) {
      // Nearly all documents end here.
      if entries.count == Self.limit, let last = entries.last, (value, last.index) <= (last.value, index) { return }
      let entry = Entry(id: id(), index: index, value: value)
      if let same = entries.firstIndex(where: { $0.index == index && $0.id == entry.id }) {
        if entries[same].value >= value { return }
        entries.remove(at: same)
      }
      let place = entries.firstIndex { ($0.value, index) < (value, $0.index) } ?? entries.endIndex
      entries.insert(entry, at: place)
      if entries.count > Self.limit { entries.removeLast() }
    }

    mutating func merge(_ other: Ranking) {
      for entry in other.entries { add(id: entry.id, index: entry.index, value: entry.value) }
    }
  }
}

extension NotableDocuments: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(slowest)
    writer.write(largest)
    writer.write(mostRepaired)
  }

  public init(from reader: inout BinaryReader) throws {
    slowest = try reader.read()
    largest = try reader.read()
    mostRepaired = try reader.read()
  }
}

extension NotableDocuments.Ranking: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) { writer.write(entries) }

  public init(from reader: inout BinaryReader) throws {
    // Entered one by one, so that whatever the bytes are, there are ten at most, in order.
    for entry in try reader.read([NotableDocuments.Entry].self) {
      add(id: entry.id, index: entry.index, value: entry.value)
    }
  }
}

extension NotableDocuments.Entry: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    writer.write(id)
    writer.write(index)
    writer.write(value)
  }

  public init(from reader: inout BinaryReader) throws {
    id = try reader.read()
    index = try reader.read()
    value = try reader.read()
  }
}
