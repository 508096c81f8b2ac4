import CLinux
import Glibc

/// Sees to it that no process outlives the one that started it, not even after `kill -9`.
///
/// A process that waits for its standard input ends when that is closed, as the system does for every process that
/// ends. One that loops, or has started others, does not; so there is a process that does nothing but wait for the end
/// of this one, and then kills the groups that were registered with it. (`PR_SET_PDEATHSIG` would leave out what they have
/// started, and would come when the thread ends that started them.) It is started with the first of them.
///
/// A process that detaches itself, as daemons do, is of no group that is known. It is found by the ``mark`` that it has
/// inherited. One that has thrown away its environment too becomes a child of this process (``Orphans``), and is ended
/// with it, unless that is killed.
package enum ProcessReaper {
  /// The environment variable that has the mark.
  static let variable = "MINWAL_RUN"

  /// What every process that this one starts has in its environment, and nothing else has. It begins with the mark of
  /// the run that this process is a part of, if it is, so that such a run finds it too.
  static let mark: String = {
    // Of marks within marks without end, and of someone's other use of the name, nothing is kept.
    let outer = FileSystem.environmentVariable(variable).flatMap { $0.utf8.count < 500 && $0.hasSuffix(".") ? $0 : nil }
    return "\(variable)=\(outer ?? "")\(getpid())-\(MonotonicClock.nanoseconds())."
  }()

  private struct Process: Sendable {
    let socket: Int32
    let identifier: pid_t
  }

  private static let process: Process = {
    var identifier: pid_t = -1
    // Never freed: the reaper looks at it at the end. It has a copy, and so has anyone who calls at exit.
    let socket = unsafe minwal_start_guardian(strdup(mark), &identifier)
    atexit { ProcessReaper.finish() }
    return Process(socket: socket, identifier: identifier)
  }()

  /// Starts the reaper, so that it has nothing that is opened later.
  package static func start() {
    Orphans.noteOwn(process.identifier)
  }

  /// An environment with the mark, in place of that of the run which this process is a part of.
  static func marked(_ environment: [String]) -> [String] {
    start()
    return environment.filter { !$0.hasPrefix(variable + "=") } + [mark]
  }

  /// Watches over a process group.
  static func watch(_ group: pid_t) { send(group) }

  /// Forgets a process group, of which nothing is left.
  static func forget(_ group: pid_t) { send(-group) }

  /// Has the reaper do its work now, and waits for it: when this process has ended, nothing that it started is left.
  private static func finish() {
    send(0)
    var request = pollfd(fd: process.socket, events: Int16(POLLIN), revents: 0)
    // Closed by the reaper's end. It is seconds only if the system is very busy.
    if process.socket >= 0 { _ = unsafe poll(&request, 1, 5_000) }
    Orphans.end(mark: mark)
  }

  private static func send(_ number: pid_t) {
    var number = number
    // Without a reaper, processes that do not look at their standard input may be left over; this is not a reason to
    // fail.
    _ = unsafe Glibc.send(process.socket, &number, MemoryLayout<pid_t>.size, Int32(MSG_NOSIGNAL))
  }
}
