import Glibc
import Synchronization

/// A run's own cancellation and deadline. A process can hold many runs, each of which looks at its own.
///
/// A run that is cancelled ends after the batches in flight, and whoever waits for a program or a server goes on
/// waiting for a moment only.
public final class RunToken: Sendable {
  /// The token of the run that the current task works for; outside of runs, one that no one cancels.
  @TaskLocal public static var current = RunToken()

  /// How long answers may still take after the end: a program that works well gets done with what it has in hand.
  private static let grace: UInt64 = 1_000_000_000

  /// When the run was cancelled, by ``MonotonicClock``; 0 before.
  private let cancelled = Atomic<UInt64>(0)
  /// When the run's time is over.
  private let deadline: UInt64

  /// Creates a token.
  ///
  /// - Parameter timeLimit: How long the run may take from now on; `nil` for as long as it needs.
  public init(timeLimit: TimeSpan? = nil) {
    deadline = timeLimit.map { MonotonicClock.nanoseconds() + UInt64(clamping: $0.milliseconds) * 1_000_000 } ?? .max
  }

  /// Asks for an orderly end. It is safe to call in a signal handler; only the first call counts.
  public func cancel() {
    _ = cancelled.compareExchange(expected: 0, desired: MonotonicClock.nanoseconds(), ordering: .relaxed)
  }

  /// Whether the run is to end: nothing more is begun.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) > 0 || isLate(by: 0) }

  /// Whether the run's time was over before anyone cancelled it.
  public var isPastDeadline: Bool { cancelled.load(ordering: .relaxed) == 0 && isLate(by: 0) }

  /// Whether no one is to wait any more, also for what was begun.
  public var isOver: Bool {
    let cancelled = cancelled.load(ordering: .relaxed)
    return cancelled > 0 && MonotonicClock.nanoseconds() >= cancelled + Self.grace || isLate(by: Self.grace)
  }

  private func isLate(by grace: UInt64) -> Bool {
    deadline != .max && MonotonicClock.nanoseconds() >= deadline + grace
  }

  /// Blocks the thread for so many nanoseconds, or until ``isOver``.
  public func pause(nanoseconds: UInt64) {
    let end = MonotonicClock.nanoseconds() + nanoseconds
    while !isOver {
      let now = MonotonicClock.nanoseconds()
      guard now < end else { return }
      usleep(UInt32(min(100_000, (end - now + 999) / 1000)))
    }
  }

  /// Waits until a pipe has something to read.
  ///
  /// - Returns: `false` if the run is to end instead.
  package func waitForInput(_ descriptor: Int32) -> Bool {
    while !isCancelled {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&request, 1, 100) > 0 { return true }
    }
    return false
  }
}
