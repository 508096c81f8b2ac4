import Glibc

/// Time that only goes forward, for measuring.
package enum MonotonicClock {
  /// Seconds since some moment.
  package static func seconds() -> Double { Double(nanoseconds()) / 1e9 }

  /// Nanoseconds since some moment.
  package static func nanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
