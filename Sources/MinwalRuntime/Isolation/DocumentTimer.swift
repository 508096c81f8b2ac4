import Minwal

/// Measures how long a document is in hand, from looks at the flight recorder.
///
/// Time in which no one looked does not count: then this process was stopped, or the whole machine, and the child with
/// it.
struct DocumentTimer {
  /// Looks that are further apart than this, in nanoseconds, did not happen for want of running.
  private static let longestGap = 1_000_000_000

  private let limit: Int
  private var document = 0
  private var spent = 0
  private var last: Int

  /// Creates a timer.
  ///
  /// - Parameters:
  ///   - limit: How long a document may be in hand.
  ///   - now: The monotonic clock's nanoseconds.
  init(limit: TimeSpan, at now: Int) {
    self.limit = limit.milliseconds * 1_000_000
    last = now
  }

  /// Looks, and tells whether the document in hand has had its time.
  ///
  /// - Parameters:
  ///   - since: When the document was begun, in the monotonic clock's nanoseconds; 0 if there is none.
  ///   - now: The monotonic clock's nanoseconds.
  /// - Returns: Whether its time is over.
  mutating func hasRunOut(since: Int, at now: Int) -> Bool {
    let gap = min(now - last, Self.longestGap)
    last = now
    if since == document {
      spent += gap
    } else {
      document = since
      spent = min(gap, now - since)
    }
    return since != 0 && spent >= limit
  }
}
