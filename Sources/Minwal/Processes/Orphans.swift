import CLinux
import Glibc
import Synchronization

/// Processes that programs have started and left behind. They become children of this process, if it adopts them, and
/// end with it.
///
/// A library has no business with the children of the program that it is in: only the command line and the processes that
/// it starts for isolation adopt.
package enum Orphans {
  private struct State {
    var isAdopting = false
    /// Whether there are no children but our own and orphans.
    var areAllOurs = false
    /// Children that someone here waits for.
    var own: Set<pid_t> = []
    /// Children that had ended at the last look, and that no one had waited for.
    var dead: Set<pid_t> = []
  }

  private static let state = Mutex(State())
  /// When there is to be another look, by ``MonotonicClock``.
  private static let nextLook = Atomic<UInt64>(0)
  private static let interval: UInt64 = 1_000_000_000

  /// Has processes that lose their parent, and that descend from this one, become children of this one. To be called
  /// before anything is started.
  package static func adopt() {
    let areAllOurs = minwal_adopt_orphans() != 0
    state.withLock { ($0.isAdopting, $0.areAllOurs) = (true, areAllOurs) }
  }

  /// Notes a child that someone waits for.
  static func noteOwn(_ identifier: pid_t) { state.withLock { _ = $0.own.insert(identifier) } }

  /// Notes that someone has waited for a child.
  package static func forgetOwn(_ identifier: Int32) { state.withLock { _ = $0.own.remove(identifier) } }

  /// Waits for orphans that have ended, so that they do not fill the table of processes. It looks once a second at most.
  ///
  /// A child that no one here knows, and that was there at the last look, is one: a stage that has started a process
  /// itself does not leave it for so long.
  static func reap() {
    let now = MonotonicClock.nanoseconds()
    let due = nextLook.load(ordering: .relaxed)
    guard now >= due,
      nextLook.compareExchange(expected: due, desired: now + interval, ordering: .relaxed).exchanged
    else { return }
    state.withLock { state in
      guard state.isAdopting else { return }
      var found = [pid_t](repeating: 0, count: 4096)
      let count = unsafe minwal_dead_children(&found, Int32(found.count))
      let dead = Set(found.prefix(Int(count))).subtracting(state.own)
      for identifier in dead.intersection(state.dead) { waitpid(identifier, nil, WNOHANG) }
      state.dead = dead
    }
  }

  /// Ends all that is left, at the end of this process.
  static func end(mark: String) {
    let (isAdopting, areAllOurs) = state.withLock { ($0.isAdopting, $0.areAllOurs) }
    guard isAdopting else { return }
    if areAllOurs { minwal_end_children(nil) } else { unsafe minwal_end_children(mark) }
  }
}
