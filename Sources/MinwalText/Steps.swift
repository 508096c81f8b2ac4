import CSteps

/// Counts the steps of loops that could take more of them than their input warrants, so that tests can compare the
/// work for *n* with the work for 4 *n* without a clock.
///
/// Debug builds count, each thread for itself. In other builds nothing is left of it.
@usableFromInline
package enum Steps {
  /// Whether this build counts.
  package static var areCounted: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }

  /// Counts some steps.
  @inline(__always) @inlinable
  package static func count(_ steps: @autoclosure () -> Int = 1) {
    #if DEBUG
      add(steps())
    #endif
  }

  @usableFromInline
  static func add(_ steps: Int) { minwal_steps_add(steps) }

  /// How many steps some work takes on this thread.
  package static func taken(by work: () throws -> Void) rethrows -> Int {
    let before = minwal_steps()
    try work()
    return minwal_steps() - before
  }
}
