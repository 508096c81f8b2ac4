import Synchronization

/// Whether a program has ever worked, for all workers of a process together.
final class ProgramLuck: Sendable {
  private let state = Mutex((hasWorked: false, failures: 0))

  func worked() { state.withLock { $0.hasWorked = true } }

  /// Notes a failure.
  ///
  /// - Returns: Whether there were too many, and nothing else.
  func failed(atMost most: Int) -> Bool {
    state.withLock { state in
      state.failures += 1
      return !state.hasWorked && state.failures >= most
    }
  }
}
