import Minwal
import Synchronization

/// The input, which one worker at a time reads from.
final class SharedSource<Source: BatchSource & ~Copyable & SendableMetatype>: Sendable {
  private struct State: ~Copyable {
    var source: Source
    var error: String?
  }

  private struct Turn {
    var isTaken = false
    /// Workers that wait for it, in order.
    var waiting: [CheckedContinuation<Void, Never>] = []

    /// Takes it, if it is free.
    mutating func take() -> Bool {
      defer { isTaken = true }
      return !isTaken
    }
  }

  private let state: Mutex<State>
  private let turn = Mutex(Turn())

  init(_ source: consuming sending Source) { state = Mutex(State(source: source, error: nil)) }

  var error: String? { state.withLock { $0.error } }
  var empty: [String] { state.withLock { $0.source.empty } }

  /// How many documents were handed out.
  var count: Int { state.withLock { $0.source.count } }

  /// Looks at the source.
  func look<Value: Sendable>(_ body: (borrowing Source) -> Value) -> Value { state.withLock { body($0.source) } }

  /// Fills the next batch; `false` at the end, also after an error.
  ///
  /// While another worker reads, this one is suspended and does not block, so that a slow pipe leaves threads to those who
  /// write and who show progress.
  func next(into batch: inout RawBatch) async -> Bool {
    await takeTurn()
    defer { passTurn() }
    return state.withLock { state -> Bool in
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
    if turn.withLock({ $0.take() }) { return }
    await withCheckedContinuation { continuation in
      let isFree = turn.withLock { turn in
        if turn.take() { return true }
        turn.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Gives the turn to who has waited longest.
  private func passTurn() {
    let next = turn.withLock { turn -> CheckedContinuation<Void, Never>? in
      if turn.waiting.isEmpty {
        turn.isTaken = false
        return nil
      }
      return turn.waiting.removeFirst()
    }
    next?.resume()
  }
}
