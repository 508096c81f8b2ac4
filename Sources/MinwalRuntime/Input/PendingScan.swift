import Synchronization

/// The scan of an input, which is taken while the run goes on.
final class PendingScan: Sendable {
  /// The outer optional: whether it was taken.
  private let taken: SharedValue
  private let task: Task<Void, Never>
  private let items: [InputItem]
  private let limit: Int?
  private let sample: Int?
  /// When the run began to read.
  private let start: Int

  private final class SharedValue: Sendable {
    let value = Mutex<InputScan??>(nil)
  }

  /// Begins to take the scan of some items, and calls `then` with it.
  init(_ items: [InputItem], limit: Int?, sample: Int? = nil, then: @escaping @Sendable (InputScan) -> Void = { _ in })
  {
    let taken = SharedValue()
    let start = InputScan.moment()
    self.taken = taken
    self.items = items
    self.limit = limit
    self.sample = sample
    self.start = start
    // A folder of many files takes its time, which is not to be taken from the workers.
    let executor = try? BlockingExecutor(threads: 1)
    task = Task(executorPreference: executor) {
      defer { executor?.close() }
      var scan = InputScan.take(items, limit: limit, sample: sample, since: start)
      // Documents may have been read before the scan saw their file.
      if let seen = scan, !seen.written.isEmpty { scan = seen.spoiled() }
      taken.value.withLock { $0 = .some(scan) }
      if let scan { then(scan) }
    }
  }

  deinit { task.cancel() }

  /// The scan, if it was taken by now and the input can be counted.
  var now: InputScan? { taken.value.withLock { $0 ?? nil } }

  /// Waits for the scan.
  ///
  /// - Returns: `nil` if the input cannot be counted.
  func wait() async -> InputScan? {
    await task.value
    return now
  }

  /// Looks once more at all files, when they were read, if the scan was taken by now. If they are not what they were,
  /// the scan is from now on that of no input.
  ///
  /// - Returns: What has changed since reading began, in words: names of files; none if nothing has.
  func changes() -> [String] {
    guard let first = now, let second = InputScan.take(items, limit: limit, sample: sample, since: start) else {
      return []
    }
    // What was written to before the scan came to it has spoiled that already.
    let isSame = first.written.isEmpty && first.fingerprint == second.fingerprint
    let changed = isSame ? second.written : second.touched
    if isSame, changed.isEmpty { return [] }
    taken.value.withLock { $0 = .some(first.spoiled()) }
    return changed.isEmpty ? ["the names in a folder"] : changed
  }
}
