import Minwal

/// All that a run must know to resume another's work: how far it was, and that it was the same work.
struct Checkpoint: Sendable {
  /// What is left to do.
  enum Phase: Int, Sendable {
    /// Documents.
    case running
    /// All documents are done; outputs may have been moved to their places, or not.
    case publishing
    /// Nothing.
    case finished
  }

  var phase = Phase.running
  var identity: RunIdentity
  /// Where in the input the next document is.
  var position = SourcePosition()
  var counts = DocumentCounts()
  var stages: [StageStatistics]
  var notable = NotableDocuments()
  var failures = FailureTally()
  var outputs: [SinkProgress]
  var quarantine = OutputPosition()
  /// Which ids came more than once, and how far the file of those that came is.
  var ids = IDRegister.Position()
  /// The hashes of the models that stages have adopted, by the stages' places in the recipe.
  var models: [Int: UInt64] = [:]
  /// The names of documents in the quarantine that have ended well since, and are to leave it when the outputs are in
  /// their places.
  var settled: [String] = []
}

/// What must not change between a run and the one that continues it.
struct RunIdentity: Hashable, Sendable {
  var version = minwalVersion
  /// The recipe's fingerprint, which covers options, and the files that it names.
  var recipe: String
  /// The fingerprint of the input; `nil` if it is a pipe.
  var input: UInt64?

  /// Why a run of this identity cannot resume one of another; `nil` if it can.
  func difference(from earlier: RunIdentity) -> String? {
    if version != earlier.version { return "it was begun by Minwal \(earlier.version), and this is \(version)" }
    if recipe != earlier.recipe { return "the recipe, or a file that it names, has changed since" }
    if input == nil { return "a pipe cannot be read again from where it was left" }
    if input != earlier.input {
      return
        "the input has changed since: files have come, gone or been written to, or '--limit' or '--sample' is another"
    }
    return nil
  }
}

extension Checkpoint: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(identity)
    writer.write(phase.rawValue)
    writer.write(position)
    writer.write(counts)
    writer.write(stages)
    writer.write(notable)
    writer.write(failures)
    writer.write(outputs)
    writer.write(quarantine)
    writer.write(ids)
    writer.write(models)
    writer.write(settled)
  }

  init(from reader: inout BinaryReader) throws {
    identity = try reader.read()
    guard let phase = Phase(rawValue: try reader.read()) else { throw reader.malformed("a phase") }
    self.phase = phase
    position = try reader.read()
    counts = try reader.read()
    stages = try reader.read()
    notable = try reader.read()
    failures = try reader.read()
    outputs = try reader.read()
    quarantine = try reader.read()
    ids = try reader.read()
    models = try reader.read()
    settled = try reader.read()
  }
}

extension RunIdentity: BinaryCodable {
  func encode(into writer: inout BinaryWriter) {
    writer.write(version)
    writer.write(recipe)
    writer.write(input)
  }

  init(from reader: inout BinaryReader) throws {
    version = try reader.read()
    recipe = try reader.read()
    input = try reader.read()
  }
}
