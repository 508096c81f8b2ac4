import Minwal
import MinwalRecipe

extension Runner {
  /// Runs the documents of the quarantine again, with the recipe as it is now.
  ///
  /// What they yield is added at the end of the finished run's output, and the counts are changed as if they had been
  /// read now for the first time. Those that fail again stay. The output is replaced as a whole, so that a retry that
  /// is killed has either happened or not.
  ///
  /// - Parameters:
  ///   - progress: Called several times a second with the counts so far; `nil` if progress is not shown.
  ///   - events: Called with what happens; `nil` if events are not logged.
  /// - Returns: How it ended; nothing is thrown.
  public func retry(progress: ProgressReport? = nil, events: RunEventReport? = nil) async -> RunOutcome {
    await conduct(progress, events) { outcome, watch in
      watch.scan = PendingScan(items, limit: settings.limit)
      outcome.quarantineFolder = Quarantine.folder(root: outputRoot, recipe)
      try await retry(&outcome, watch)
    }
  }

  private func retry(_ outcome: inout RunOutcome, _ watch: Watch) async throws {
    guard let journal = try openJournal(), let checkpoint = try journal.load() else {
      outcome.ending = .refused(
        "there is no run in '\(outputRoot.isEmpty ? "." : outputRoot)' whose documents could be tried again; name the folder of "
          + "its output with --output")
      return
    }
    if checkpoint.phase != .finished {
      outcome.ending = .refused("the run has not ended; end it with 'minwal run --resume' first")
      return
    }
    if let problem = missingOutput(of: checkpoint, journal, adding: true) {
      outcome.ending = .refused("cannot add to the output of the run: \(problem)")
      return
    }
    let entries = try QuarantineEntry.all(in: outcome.quarantineFolder)
    outcome.retried = entries.count
    // What stages have learned counts as long as they would learn the same.
    let isSame = checkpoint.identity.recipe == recipe.fingerprint
    let (prepared, models) = try await surveyed(entries.isEmpty ? nil : journal, isSame ? checkpoint : nil, watch)
    let recipe = prepared.recipe
    let outputs = try makeOutputs(journal, checkpoint, adding: !entries.isEmpty)
    outcome.outputs = outputs.map(\.description)
    let quarantine = try Quarantine(
      root: outputRoot, recipe, log: journal.nameLog("quarantine"), resuming: checkpoint.quarantine)
    let keeper = CheckpointKeeper(journal, identity: checkpoint.identity, models: models)
    let sequencer = sequencer(
      Committer(
        recipe.steps, outputs: outputs, quarantine: quarantine, keeper: keeper, resuming: checkpoint,
        retrying: entries, events: watch.events))
    let source = SharedSource(QuarantineSource(outcome.quarantineFolder, entries, readers, items))
    if !entries.isEmpty { try await process(prepared, source, sequencer, watch) }
    await conclude(&outcome, sequencer, source, watch.scan)
  }
}
