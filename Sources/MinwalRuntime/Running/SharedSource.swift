import Minwal
import Synchronization

/// The input, which one worker at a time reads from.
final class SharedSource<Source: BatchSource & ~Copyable & SendableMetatype>: Sendable {
  private struct State: ~Copyable {
    var source: Source
    var error: String?
  }

  /// Who reads, and who waits for that.
  private struct Turn {
    var isTaken = false
    /// Those who wait, the longest last.
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>
  private let turn = Mutex(Turn())

  init(_ source: consuming sending Source) { state = Mutex(State(source: source, error: nil)) }

  var error: String? { state.withLock { $0.error } }
  var empty: [String] { state.withLock { $0.source.empty } }

  /// How many documents were handed out.
  var count: Int { state.withLock { $0.source.count } }

  /// Fills the next batch; `false` at the end, also after an error.
  ///
  /// While another worker reads, this one is suspended and does not block, so that a slow pipe leaves threads to those
  /// who write and who show progress, and costs nothing.
  func next(into batch: inout RawBatch) async -> Bool {
    await takeTurn()
    defer { passTurn() }
    return state.withLock { state in
      guard state.error == nil else { return false }
      do {
        return try state.source.next(into: &batch)
      } catch {
        state.error = "\(error)"
        return false
      }
    }
  }

  private func takeTurn() async {
    await withCheckedContinuation { continuation in
      let isFree = turn.withLock { turn in
        guard turn.isTaken else {
          turn.isTaken = true
          return true
        }
        turn.waiting.insert(continuation, at: 0)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Gives the turn to the one who has waited longest.
  private func passTurn() {
    let next = turn.withLock { turn in
      let next = turn.waiting.popLast()
      turn.isTaken = next != nil
      return next
    }
    next?.resume()
  }
}
