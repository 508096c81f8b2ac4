import Glibc
import Minwal
import Synchronization

/// Sees to it that all workers together ask a server no more often than they may.
final class RateLimiter: Sendable {
  private let interval: UInt64
  /// When the next request may go, in nanoseconds of the monotonic clock.
  private let next = Mutex<UInt64>(0)

  /// Creates a limiter; `nil` allows any number of requests a second.
  init(perSecond: Double?) { interval = perSecond.map { UInt64(1e9 / $0) } ?? 0 }

  /// How long to wait before a request at some moment, in nanoseconds. Its turn is taken.
  func delay(at now: UInt64) -> UInt64 {
    guard interval > 0 else { return 0 }
    return next.withLock { next in
      let turn = max(next, now)
      next = turn + interval
      return turn - now
    }
  }
}
