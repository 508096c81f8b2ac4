public import Minwal

/// The document counts of a run: every document read ends as exactly one of exported, dropped or quarantined.
public struct DocumentCounts: Sendable {
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

  /// Records of the input that are no documents, by the reason why; they are none of those read.
  public internal(set) var passedOver = ReasonTally()

  /// Whether nothing was lost.
  public var balances: Bool { read == exported + dropped + quarantined }

  /// Forgets documents that were quarantined, since they are counted again now.
  mutating func subtract(_ retried: DocumentCounts) {
    read -= retried.read
    quarantined -= retried.read
    bytes -= retried.bytes
    replacements -= retried.replacements
    repaired -= retried.repaired
  }

  mutating func merge(_ other: DocumentCounts) {
    read += other.read
    exported += other.exported
    dropped += other.dropped
    quarantined += other.quarantined
    bytes += other.bytes
    replacements += other.replacements
    repaired += other.repaired
    passedOver.merge(other.passedOver)
  }
}

extension DocumentCounts: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    for count in [read, exported, dropped, quarantined, bytes, replacements, repaired] { writer.write(count) }
    writer.write(passedOver)
  }

  public init(from reader: inout BinaryReader) throws {
    read = try reader.readAmount()
    exported = try reader.readAmount()
    dropped = try reader.readAmount()
    quarantined = try reader.readAmount()
    bytes = try reader.readAmount()
    replacements = try reader.readAmount()
    repaired = try reader.readAmount()
    passedOver = try reader.read()
  }
}
