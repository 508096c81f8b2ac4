import Foundation

/// CPU time of this process, in seconds.
func cpuSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The median CPU time of a piece of work, after one run that does not count.
func medianSeconds(runs: Int, _ work: () throws -> Void) rethrows -> Double {
  try work()
  var times: [Double] = []
  for _ in 0..<runs {
    let start = cpuSeconds()
    try work()
    times.append(cpuSeconds() - start)
  }
  return times.sorted()[times.count / 2]
}

/// What a child process used.
struct Usage {
  var cpuSeconds: Double
  var wallSeconds: Double
  /// Peak resident memory, in MB.
  var peakMegabytes: Double

  /// Runs a command to its end, with its messages thrown away.
  static func of(_ arguments: [String]) throws -> Usage {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var child: pid_t = 0
    var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { strings.forEach { free($0) } }
    let start = Date()
    guard posix_spawn(&child, arguments[0], &actions, nil, &strings, environ) == 0 else {
      throw CocoaError(.executableNotLoadable)
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(child, &status, 0, &usage)
    guard status == 0 else { throw CocoaError(.executableLoad, userInfo: ["status": status, "arguments": arguments]) }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return Usage(
      cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), wallSeconds: Date().timeIntervalSince(start),
      peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  /// The run with the median CPU time.
  static func median(of arguments: [String], runs: Int) throws -> Usage {
    try (0..<runs).map { _ in try of(arguments) }.sorted { $0.cpuSeconds < $1.cpuSeconds }[runs / 2]
  }
}

/// A table in Markdown.
func printTable(_ head: [String], _ rows: [[String]]) {
  print("| " + head.joined(separator: " | ") + " |")
  print("|" + head.map { _ in "---" }.joined(separator: "|") + "|")
  for row in rows { print("| " + row.joined(separator: " | ") + " |") }
  print("")
  fflush(nil)  // each table as soon as it is there
}

func figure(_ value: Double, _ decimals: Int = 0) -> String { String(format: "%.\(decimals)f", value) }
