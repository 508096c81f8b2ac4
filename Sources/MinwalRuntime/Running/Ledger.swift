public import Minwal

/// The books of a run: every document read ends as exactly one of exported, dropped or quarantined.
public struct Ledger: Sendable {
  public internal(set) var read = 0
  public internal(set) var exported = 0
  public internal(set) var dropped = 0
  public internal(set) var quarantined = 0
  /// Bytes of input that was read.
  public internal(set) var bytes = 0
  /// Malformed sequences in the input that became U+FFFD.
  public internal(set) var replacements = 0
  /// Documents that had such sequences.
  public internal(set) var repaired = 0

  /// Whether nothing was lost.
  public var balances: Bool { read == exported + dropped + quarantined }

  mutating func merge(_ other: Ledger) {
    read += other.read
    exported += other.exported
    dropped += other.dropped
    quarantined += other.quarantined
    bytes += other.bytes
    replacements += other.replacements
    repaired += other.repaired
  }
}

/// What a stage did in a run.
public struct StageStatistics: Sendable {
  public internal(set) var documentsIn = 0
  public internal(set) var documentsOut = 0
  public internal(set) var quarantined = 0
  /// Time spent in the stage, over all workers.
  public internal(set) var nanoseconds: UInt64 = 0
  /// Why documents were dropped.
  public internal(set) var drops = ReasonTally()
  /// Why text was changed or removed.
  public internal(set) var changes = ReasonTally()

  public var dropped: Int { documentsIn - documentsOut - quarantined }

  mutating func merge(_ other: StageStatistics) {
    documentsIn += other.documentsIn
    documentsOut += other.documentsOut
    quarantined += other.quarantined
    nanoseconds += other.nanoseconds
    drops.merge(other.drops)
    changes.merge(other.changes)
  }
}

extension Ledger: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    for count in [read, exported, dropped, quarantined, bytes, replacements, repaired] { writer.write(count) }
  }

  public init(from reader: inout BinaryReader) throws {
    read = try reader.read()
    exported = try reader.read()
    dropped = try reader.read()
    quarantined = try reader.read()
    bytes = try reader.read()
    replacements = try reader.read()
    repaired = try reader.read()
  }
}

extension StageStatistics: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    for count in [documentsIn, documentsOut, quarantined] { writer.write(count) }
    writer.write(nanoseconds)
    writer.write(drops)
    writer.write(changes)
  }

  public init(from reader: inout BinaryReader) throws {
    documentsIn = try reader.read()
    documentsOut = try reader.read()
    quarantined = try reader.read()
    nanoseconds = try reader.read()
    drops = try reader.read()
    changes = try reader.read()
  }
}
