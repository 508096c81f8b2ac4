import Glibc
import Minwal
import Synchronization

/// A wish to end the run, from a signal.
public enum Interruption {
  private static let signals = Atomic<Int>(0)

  /// Printed at a second signal.
  private static let farewell: StaticString = "\nstopped at once; --resume continues from the last checkpoint\n"

  /// Whether someone asked to end.
  public static var isRequested: Bool { signals.load(ordering: .relaxed) > 0 }

  /// Makes SIGINT, SIGTERM and SIGHUP ask for an orderly end; a second one ends the process at once, with code 75.
  /// SIGPIPE is ignored, so that a closed pipe is an error of `write`.
  public static func listen() {
    _ = signals.load(ordering: .relaxed)  // made before a signal can come
    ShutdownRequest.prepare()
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number) { _ in
        guard Interruption.signals.add(1, ordering: .relaxed).oldValue >= 1 else { return ShutdownRequest.begin() }
        // To a person; a log stays a log.
        if isatty(2) == 1 { unsafe write(2, Interruption.farewell.utf8Start, Interruption.farewell.utf8CodeUnitCount) }
        _exit(75)
      }
      // Under nohup, SIGHUP is ignored, and is to stay so.
      let ignore = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
      if unsafe unsafeBitCast(earlier, to: Int.self) == ignore {
        signal(number, SIG_IGN)
      }
    }
    signal(SIGPIPE, SIG_IGN)
  }

  /// Waits until a pipe has something to read; `false` if the run is to end instead.
  static func waitForInput(_ descriptor: Int32) -> Bool {
    while !isRequested {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if unsafe poll(&request, 1, 100) > 0 { return true }
    }
    return false
  }
}
