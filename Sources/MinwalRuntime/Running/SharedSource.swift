import Minwal
import Synchronization

/// The input, which one worker at a time reads from.
final class SharedSource: Sendable {
  private struct State: ~Copyable {
    var source: DocumentSource
    var error: String?
  }

  private let state: Mutex<State>

  init(_ source: consuming sending DocumentSource) { state = Mutex(State(source: source, error: nil)) }

  var error: String? { state.withLock { $0.error } }
  var empty: [String] { state.withLock { $0.source.empty } }

  /// Fills the next batch; `false` at the end, also after an error.
  func next(into batch: inout RawBatch) -> Bool {
    state.withLock { state in
      guard state.error == nil else { return false }
      do {
        return try state.source.next(into: &batch)
      } catch {
        state.error = "\(error)"
        return false
      }
    }
  }
}
