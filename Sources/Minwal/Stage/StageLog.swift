import Synchronization

/// What stages say while they work, for anyone who keeps the log of a run.
///
/// Much of it is cut short: what a program repeats for every document of a million helps no one.
package final class StageLog: Sendable {
  /// Gets a stage's name and what it says.
  package typealias Listener = @Sendable (_ stage: String, _ message: String) -> Void

  private let listener = Mutex<Listener?>(nil)
  private let allowances = Mutex<[String: LogRateLimiter]>([:])

  package init() {}

  /// Sends what is said from now on to someone; `nil` for standard error.
  package func attach(_ listener: Listener?) { self.listener.withLock { $0 = listener } }

  /// Says something, unless too much has been said lately.
  package func note(_ stage: String, _ message: String) {
    let now = MonotonicClock.nanoseconds()
    let messages = allowances.withLock { $0[stage, default: LogRateLimiter(at: now)].passing(message, at: now) }
    for message in messages { send(stage, message) }
  }

  /// Tells how much was left out at last.
  package func flush() {
    let withheld = allowances.withLock { allowances in
      allowances.keys.sorted().map { ($0, allowances[$0]?.takeWithheld() ?? []) }
    }
    for (stage, messages) in withheld { for message in messages { send(stage, message) } }
  }

  private func send(_ stage: String, _ message: String) {
    if let listener = listener.withLock({ $0 }) { return listener(stage, message) }
    ("\(stage): \(message)\n" as PrintableText).print(to: 2)
  }
}
