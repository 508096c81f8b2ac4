import Glibc
import Minwal

/// How a child process came to its end before it had answered.
struct WorkerExit: Error {
  enum Kind: Equatable {
    /// It ended itself, without having been asked to.
    case exited(status: Int32)
    /// A signal ended it: a trap, a wrong address, or the system.
    case signal(Int32)
    /// The parent ended it, since a document took longer than it may.
    case timedOut(limit: TimeSpan)
    /// The parent ended it, since it had more memory than it may.
    case outOfMemory(used: ByteCount, limit: ByteCount)
    /// The parent ended it, since its answer was none.
    case invalidReply
    /// The parent ended it, since it is to end itself.
    case interrupted
  }

  var kind: Kind
  /// The flight recorder's last entry.
  var entry: FlightRecorder.Entry
  /// What it has printed to standard error since its last answer.
  var stderrTail: String
  /// Whether the document in hand, and no other, is to blame.
  var isCertain = false
  /// Whether it had been sent documents, or was being sent them, also if it had not begun one.
  var hadDocuments = false

  /// Why a document is lost that the process died of.
  var cause: Recovery.Cause { Recovery.Cause(stage: entry.stage, error: error) }

  /// The error that the document in hand is quarantined with.
  private var error: StageError {
    switch kind {
    case .exited(let status):
      StageError(.stageCrashed, "the process that it ran in ended itself with code \(status)" + quoted)
    case .signal(SIGKILL):
      StageError(
        .outOfMemory,
        "the process that it ran in was killed; the system does so when memory runs out (signal \(SIGKILL))" + quoted)
    case .signal(let number):
      StageError(
        .stageCrashed, "the process that it ran in crashed: \(ProcessEnding.name(ofSignal: number))" + quoted)
    case .timedOut(let limit):
      StageError(.stageTimedOut, "it took longer than \(limit.optionDescription)")
    case .outOfMemory(let used, let limit):
      StageError(
        .outOfMemory,
        "the process that it ran in had \(used.bytes / 1_000_000) MB of memory; the limit is \(limit.optionDescription)"
      )
    case .interrupted: .interrupted
    case .invalidReply:
      StageError(.stageCrashed, "the process that it ran in gave no valid answer" + quoted)
    }
  }

  /// The process's last words, as they follow a message: Swift's line about what went wrong, or the last one.
  private var quoted: String {
    let lines = stderrTail.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
    guard let line = lines.last(where: { $0.contains("Fatal error") }) ?? lines.last else { return "" }
    return line.count > 300 ? ": \(line.prefix(300))…" : ": \(line)"
  }
}
