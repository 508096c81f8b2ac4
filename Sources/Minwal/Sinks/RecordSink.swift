/// A place where the records of one exporter go: a file, a database, a program.
///
/// The runner calls it from one place at a time, with the records of batch after batch, in the order of the input.
public protocol RecordSink: Sendable {
  /// What messages call it.
  var description: String { get }

  /// The files that it has written, as far as it can name them.
  var files: WrittenFiles { get }

  /// Takes a batch's records.
  ///
  /// - Throws: What ends the run; the sink is then abandoned.
  mutating func append(_ records: RecordBatch) throws

  /// Hands out work that may be done beside everything else, such as compressing; each piece is done once, by any
  /// worker, or by the sink itself when it needs what comes of it.
  mutating func takeWork() -> [SinkWork]

  /// Makes what was taken durable.
  ///
  /// - Returns: Where another run can resume; `nil` if none can, since what was written to a pipe is gone.
  /// - Throws: As ``append(_:)``.
  mutating func commit() throws -> SinkPosition?

  /// Ends the output after the last record: it appears whole, now.
  ///
  /// - Throws: As ``append(_:)``.
  mutating func finish() throws

  /// Ends the output before its time.
  ///
  /// - Returns: What there is of it, in words; `nil` if nothing.
  mutating func abandon() -> String?

  /// Ends the output before its time, and removes what there is of it, as far as that is possible.
  mutating func discard()
}

extension RecordSink {
  public var files: WrittenFiles { WrittenFiles([description]) }
  public mutating func takeWork() -> [SinkWork] { [] }
  public mutating func discard() { _ = abandon() }
}

/// Files that a sink has written: how many, and the first few names.
public struct WrittenFiles: Hashable, Sendable {
  /// How many there are.
  public let count: Int
  /// The first few.
  public let examples: [String]

  /// Takes the names of all.
  public init(_ all: [String]) {
    count = all.count
    examples = Array(all.prefix(5))
  }
}

/// A piece of work of a sink that may be done beside everything else.
public typealias SinkWork = @Sendable () -> Void

/// How far a sink is, in bytes that it alone understands.
public struct SinkPosition: Hashable, Sendable {
  public var bytes: ByteBuffer

  /// Creates a position.
  public init(_ bytes: ByteBuffer) { self.bytes = bytes }

  /// Creates a position of a value.
  public init(_ value: some BinaryCodable) {
    var writer = BinaryWriter()
    writer.write(value)
    bytes = writer.buffer
  }

  /// The value that a position was created of.
  ///
  /// - Throws: `BinaryReader.Malformed`.
  public func value<Value: BinaryCodable>(_ type: Value.Type = Value.self) throws -> Value {
    var reader = BinaryReader(bytes)
    let value = try reader.read(Value.self)
    try reader.finish()
    return value
  }

  public static func == (a: SinkPosition, b: SinkPosition) -> Bool {
    a.bytes.count == b.bytes.count && StableHash.hash(a.bytes.span) == StableHash.hash(b.bytes.span)
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(StableHash.hash(bytes.span)) }
}

/// Where a sink is to be.
public struct SinkPlace: Sendable {
  /// The file or folder; `nil` for standard output.
  public var path: String?
  /// A file of the sink's own beside the run's journal, for what it must remember; `nil` if no run will resume.
  public var notes: String?
  /// How far the sink of the run before was, which this one takes the place of; `nil` if there was none.
  public var earlier: SinkPosition?

  /// Creates a place.
  public init(path: String?, notes: String? = nil, earlier: SinkPosition? = nil) {
    self.path = path
    self.notes = notes
    self.earlier = earlier
  }
}

/// How a sink begins.
public enum SinkStart: Sendable {
  /// With the first record.
  case new
  /// Where an earlier run has stopped. `isDone` says that there was nothing to come, so that the output may be in its
  /// place already.
  case resumed(SinkPosition, isDone: Bool)
  /// Behind the records of an output that is in its place; the new one takes its place as a whole.
  case adding(SinkPosition)
}
