import CLinux
import Glibc

/// Sees to it that no process outlives the one that started it, not even after `kill -9`.
///
/// A process that waits for its standard input ends when that is closed, as the system does for every process that
/// ends. One that loops, or has started others, does not; so there is a process that does nothing but wait for the end
/// of this one, and then kills the groups of those it was told of. (`PR_SET_PDEATHSIG` would leave out what they have
/// started, and would come when the thread ends that started them.) It is started with the first of them.
enum Guardian {
  private static let socket = minwal_start_guardian()

  /// Starts the guardian, so that it has nothing that is opened later.
  static func start() { _ = socket }

  /// Watches over a process group.
  static func watch(_ group: pid_t) { send(group) }

  /// Forgets a process group, of which nothing is left.
  static func forget(_ group: pid_t) { send(-group) }

  private static func send(_ number: pid_t) {
    var number = number
    // Without a guardian, processes that do not look at their standard input may be left over; that is no reason to
    // fail.
    _ = unsafe Glibc.send(socket, &number, MemoryLayout<pid_t>.size, Int32(MSG_NOSIGNAL))
  }
}
