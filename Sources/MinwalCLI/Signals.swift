import Glibc
import Minwal

/// The signals that ask this process to end. Nothing below the command line knows of them: they cancel its run.
enum Signals {
  /// The token of all runs of this process.
  private static let token = RunToken()
  /// Printed at a second signal.
  private static let farewell: StaticString = "\nstopped at once; --resume continues from the last checkpoint\n"

  /// Makes SIGINT, SIGTERM and SIGHUP cancel the process's runs; a second one ends the process at once, with code 75.
  /// SIGPIPE is ignored, so that a closed pipe is an error of `write`.
  ///
  /// - Returns: The token that is cancelled.
  static func listen() -> RunToken {
    let token = token  // made before a signal can come
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number) { _ in
        guard Signals.token.isCancelled else { return Signals.token.cancel() }
        // To a person; a log stays a log.
        if isatty(2) == 1 { unsafe write(2, Signals.farewell.utf8Start, Signals.farewell.utf8CodeUnitCount) }
        _exit(75)
      }
      // Under nohup, SIGHUP is ignored, and is to stay so.
      let ignore = unsafe unsafeBitCast(SIG_IGN, to: Int.self)
      if unsafe unsafeBitCast(earlier, to: Int.self) == ignore {
        signal(number, SIG_IGN)
      }
    }
    signal(SIGPIPE, SIG_IGN)
    return token
  }
}
