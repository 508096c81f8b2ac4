import Synchronization

/// Whether a program has ever worked, for all workers of a process together: one that fails on every document is not to be
/// asked for the rest of a corpus.
package final class ProgramRecord: Sendable {
  /// So many documents in a row may be what is wrong.
  package static let mostFailures = 8

  private let state = Mutex((hasWorked: false, failures: 0))

  /// Creates the record of a program that was not asked for a document yet.
  package init() {}

  /// Notes that the program has worked on a document.
  package func worked() { state.withLock { $0.hasWorked = true } }

  /// Notes that the program has failed on a document.
  ///
  /// - Returns: Whether it is time to see if it works on anything.
  package func failed() -> Bool {
    state.withLock { state in
      state.failures += 1
      return !state.hasWorked && state.failures >= Self.mostFailures
    }
  }

  /// The error that ends the run, of a program that has failed on documents and on all that it was tried with.
  package static func hopeless(_ call: ProgramCall, _ error: StageError, hint: String = "") -> StageError {
    .unavailable(
      "the stage cannot continue: '\(call.program)' has failed on the first \(mostFailures) documents, and on texts that it was "
        + "tried with: \(error.message)\(hint)")
  }
}
