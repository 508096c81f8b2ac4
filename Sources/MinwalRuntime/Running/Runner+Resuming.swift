import Minwal
import MinwalRecipe

extension Runner {
  /// How a run begins.
  enum Beginning {
    /// With the first document. An unfinished run, whose work counts no more, may have done so many.
    case anew(discarded: Int?)
    /// Where an earlier run has stopped.
    case resumed(Checkpoint)
    /// Not at all.
    case refused(String)
  }

  /// Opens the journal, which nobody else may have; `nil` if the records go to standard output and are gone.
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
        "locked",
        "another run of '\(recipe.name)' is writing to '\(outputRoot.isEmpty ? "." : outputRoot)'; wait for it, or "
          + "give this one a folder of its own with --output")
    }
  }

  /// Decides whether to go on with an earlier run.
  func beginning(_ journal: Journal?, _ census: PendingCensus) async throws -> Beginning {
    guard let journal else {
      if settings.beginning == .resumed {
        return .refused("what went to standard output is gone, so that no run can go on with it; leave out --resume")
      }
      return .anew(discarded: nil)
    }
    let checkpoint: Checkpoint?
    do {
      checkpoint = try journal.load()
    } catch let damage as Journal.Damaged {
      if settings.beginning != .resumed { return .anew(discarded: nil) }
      return .refused("the journal \(damage.path) is damaged; --restart begins anew")
    }
    guard let checkpoint else { return .anew(discarded: nil) }
    let discarded = checkpoint.phase == .finished ? nil : checkpoint.ledger.read
    guard settings.beginning != .anew else { return .anew(discarded: discarded) }
    let identity = RunIdentity(recipe: recipe.fingerprint, input: await census.wait()?.fingerprint)
    if let problem = identity.difference(from: checkpoint.identity) ?? missingOutput(of: checkpoint) {
      if settings.beginning == .resumedOrAnew { return .anew(discarded: discarded) }
      return .refused("cannot go on with the earlier run: \(problem); --restart begins anew")
    }
    return .resumed(checkpoint)
  }

  /// What is not there any more of the outputs that an earlier run has written.
  private func missingOutput(of checkpoint: Checkpoint) -> String? {
    guard checkpoint.stages.count == recipe.steps.count, checkpoint.outputs.count == recipe.steps.exporters.count else {
      return "its journal is of another recipe"
    }
    for (exporter, position) in zip(recipe.steps.exporters, checkpoint.outputs) {
      let path = outputPath(exporter)
      switch exporter.destination.layout {
      case .oneFile:
        let partial = (try? FileSystem.status(path + ".partial").size) ?? -1
        let whole = checkpoint.phase == .running ? -1 : (try? FileSystem.status(path).size) ?? -1
        if whole != position.bytes, partial < position.bytes {
          return "'\(checkpoint.phase == .finished ? path : path + ".partial")' is gone, or not what it was"
        }
      case .filePerDocument:
        if position.records > 0, (try? FileSystem.status(path).kind) != .folder { return "'\(path)' is gone" }
      }
    }
    return nil
  }
}
