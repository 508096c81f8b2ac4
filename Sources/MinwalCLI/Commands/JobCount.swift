import ArgumentParser
import Glibc

/// How many batches a command works on at once.
enum JobCount {
  private static let range = 1...256

  /// Finds out how many: as many as `--jobs` says, else as there are cores.
  ///
  /// - Parameter jobs: What `--jobs` says; `nil` if it is not given.
  /// - Returns: The number, in range.
  static func count(_ jobs: Int? = nil) -> Int {
    jobs ?? max(range.lowerBound, min(range.upperBound, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }

  /// Checks what `--jobs` says.
  ///
  /// - Throws: `ValidationError` if it is out of range.
  static func validate(_ jobs: Int?) throws {
    if let jobs, !range.contains(jobs) {
      throw ValidationError("'--jobs' takes a number from \(range.lowerBound) to \(range.upperBound).")
    }
  }
}
