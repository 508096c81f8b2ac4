public import Minwal

/// What a stage did in a run.
public struct StageStatistics: Sendable {
  /// Documents that came to it and met its condition, or came to the end without having met any exporter's.
  public internal(set) var documentsIn = 0
  /// Documents that passed it by, since they did not meet its condition.
  public internal(set) var skipped = 0
  public internal(set) var documentsOut = 0
  public internal(set) var quarantined = 0
  /// Why documents went on as they were before, since the stage failed and the recipe lets them; they count as out.
  public internal(set) var passedWithout = ReasonTally()
  /// Time spent in the stage, over all workers.
  public internal(set) var nanoseconds: UInt64 = 0
  /// The same, document by document. A document that ended the process it was in has no time.
  public internal(set) var times = TimeHistogram()
  /// Why documents were dropped.
  public internal(set) var drops = ReasonTally()
  /// Why text was changed or removed.
  public internal(set) var changes = ReasonTally()

  public var dropped: Int { documentsIn - documentsOut - quarantined }

  /// Counts the time that a document took.
  mutating func took(_ nanoseconds: UInt64) {
    self.nanoseconds += nanoseconds
    times.add(nanoseconds)
  }

  /// Forgets what differs from run to run.
  mutating func removeTimes() {
    nanoseconds = 0
    times = TimeHistogram()
  }

  mutating func merge(_ other: StageStatistics) {
    documentsIn += other.documentsIn
    skipped += other.skipped
    documentsOut += other.documentsOut
    quarantined += other.quarantined
    nanoseconds += other.nanoseconds
    times.merge(other.times)
    passedWithout.merge(other.passedWithout)
    drops.merge(other.drops)
    changes.merge(other.changes)
  }
}

extension StageStatistics: BinaryCodable {
  public func encode(into writer: inout BinaryWriter) {
    for count in [documentsIn, skipped, documentsOut, quarantined] { writer.write(count) }
    writer.write(nanoseconds)
    writer.write(times)
    writer.write(passedWithout)
    writer.write(drops)
    writer.write(changes)
  }

  public init(from reader: inout BinaryReader) throws {
    documentsIn = try reader.readAmount()
    skipped = try reader.readAmount()
    documentsOut = try reader.readAmount()
    quarantined = try reader.readAmount()
    nanoseconds = UInt64(try reader.readAmount())
    times = try reader.read()
    passedWithout = try reader.read()
    drops = try reader.read()
    changes = try reader.read()
  }
}
