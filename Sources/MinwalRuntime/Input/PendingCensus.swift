import Synchronization

/// The census of an input, which is taken while the run goes on.
final class PendingCensus: Sendable {
  /// The outer optional: whether it was taken.
  private let taken: SharedValue
  private let task: Task<Void, Never>

  private final class SharedValue: Sendable {
    let value = Mutex<InputCensus??>(nil)
  }

  /// Begins to take the census of some items.
  init(_ items: [InputItem], limit: Int?) {
    let taken = SharedValue()
    self.taken = taken
    task = Task {
      let census = InputCensus.take(items, limit: limit)
      taken.value.withLock { $0 = .some(census) }
    }
  }

  deinit { task.cancel() }

  /// The census, if it was taken by now and the input can be counted.
  var now: InputCensus? { taken.value.withLock { $0 ?? nil } }

  /// Waits for the census.
  ///
  /// - Returns: `nil` if the input cannot be counted.
  func wait() async -> InputCensus? {
    await task.value
    return now
  }
}
