import Logging
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalView

/// What happens in runs, as a log.
struct RunLog: Sendable {
  private var logger: Logger
  private let format: LogOptions.Format

  init(_ format: LogOptions.Format, level: Logger.Level) {
    self.format = format
    logger = Logger(label: "minwal") { label in
      switch format {
      case .json: JSONLogHandler()
      case .text: TextLogHandler(label: label)
      }
    }
    logger.logLevel = level
  }

  /// Whether standard error has nothing but the log.
  var standsAlone: Bool { format == .json }

  /// A run begins.
  func begin(_ recipe: Recipe, jobs: Int) {
    logger.info(
      "run begun",
      metadata: [
        "recipe": "\(recipe.file)", "name": "\(recipe.name)", "fingerprint": "\(recipe.fingerprint)",
        "jobs": .stringConvertible(jobs),
      ])
  }

  /// What the runner calls.
  func events(of recipe: Recipe) -> RunEventReport {
    { event in
      switch event {
      case .surveyed(let stage, let documents):
        logger.info(
          "survey done",
          metadata: ["name": "\(recipe.name)", "stage": "\(stage)", "documents": .stringConvertible(documents)])
      case .checkpoint(let documents, let bytes):
        logger.debug(
          "checkpoint made",
          metadata: [
            "name": "\(recipe.name)", "documents": .stringConvertible(documents), "bytes": .stringConvertible(bytes),
          ])
      case .note(let stage, let message):
        logger.notice(
          "stage says", metadata: ["name": "\(recipe.name)", "stage": "\(stage)", "message": "\(message)"])
      case .quarantined(let id, let place, let stage, let code, let message):
        logger.warning(
          "document quarantined",
          metadata: [
            "name": "\(recipe.name)", "id": "\(id)", "input": "\(place)", "stage": "\(stage ?? "read")",
            "code": "\(code)", "error": "\(message)",
          ])
      }
    }
  }

  /// A run has ended. It is an error if it did not end as it should, and a warning if documents were quarantined.
  func end(_ ending: RunEnding) {
    let counts = ending.outcome.counts
    var metadata: Logger.Metadata = [
      "name": "\(ending.recipe.name)", "ending": "\(ending.outcome.ending.name)",
      "read": .stringConvertible(counts.read),
      "exported": .stringConvertible(counts.exported), "dropped": .stringConvertible(counts.dropped),
      "quarantined": .stringConvertible(counts.quarantined),
      "bytes": .stringConvertible(counts.bytes),
      "done-before": .stringConvertible(ending.outcome.resumed?.documents ?? 0),
      "seconds": .stringConvertible(ending.outcome.seconds),
    ]
    let passedOver = counts.passedOver.counts.reduce(0) { $0 + $1.count }
    if passedOver > 0 { metadata["passed-over"] = .stringConvertible(passedOver) }
    if ending.outcome.strayLinks.count > 0 {
      metadata["links-passed-over"] = .stringConvertible(ending.outcome.strayLinks.count)
    }
    if ending.outcome.specialFiles.count > 0 {
      metadata["special-files-passed-over"] = .stringConvertible(ending.outcome.specialFiles.count)
    }
    if ending.outcome.repeatedIDs.count > 0 {
      metadata["repeated-ids"] = .stringConvertible(ending.outcome.repeatedIDs.count)
    }
    if !ending.outcome.changedInputs.isEmpty {
      metadata["changed-inputs"] = .array(ending.outcome.changedInputs.map { "\($0)" })
    }
    if let problem = ending.problem { metadata["error"] = "\(problem)" }
    let level: Logger.Level =
      ending.problem != nil
      ? .error : ending.status != nil || !ending.outcome.changedInputs.isEmpty ? .warning : .info
    logger.log(level: level, "run ended", metadata: metadata)
  }

  /// Something went wrong that has to do with no run.
  func fail(_ message: String) { logger.error("failed", metadata: ["error": "\(message)"]) }
}
