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
  ///   - progress: Called several times a second with the counts so far; `nil` if no one watches.
  ///   - events: Called with what happens; `nil` if no one keeps a log.
  /// - Returns: How it ended; nothing is thrown.
  public func run(progress: ProgressReport? = nil, events: RunEventReport? = nil) async -> RunOutcome {
    let start = MonotonicClock.seconds()
    listenToStages(events)
    defer { listenToStages(nil) }
    var outcome = RunOutcome(ending: .finished)
    if !settings.usesStandardOutput { outcome.quarantineFolder = Quarantine.folder(root: outputRoot, recipe) }
    if let problem = checkPaths() {
      outcome.ending = problem
    } else {
      let room = RoomOnDisk(outputRoot, events)
      // Of a part of the input no one knows how much comes out.
      let isAll = writesFiles && settings.limit == nil && settings.sample == nil
      do {
        let watch = Watch(
          progress: progress, events: events, start: start,
          scan: PendingScan(items, limit: settings.limit, sample: settings.sample) {
            if isAll { room.compare(with: $0.bytes) }
          })
        try await RunToken.$current.withValue(settings.token) { try await run(&outcome, watch) }
      } catch {
        outcome.isLocked =
          (error as? StageError)?.code == "locked"
          || (error as? FileSystem.Failure)?.code == FileSystem.Failure.lockedByAnother
        outcome.ending = (error as? StageError)?.isInterruption == true ? .interrupted : .failed("\(error)")
      }
      outcome.lackOfRoom = room.found
    }
    outcome.seconds = MonotonicClock.seconds() - start
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
    let journal = try openJournal()
    // A run that starts over takes the place of what this one has written.
    let earlier = journal?.earlier()
    let checkpoint: Checkpoint?
    switch try await beginning(journal, watch.scan) {
    case .refused(let reason):
      outcome.ending = .refused(reason)
      return
    case .anew(let discarded):
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
        $0, recipe: recipe.fingerprint, scan: watch.scan, models: models, interval: settings.checkpointInterval,
        last: checkpoint)
    }
    let sequencer = Sequencer(
      Committer(
        recipe.steps, outputs: outputs, quarantine: quarantine, ids: try IDRegister(journal, resuming: checkpoint),
        keeper: keeper, resuming: checkpoint, events: watch.events),
      window: settings.jobs * 2 + 4, bytes: 64 << 20, first: checkpoint?.position.batches ?? 0)
    let source = SharedSource(
      try DocumentSource(
        items, readers, limit: settings.limit, sample: watch.sample, from: checkpoint?.position ?? SourcePosition()))
    if checkpoint?.phase ?? .running == .running { try await process(prepared, source, sequencer, watch) }
    await conclude(&outcome, sequencer, source, watch.scan)
  }

  /// Takes the documents of a source through the stages, in this process or in others.
  func process(
    _ prepared: SurveyedRecipe, _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>,
    _ sequencer: Sequencer<Committer>, _ watch: Watch
  ) async throws {
    let recipe = prepared.recipe
    if isIsolated {
      let assignment = WorkerSetup(prepared)
      try await pump(source, sequencer, watch) { IsolatedWorker(recipe, assignment) }
    } else {
      try await pump(source, sequencer, watch) { Worker(recipe) }
    }
  }

  /// Ends the outputs of a run, whole or not, and tells how it went.
  func conclude(
    _ outcome: inout RunOutcome, _ sequencer: Sequencer<Committer>,
    _ source: SharedSource<some BatchSource & ~Copyable>,
    _ scan: PendingScan
  ) async {
    let readError = source.error
    let interrupted = settings.token.isCancelled
    let handedOut = source.count
    outcome.emptyInputs = source.empty
    let isWhole = readError == nil && !interrupted && (handedOut > 0 || source.empty.isEmpty)
    // A run over few documents of many files is not to wait until all files were looked at.
    if isWhole, settings.limit == nil { _ = await scan.wait() }
    outcome.strayLinks = scan.now?.strayLinks ?? StrayLinks()
    // A retry reads what is in the quarantine.
    if outcome.retried == nil, !interrupted { outcome.changedInputs = scan.changes() }
    let earlier = outcome.retried == nil && !settings.replacesWithNothing ? earlierOutput() : nil
    let (counts, stages, notable, failure, partial, canBeResumed) = sequencer.withCommitter { committer in
      committer.balance(handedOut: handedOut)
      let isKept = isWhole && committer.failure == nil && committer.counts.exported == 0 && earlier != nil
      outcome.failures = committer.failures
      outcome.repeatedIDs = committer.ids?.repeated ?? RepeatedIDs()
      if isKept { committer.discard() } else if isWhole { committer.finish() }
      let partial = isKept || (isWhole && committer.failure == nil) ? [] : committer.abandon()
      return (
        committer.counts, committer.stages, committer.notable, committer.failure, partial, committer.canBeResumed
      )
    }
    outcome.counts = counts
    outcome.stages = stages
    outcome.notable = notable
    outcome.partial = partial
    outcome.canBeResumed = canBeResumed
    if let failure {
      outcome.ending = Self.ending(failure)
    } else if let readError {
      outcome.ending = .failed(readError)
    } else if interrupted {
      outcome.ending = .interrupted
    } else if isWhole, counts.exported == 0, let earlier {
      outcome.outputs = []
      outcome.ending = .exportedNothing(
        "nothing was exported, so that '\(earlier)' stays as it was; --force replaces it")
    } else if counts.read == 0, let empty = outcome.emptyInputs.first {
      outcome.ending = .missingInput("no file is to be found in '\(empty)'" + outcome.strayLinks.hint)
    }
  }

  private static func ending(_ failure: any Error) -> RunOutcome.Ending {
    switch failure {
    case let imbalance as Committer.Imbalance: .unbalanced(imbalance.description)
    case let failure as FileSystem.Failure where failure.isClosedPipe: .outputClosed(failure.path)
    case let error as StageError: error.endsRun ? .failed("\(error)") : .stopped("\(error)")
    default: .failed("\(failure)")
    }
  }

  /// Reads the input once more for each stage that wants to see all of it first, unless an earlier run has done so.
  ///
  /// - Returns: The recipe, whose stages have adopted their models, and the hashes of these in the journal.
  func surveyed(
    _ journal: Journal?, _ checkpoint: Checkpoint?, _ watch: Watch
  ) async throws -> (SurveyedRecipe, [Int: UInt64]) {
    var prepared = SurveyedRecipe(recipe)
    var hashes: [Int: UInt64] = [:]
    for index in recipe.steps.indices where !settings.token.isCancelled {
      guard let stage = recipe.steps[index].surveying, stage.wantsSurvey else { continue }
      hashes[index] = try await adopt(stage, &prepared, index, journal, checkpoint?.models[index], watch)
    }
    return (prepared, hashes)
  }

  /// Has a stage adopt its model: the one in the journal, or what it learns from a survey that is conducted now.
  ///
  /// - Returns: The model's hash in the journal, if it is there.
  private func adopt<S: SurveyingStage>(
    _ stage: S, _ prepared: inout SurveyedRecipe, _ index: Int, _ journal: Journal?, _ hash: UInt64?, _ watch: Watch
  ) async throws -> UInt64? {
    if let hash, let model: S.Model = journal?.model(stage: index, hash: hash) {
      _ = try prepared.adopt(model, by: stage, at: index)
      return hash
    }
    let result = try await survey(stage, prepared, index, watch, journal?.spillFolder ?? .temporary)
    // Of half a survey nothing is learned that would be kept.
    if settings.token.isCancelled { return nil }
    _ = try prepared.learn(from: result.survey, by: stage, at: index)
    return try prepared.models.last.flatMap { try journal?.save($0.encoded) }
  }

  /// Conducts the survey for a stage.
  ///
  /// - Returns: The survey, the counts of the reading, and inputs in which there was no file.
  func survey<S: SurveyingStage>(
    _ stage: S, _ prepared: SurveyedRecipe, _ index: Int, _ watch: Watch, _ folder: SpillFolder
  ) async throws -> (survey: S.Survey, counts: DocumentCounts, empty: [String]) {
    let recipe = prepared.recipe
    let source = SharedSource(DocumentSource(items, readers, limit: settings.limit, sample: watch.sample))
    let pool = SurveyPool<S.Survey>(workers: settings.jobs, folder: folder)
    let sequencer = Sequencer(SurveyPass<S>.Merger(pool), window: settings.jobs * 2 + 4, bytes: 64 << 20)
    let phase = "\(recipe.steps[index].name) surveys"
    if isIsolated {
      let assignment = WorkerSetup(prepared, surveyed: index)
      try await pump(source, sequencer, watch, phase: phase) { IsolatedWorker(recipe, assignment) }
    } else {
      let pass = SurveyPass(stage: stage, recipe: recipe, index: index)
      try await pump(source, sequencer, watch, phase: phase) { SurveyPass<S>.Worker(pass) }
    }
    if let error = source.error { throw StageError("unreadable-input", error) }
    let (counts, failure) = sequencer.withCommitter { ($0.counts, $0.failure) }
    if let failure { throw failure }
    let survey = try pool.takeAll()
    watch.events?(.surveyed(stage: recipe.steps[index].name, documents: counts.read))
    return (survey, counts, source.empty)
  }

  /// Takes all batches of a source through workers to the committer.
  func pump<Worker: BatchWorker, Committer: Committing>(
    _ source: SharedSource<some BatchSource & ~Copyable & SendableMetatype>, _ sequencer: Sequencer<Committer>,
    _ watch: Watch, phase: String? = nil,
    _ makeWorker: @escaping @Sendable () -> Worker
  ) async throws where Worker.Product == Committer.Product {
    let blocks =
      isIsolated || recipe.steps.contains(where: \.takesBatches)
      || recipe.input?.contains { source in
        source.readers.all.contains { $0.spec.name == source.reader && $0.spec.waits }
      }
        == true
    let executor = blocks ? try BlockingExecutor(threads: settings.jobs) : nil
    defer { executor?.close() }
    let watcher = watch.progress.map { progress in
      Task {
        while !Task.isCancelled {
          let counts = sequencer.counts
          progress(
            Progress(
              counts: counts, seconds: MonotonicClock.seconds() - watch.start, resumedBytes: watch.resumedBytes,
              totalBytes: watch.sample == nil ? watch.scan.now?.bytes : nil, phase: phase))
          try? await Task.sleep(for: .milliseconds(200))
        }
      }
    }
    await withTaskGroup { group in
      for _ in 0..<settings.jobs {
        group.addTask(executorPreference: executor) {
          var worker = makeWorker()
          var batch = RawBatch()
          while !sequencer.hasFailed, await source.next(into: &batch) {
            await sequencer.submit(worker.run(batch))
            // Let others on: the one who shows progress, and workers that are more than there are cores.
            await Task.yield()
          }
        }
      }
    }
    watcher?.cancel()
    await watcher?.value
  }

  /// Whether stages run in child processes: limits can be kept only there.
  private var isIsolated: Bool { settings.isolates || recipe.limits != nil }

  /// Who looks on while a run goes on, and what for.
  struct Watch: Sendable {
    var progress: ProgressReport?
    var events: RunEventReport?
    /// When the run began, by ``MonotonicClock``.
    var start: Double
    var scan: PendingScan
    /// Bytes that an earlier run had read.
    var resumedBytes = 0
    /// The documents that are taken; `nil` for all.
    var sample: Sample?
  }
}
