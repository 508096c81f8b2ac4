import Minwal
public import MinwalRecipe

/// Runs a recipe: surveys, then source, workers, sequencer, outputs.
public struct Runner: Sendable {
  let recipe: Recipe
  let settings: RunSettings
  let items: [InputItem]
  let outputRoot: String
  let readers: ReaderTable

  /// Prepares a run. The recipe must have an input, or the settings.
  public init(_ recipe: Recipe, _ settings: RunSettings) {
    self.recipe = recipe
    self.settings = settings
    readers = ReaderTable(recipe.readers)
    outputRoot = settings.outputRoot ?? recipe.folder
    let quarantine = FileSystem.normalized(Quarantine.allFolders(root: outputRoot))
    items = (settings.input ?? InputItem.items(of: recipe)).map { $0.leavingOut(quarantine) }
  }

  /// Runs the recipe.
  ///
  /// - Parameters:
  ///   - progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  ///   - events: Called with what happens; `nil` if events are not logged.
  /// - Returns: How it ended; nothing is thrown.
  public func run(progress: ProgressReport? = nil, events: RunEventReport? = nil) async -> RunOutcome {
    await conduct(progress, events) { outcome, watch in
      if !settings.usesStandardOutput { outcome.quarantineFolder = Quarantine.folder(root: outputRoot, recipe) }
      if let problem = checkInputs() ?? checkOutputs() {
        outcome.ending = problem
      } else {
        let room = RoomOnDisk(outputRoot, events)
        defer { outcome.lackOfRoom = room.found }
        // Of a part of the input no one knows how much comes out.
        let isAll = writesFiles && settings.limit == nil && settings.sample == nil
        watch.scan = PendingScan(items, limit: settings.limit, sample: settings.sample) {
          if isAll { room.compare(with: $0.bytes) }
        }
        try await run(&outcome, watch)
      }
    }
  }

  /// Does the work of a run, or of a part of one, and tells how it ended.
  func conduct(
    _ progress: ProgressReport?, _ events: RunEventReport?,
    _ body: (inout RunOutcome, inout Watch) async throws -> Void
  ) async -> RunOutcome {
    listenToStages(events)
    defer { listenToStages(nil) }
    var outcome = RunOutcome(ending: .finished)
    var watch = Watch(progress: progress, events: events, start: MonotonicClock.seconds())
    do {
      try await RunToken.$current.withValue(settings.token) { try await body(&outcome, &watch) }
    } catch {
      outcome.isLocked =
        (error as? StageError)?.code == .locked
        || (error as? FileSystem.Failure)?.code == FileSystem.Failure.lockedByAnother
      outcome.ending = (error as? StageError)?.isInterruption == true ? .interrupted : .failed("\(error)")
    }
    outcome.seconds = MonotonicClock.seconds() - watch.start
    progress?(Progress(counts: outcome.counts, seconds: outcome.seconds))
    return outcome
  }

  /// Has what stages say told as events; with `nil`, it goes to standard error again.
  func listenToStages(_ events: RunEventReport?) {
    recipe.log.flush()
    guard let events else { return recipe.log.attach(nil) }
    recipe.log.attach { stage, message in events(.note(stage: stage, message: message)) }
  }

  private func run(_ outcome: inout RunOutcome, _ watch: Watch) async throws {
    var watch = watch
    guard let scan = watch.scan else { return }
    let journal = try openJournal()
    // A run that starts over takes the place of what this one has written.
    let earlier = journal?.earlier()
    let checkpoint: Checkpoint?
    switch try await beginning(journal, scan) {
    case .refused(let reason):
      outcome.ending = .refused(reason)
      return
    case .fromStart(let discarded):
      outcome.discarded = discarded
      checkpoint = nil
      // What it speaks of is about to be overwritten.
      try journal?.erase()
    case .resumed(let last):
      outcome.resumed = (last.counts.read, last.counts.bytes)
      watch.resumedBytes = last.counts.bytes
      checkpoint = last
    }
    if let count = settings.sample {
      let (items, readers) = (items, readers)
      watch.sample = try await BlockingExecutor.run { try Sample(count, of: items, readers) }
    }
    let (prepared, models) = try await surveyed(journal, checkpoint, watch)
    let recipe = prepared.recipe
    if settings.token.isCancelled, checkpoint == nil {
      outcome.ending = .interrupted
      return
    }
    // Outputs first: they are locked, so that a second run leaves the first one's quarantine alone.
    let outputs = try makeOutputs(journal, checkpoint, after: earlier)
    outcome.outputs = outputs.map(\.description)
    let quarantine = try Quarantine(
      root: outputRoot, recipe, keeps: !settings.usesStandardOutput, log: journal?.nameLog("quarantine"),
      resuming: checkpoint?.quarantine)
    let keeper = journal.map {
      CheckpointKeeper(
        $0, recipe: recipe.fingerprint, scan: scan, models: models, interval: settings.checkpointInterval,
        last: checkpoint)
    }
    let sequencer = sequencer(
      Committer(
        recipe.steps, outputs: outputs, quarantine: quarantine, ids: try IDRegister(journal, resuming: checkpoint),
        keeper: keeper, resuming: checkpoint, events: watch.events), first: checkpoint?.position.batches ?? 0)
    let source = SharedSource(
      try DocumentSource(
        items, readers, limit: settings.limit, sample: watch.sample, from: checkpoint?.position ?? SourcePosition()))
    if checkpoint?.phase ?? .running == .running { try await process(prepared, source, sequencer, watch) }
    await conclude(&outcome, sequencer, source, scan)
  }

  /// The engine that takes documents through the stages: child processes where limits must be kept, or threads.
  var executor: any Executor {
    settings.isolates || recipe.limits != nil
      ? ProcessExecutor(jobs: settings.jobs) : ThreadExecutor(jobs: settings.jobs)
  }

  /// Where the results of batches meet, in the order of the input.
  func sequencer<Committer: Committing>(_ committer: consuming sending Committer, first: Int = 0) -> Sequencer<
    Committer
  > {
    Sequencer(committer, window: settings.jobs * 2 + 4, bytes: 64 << 20, first: first)
  }

  /// Takes the documents of a source through all stages.
  func process<Committer: Committing>(
    _ prepared: SurveyedRecipe, _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>,
    _ sequencer: Sequencer<Committer>, _ watch: Watch
  ) async throws where Committer.Product == BatchResult {
    try await watch.over(sequencer) { try await executor.run(ChainPass(prepared: prepared), source, sequencer) }
  }
}
