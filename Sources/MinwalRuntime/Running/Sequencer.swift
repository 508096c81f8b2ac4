import Minwal
import Synchronization

/// What workers make of a batch.
protocol BatchProduct: Sendable, BinaryCodable {
  /// The number of the batch.
  var number: Int { get }
  /// How much memory it takes, roughly.
  var size: Int { get }
  /// Counts records of the batch that are no documents, of which the worker knows nothing.
  mutating func count(passedOver: ReasonTally)
}

extension BatchProduct {
  mutating func count(passedOver: ReasonTally) {}
}

/// Makes products of batches. Each task has its own.
protocol BatchWorker: SendableMetatype {
  associatedtype Product: BatchProduct
  mutating func run(_ batch: borrowing RawBatch) -> Product
}

/// Takes the products of batches in the order of the input.
protocol Committing: Sendable {
  associatedtype Product: BatchProduct
  /// The document counts so far.
  var counts: DocumentCounts { get }
  /// Why nothing more is taken.
  var failure: (any Error)? { get }
  /// Takes the next product.
  mutating func commit(_ product: Product)
  /// Hands out work that any worker may do beside everything else.
  mutating func takeWork() -> [SinkWork]
}

extension Committing {
  mutating func takeWork() -> [SinkWork] { [] }
}

/// Puts products back into the order of their batches and hands them to the committer, which one worker at a time runs.
///
/// Products that came too early wait in a window that is bounded by count and bytes; a worker whose product does not
/// fit waits. The next batch in order always fits, so that someone can always go on.
final class Sequencer<Committer: Committing>: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: Committer.Product] = [:]
    var bytes = 0
    var isCommitting = false
    /// What the committer has to be done beside everything else.
    var work: [SinkWork] = []
    var blocked: [CheckedContinuation<Void, Never>] = []
    /// Copies of what the committer has, which is locked while it writes.
    var counts = DocumentCounts()
    var hasFailed = false
  }

  private let state = Mutex(State())
  private let committer: Mutex<Committer>
  private let window: Int
  private let byteLimit: Int

  /// Creates a sequencer.
  ///
  /// - Parameters:
  ///   - committer: Who gets the products, in order.
  ///   - window: How many products may wait.
  ///   - bytes: How many bytes they may have together.
  ///   - first: The number of the first batch.
  init(_ committer: consuming sending Committer, window: Int, bytes: Int, first: Int = 0) {
    let counts = committer.counts
    state.withLock { state in
      state.next = first
      state.counts = counts
    }
    self.committer = Mutex(committer)
    self.window = window
    byteLimit = bytes
  }

  /// Hands over a batch's product; returns when there is room for the next.
  func submit(_ product: Committer.Product) async {
    let isCommitter = state.withLock { state in
      state.waiting[product.number] = product
      state.bytes += product.size
      defer { state.isCommitting = true }
      return !state.isCommitting
    }
    if isCommitter { commitAll() }
    while let work = state.withLock({ $0.work.popLast() }) { work() }
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        // What waits, waits for a product that someone else is making or committing, and who will then resume this
        // one.
        let isFull = state.waiting.count > window || (state.bytes > byteLimit && state.waiting.count > 1)
        guard isFull else { return true }
        state.blocked.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
  }

  /// Whether the committer has given up, so that nothing more needs to be read.
  var hasFailed: Bool { state.withLock { $0.hasFailed } }

  /// The document counts so far; does not wait for a commit that is going on.
  var counts: DocumentCounts { state.withLock { $0.counts } }

  /// What the committer has, at the end.
  func withCommitter<Result>(_ body: (inout Committer) throws -> sending Result) rethrows -> sending Result {
    try committer.withLock { try body(&$0) }
  }

  private func commitAll() {
    while let product = state.withLock({ state -> Committer.Product? in
      guard let product = state.waiting.removeValue(forKey: state.next) else {
        state.isCommitting = false
        return nil
      }
      state.next += 1
      state.bytes -= product.size
      return product
    }) {
      let (counts, hasFailed, work) = committer.withLock { committer in
        committer.commit(product)
        return (committer.counts, committer.failure != nil, committer.takeWork())
      }
      let free = state.withLock { state in
        if !work.isEmpty { state.work += work }
        state.counts = counts
        state.hasFailed = hasFailed
        defer { state.blocked = [] }
        return state.blocked
      }
      for continuation in free { continuation.resume() }
    }
  }
}
