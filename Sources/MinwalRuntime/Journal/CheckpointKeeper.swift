import Minwal

/// Decides when a run's progress is made durable, and keeps the journal.
struct CheckpointKeeper {
  private let journal: Journal
  private let fixedIdentity: RunIdentity?
  private let scan: PendingScan?
  private let recipe: String
  private let models: [Int: UInt64]
  private let interval: Double
  private var due: Double
  private var last: Checkpoint?

  /// Creates a keeper.
  ///
  /// - Parameters:
  ///   - journal: The journal.
  ///   - recipe: The recipe's fingerprint.
  ///   - scan: The input's scan; there is no checkpoint before it was taken.
  ///   - models: The hashes of the models that the journal has.
  ///   - interval: Seconds between two checkpoints, at least.
  ///   - last: The checkpoint that the run continues from.
  init(
    _ journal: Journal, recipe: String, scan: PendingScan, models: [Int: UInt64], interval: Double,
    last: Checkpoint?
  ) {
    self.journal = journal
    fixedIdentity = nil
    self.recipe = recipe
    self.scan = scan
    self.models = models
    self.interval = interval
    self.last = last
    due = MonotonicClock.seconds() + interval
  }

  /// Creates a keeper of a run to which documents are added that had failed: it stays what it is, and nothing is noted
  /// before all are done.
  init(_ journal: Journal, identity: RunIdentity, models: [Int: UInt64]) {
    self.journal = journal
    fixedIdentity = identity
    scan = nil
    recipe = identity.recipe
    self.models = models
    interval = .infinity
    due = .infinity
  }

  /// What the run is known by; `nil` if that is not known yet, or can never be.
  var identity: RunIdentity? { fixedIdentity ?? scan?.now.map { RunIdentity(recipe: recipe, input: $0.fingerprint) } }

  /// Whether it is time for a checkpoint.
  var isDue: Bool { MonotonicClock.seconds() >= due }

  /// Whether the journal has a checkpoint.
  var hasSaved: Bool { last != nil }

  /// Saves a checkpoint, whose outputs are durable.
  ///
  /// - Parameters:
  ///   - checkpoint: The checkpoint, without models.
  ///   - began: When the outputs were begun to be made durable, for the next one is put off if that takes long: at most a
  ///     tenth of the time goes into checkpoints.
  /// - Throws: ``FileSystem/Failure``.
  mutating func save(_ checkpoint: Checkpoint, began: Double) throws(FileSystem.Failure) {
    var checkpoint = checkpoint
    checkpoint.models = models
    try journal.save(checkpoint)
    last = checkpoint
    let end = MonotonicClock.seconds()
    due = end + max(interval, interval > 0 ? (end - began) * 9 : 0)
  }

  /// Forgets the run, which cannot be resumed any more.
  mutating func forget() {
    last = nil
    try? journal.erase()
  }

  /// Notes that nothing is left to do.
  ///
  /// What differs from run to run is left out, so that a folder of output is the same bytes however it came about.
  ///
  /// - Parameter quarantine: How far the quarantine is.
  /// - Throws: ``FileSystem/Failure``.
  func finish(_ quarantine: OutputPosition) throws(FileSystem.Failure) {
    guard var checkpoint = last else { return }
    checkpoint.quarantine = quarantine
    checkpoint.phase = .finished
    checkpoint.settled = []
    // After a power cut, some ids may not have been compared.
    checkpoint.ids = IDRegister.Position()
    checkpoint.position = SourcePosition(documents: checkpoint.position.documents, empty: checkpoint.position.empty)
    for index in checkpoint.stages.indices { checkpoint.stages[index].removeTimes() }
    checkpoint.notable.slowest = NotableDocuments.Ranking()
    try journal.save(checkpoint)
    journal.forgetEarlier()
  }
}
