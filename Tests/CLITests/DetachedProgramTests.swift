import Foundation
import Minwal
import MinwalTestSupport
import Testing

/// Programs that detach themselves, or leave something behind: nothing outlives the run.
@Suite(
  .serialized, .enabled(if: ProgramProblem("python3", in: "") == nil, "python3 is not installed"),
  .timeLimit(.minutes(60)))
struct DetachedProgramTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Ways to leave a process behind, as the body of a Python function.
  static let ways: [String: String] = [
    "background": "if os.fork() == 0: stay()",
    "session": "if os.fork() == 0: os.setsid(); stay()",
    "daemon":
      "if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: stay()\n        os._exit(0)",
    "daemon without descriptors":
      "if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: os.closerange(0, 100); stay()\n        os._exit(0)",
    "family":
      "if os.fork() == 0:\n        os.setsid()\n        for n in range(3):\n            if os.fork() == 0: stay()\n        stay()",
    "daemon without environment":
      "if os.fork() == 0:\n        os.setsid()\n        if os.fork() == 0: note(); os.execve('/bin/sleep', ['sleep', '300'], {})\n"
      + "        os._exit(0)",
  ]

  private func write(_ way: String, then: String = "") throws {
    try folder.write(
      """
      import json, os, sys, time
      def note():
          file = os.open("pids", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
          os.write(file, b"%d\\n" % os.getpid())
          os.close(file)
          # Who has the output of a filter keeps it open.
          if len(sys.argv) > 1: os.closerange(0, 3)
      def stay():
          note()
          time.sleep(300)
          os._exit(0)
      def leave():
          \(Self.ways[way] ?? "")
      if len(sys.argv) > 1:
          leave()
          time.sleep(0.3)
          sys.stdout.write(sys.stdin.read())
          sys.exit()
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              print(json.dumps({"minwal": 1, "name": "p"}), flush=True)
          elif request["request"] == "process":
              leave()
              time.sleep(0.3)
              \(then)
              print(json.dumps({"documents": [{"id": d["id"]} for d in request["documents"]]}), flush=True)
          else: break
      """, to: "p.py")
    try folder.write(#"{"id":"a","text":"x"}"# + "\n", to: "in.jsonl")
  }

  private func recipe(_ stage: String) throws {
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n  - \(stage)\n  - export: { format: jsonl, to: out.jsonl }\n",
      to: "r.yaml")
  }

  /// The processes that were left behind and that still run.
  private func left() throws -> [Int32] {
    let all = try folder.read("pids").split(separator: "\n").compactMap { Int32($0) }
    #expect(!all.isEmpty)
    return all.filter { pid in
      guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
      return !status.contains(") Z ") && !status.contains(") X ")
    }
  }

  @Test(arguments: ways.keys.sorted(), [[], ["--isolate"]])
  func nothingOutlivesTheRun(_ way: String, _ arguments: [String]) throws {
    try write(way)
    for stage in ["command: { run: [python3, p.py] }", "filter: { run: [python3, p.py, filter] }"] {
      try recipe(stage)
      try? FileManager.default.removeItem(atPath: folder.url.path + "/pids")
      let result = try BuiltCommand.run(
        ["run", "r.yaml", "--output", "o", "--progress", "none"] + arguments,
        in: folder.url)
      #expect(result.status == 0, "\(result.error)")
      #expect(try left() == [], "\(way), \(stage)")
      try FileManager.default.removeItem(atPath: folder.url.path + "/o")
    }
  }

  /// What has thrown away its environment too is found at the end of a run, but not if that is killed.
  @Test(arguments: ways.keys.sorted().filter { !$0.contains("environment") }, [[], ["--isolate"]])
  func nothingOutlivesARunThatIsKilled(_ way: String, _ arguments: [String]) throws {
    try write(way, then: "open('ready', 'w').close(); time.sleep(300)")
    try recipe("command: { run: [python3, p.py], timeout: 10 min }")
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(
      ["run", "r.yaml", "--progress", "none"] + arguments, in: folder.url, scratch: scratch)
    var patience = 1200
    while !folder.has("ready"), process.isRunning, patience > 0 {
      usleep(50_000)
      patience -= 1
    }
    let said = try scratch.read("stderr")
    #expect(folder.has("ready"), "\(said)")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    patience = 200
    while try !left().isEmpty, patience > 0 {
      usleep(50_000)
      patience -= 1
    }
    #expect(try left() == [])
  }

  /// What a shell has started before it has become this process is none of its business.
  @Test func whatWasThereBeforeIsLeftAlone() throws {
    try write("daemon without descriptors")
    try recipe("command: { run: [python3, p.py] }")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c",
      // Without the descriptor by which the end of the shell is waited for.
      "exec >/dev/null 2>&1; python3 -c 'import os, time; os.closerange(3, 9999); time.sleep(300)' & echo $! >earlier; "
        + "exec \"$0\" run r.yaml --progress none",
      BuiltCommand.url.path,
    ]
    shell.currentDirectoryURL = folder.url
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    #expect(try left() == [])
    let earlier = try #require(
      Int32(try folder.read("earlier").filter { !$0.isWhitespace }))
    #expect(kill(earlier, 0) == 0)
    kill(earlier, SIGKILL)
  }
}
