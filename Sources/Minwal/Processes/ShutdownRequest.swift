import Synchronization

/// That someone wants this process to end. Whoever waits for a program then goes on waiting for a moment only.
package enum ShutdownRequest {
  /// When it began, by ``MonotonicClock``; 0 before.
  private static let began = Atomic<UInt64>(0)
  /// How long answers may still take: a program that works well gets done with what it has in hand.
  private static let grace: UInt64 = 1_000_000_000

  /// Makes ready for ``begin()``, which is then safe to call in a signal handler.
  package static func prepare() { _ = began.load(ordering: .relaxed) }

  /// Says that this process is to end.
  package static func begin() { began.store(MonotonicClock.nanoseconds(), ordering: .relaxed) }

  /// Whether no one is to wait any more.
  package static var isOver: Bool {
    let began = began.load(ordering: .relaxed)
    return began > 0 && MonotonicClock.nanoseconds() >= began + grace
  }
}
