import Minwal
import MinwalRecipe

extension Runner {
  /// How a run begins.
  enum Beginning {
    /// With the first document. An unfinished run, whose work counts no more, may have done so many.
    case fromStart(discarded: Int?)
    /// Where an earlier run has stopped.
    case resumed(Checkpoint)
    /// Not at all.
    case refused(String)
  }

  /// Opens the journal, which one run has at a time; `nil` if the records go to standard output and are gone.
  func openJournal() throws -> Journal? {
    if settings.usesStandardOutput || recipe.steps.exporters.contains(where: \.destination.path.isStandardOutput) {
      return nil
    }
    if let root = settings.outputRoot {
      try FileSystem.forbidLinks(to: Journal.folder(root: "", recipe), below: root)
    }
    do {
      return try Journal(Journal.folder(root: outputRoot, recipe))
    } catch {
      guard error.code == FileSystem.Failure.lockedByAnother else { throw error }
      throw StageError(
        .locked,
        "another run of '\(recipe.name)' is writing to '\(outputRoot.isEmpty ? "." : outputRoot)'; wait for it, or "
          + "give this one a folder of its own with --output")
    }
  }

  /// Decides whether to resume an earlier run.
  func beginning(_ journal: Journal?, _ scan: PendingScan) async throws -> Beginning {
    guard let journal else {
      if settings.beginning == .resume {
        return .refused("what went to standard output is gone, so that no run can resume it; leave out --resume")
      }
      return .fromStart(discarded: nil)
    }
    let checkpoint: Checkpoint?
    do {
      checkpoint = try journal.load()
    } catch let damage as Journal.Damaged {
      if settings.beginning != .resume { return .fromStart(discarded: nil) }
      return .refused("the journal \(damage.path) is damaged; --restart starts over")
    }
    guard let checkpoint else { return .fromStart(discarded: nil) }
    let discarded = checkpoint.phase == .finished ? nil : checkpoint.counts.read
    let isUnfinished = discarded ?? 0 > 0
    if settings.beginning == .startOver || (settings.beginning == .startOverUnlessUnfinished && !isUnfinished) {
      return .fromStart(discarded: discarded)
    }
    let identity = RunIdentity(recipe: recipe.fingerprint, input: await scan.wait()?.fingerprint)
    let problem = identity.difference(from: checkpoint.identity) ?? missingOutput(of: checkpoint, journal)
    if settings.beginning == .startOverUnlessUnfinished {
      let done = "an unfinished run has done \(checkpoint.counts.read) documents"
      return .refused(
        problem.map { "\(done), and cannot be resumed: \($0); --restart starts over" }
          ?? "\(done); --resume continues with it, and --restart starts over")
    }
    if let problem {
      if settings.beginning == .resumeOrStartOver { return .fromStart(discarded: discarded) }
      return .refused("cannot resume the earlier run: \(problem); --restart starts over")
    }
    return .resumed(checkpoint)
  }

  /// What is not there any more, or not as it was, of what an earlier run has written.
  ///
  /// - Parameters:
  ///   - checkpoint: How far that run was.
  ///   - journal: Its journal.
  ///   - isAdding: Whether there is more to come behind files that are whole.
  /// - Returns: What is wrong, in words; `nil` if nothing is.
  func missingOutput(of checkpoint: Checkpoint, _ journal: Journal, adding isAdding: Bool = false) -> String? {
    guard checkpoint.stages.count == recipe.steps.count, checkpoint.outputs.count == recipe.outputs.count else {
      return "its journal is of another recipe"
    }
    for (index, exporter) in recipe.outputs.enumerated() {
      let place = place(exporter, index, journal)
      if let problem = exporter.problem(at: place, start(checkpoint, index, adding: isAdding)) { return problem }
    }
    // Documents may have left the quarantine of a run that has ended, and of a retry that ends now.
    guard checkpoint.phase == .running else { return nil }
    return Quarantine.problem(
      Quarantine.folder(root: outputRoot, recipe), names: journal.nameLog("quarantine"), checkpoint.quarantine)
  }
}
