import Minwal
import MinwalRecipe

extension Runner {
  /// Ends the outputs of a run, whole or not, and tells how it went.
  func conclude(
    _ outcome: inout RunOutcome, _ sequencer: Sequencer<Committer>,
    _ source: SharedSource<some BatchSource & ~Copyable>,
    _ scan: PendingScan?
  ) async {
    let readError = source.error
    let interrupted = settings.token.isCancelled
    let handedOut = source.count
    outcome.emptyInputs = source.empty
    let isWhole = readError == nil && !interrupted && (handedOut > 0 || source.empty.isEmpty)
    // A run over few documents of many files is not to wait until all files were looked at. One that found nothing to read
    // has to know why.
    if readError == nil, !interrupted, settings.limit == nil || handedOut == 0 { _ = await scan?.wait() }
    outcome.strayLinks = scan?.now?.strayLinks ?? PassedOverPaths()
    outcome.specialFiles = scan?.now?.specialFiles ?? PassedOverPaths()
    // A retry reads what is in the quarantine.
    if outcome.retried == nil, !interrupted { outcome.changedInputs = scan?.changes() ?? [] }
    let earlier = outcome.retried == nil && !settings.replacesWithNothing ? earlierOutput() : nil
    let (counts, stages, notable, failure, partial, canBeResumed) = sequencer.withCommitter { committer in
      // A source that failed may have handed out what it had not counted yet.
      if readError == nil { committer.balance(handedOut: handedOut) }
      let isKept = isWhole && committer.failure == nil && committer.counts.exported == 0 && earlier != nil
      outcome.failures = committer.failures
      outcome.records = zip(committer.written, committer.rows).map { ($0, $1) }
      outcome.repeatedIDs = committer.ids?.repeated ?? RepeatedIDs()
      if isKept { committer.discard() } else if isWhole { committer.finish() }
      if isWhole, !isKept { outcome.files = committer.files }
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
      outcome.ending = .nothingFound(in: empty, outcome.strayLinks, outcome.specialFiles)
    }
  }

  static func ending(_ failure: any Error) -> RunOutcome.Ending {
    switch failure {
    case let imbalance as Committer.Imbalance: .unbalanced(imbalance.description)
    case let failure as FileSystem.Failure where failure.isClosedPipe: .outputClosed(failure.path)
    case let error as StageError: error.endsRun ? .failed("\(error)") : .stopped("\(error)")
    default: .failed("\(failure)")
    }
  }
}
