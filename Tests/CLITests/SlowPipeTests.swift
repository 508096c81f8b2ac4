import Foundation
import MinwalTestSupport
import Testing

/// Runs with many more workers than a slow input keeps busy.
@Suite struct SlowPipeTests {
  /// How many times the threads of a process went to sleep of their own accord, so far.
  private func sleeps(of process: Process) throws -> Int {
    let tasks = "/proc/\(process.processIdentifier)/task"
    return try FileManager.default.contentsOfDirectory(atPath: tasks).reduce(0) { sum, task in
      let status = (try? String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)) ?? ""
      let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
      return sum + (line?.split(separator: "\t").last.flatMap { Int($0) } ?? 0)
    }
  }

  /// Workers that wait for their turn sleep until it comes; each document is read as it arrives, in order.
  @Test(arguments: [65, 256])
  func idleWorkersDoNotPoll(_ jobs: Int) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "minwal: 1\ninput: { jsonl: '-' }\nstages:\n  - export: { format: jsonl, to: out/x.jsonl }\n", to: "r.yaml")
    let scratch = try TemporaryFolder()
    let pipe = Pipe()
    let process = try BuiltCommand.start(
      ["run", "r.yaml", "--jobs", "\(jobs)", "--progress", "none"], in: folder.url, scratch: scratch, pipe: pipe)
    try folder.wait(for: "out/x.jsonl.partial", from: process)
    usleep(300_000)
    let before = try sleeps(of: process)
    for number in 0..<10 {
      try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"d\(number)\",\"text\":\"t\"}\n".utf8))
      usleep(50_000)
    }
    let after = try sleeps(of: process)
    // A poll every 100 µs would be thousands; a document is a few, and checkpoints and progress are some.
    #expect(after - before < 50 * 10, "\(after - before)")
    try pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let ids = try folder.read("out/x.jsonl").split(separator: "\n").map { $0.dropFirst(7).prefix { $0 != "\"" } }
    #expect(ids == (0..<10).map { "d\($0)" })
  }
}
