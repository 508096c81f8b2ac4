import Glibc

/// What the operating system says that this process has used, or the processes that it has started and that have ended.
package struct ProcessUsage {
  package enum Whose {
    case itself, children
  }

  /// The most memory that was resident at once, in bytes; of several children, that of the one that had most.
  private(set) var peakMemory = 0
  /// Seconds of processor time, the kernel's for it too, over all threads.
  private(set) var cpuSeconds = 0.0

  package init(_ whose: Whose) {
    let who = whose == .itself ? RUSAGE_SELF : RUSAGE_CHILDREN
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(who.rawValue), &usage) == 0 else { return }
    // Linux counts it in kilobytes of 1024 bytes.
    peakMemory = usage.ru_maxrss * 1024
    for time in [usage.ru_utime, usage.ru_stime] { cpuSeconds += Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  }
}
