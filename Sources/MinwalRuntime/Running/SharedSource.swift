import Minwal
import Synchronization

/// The input, which one worker at a time reads from.
final class SharedSource<Source: BatchSource & ~Copyable & SendableMetatype>: Sendable {
  private struct State: ~Copyable {
    var source: Source
    var error: String?
  }

  private let state: Mutex<State>

  init(_ source: consuming sending Source) { state = Mutex(State(source: source, error: nil)) }

  var error: String? { state.withLock { $0.error } }
  var empty: [String] { state.withLock { $0.source.empty } }

  /// How many documents were handed out.
  var count: Int { state.withLock { $0.source.count } }

  /// Fills the next batch; `false` at the end, also after an error.
  ///
  /// While another worker reads, this one sleeps and does not block, so that a slow pipe leaves threads to those who
  /// write and who show progress.
  func next(into batch: inout RawBatch) async -> Bool {
    while true {
      let found = state.withLockIfAvailable { state -> Bool in
        guard state.error == nil else { return false }
        do {
          return try state.source.next(into: &batch)
        } catch {
          state.error = "\(error)"
          return false
        }
      }
      if let found { return found }
      try? await Task.sleep(for: .microseconds(100))
    }
  }
}
