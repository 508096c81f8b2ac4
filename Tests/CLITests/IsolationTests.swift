import Foundation
import MinwalTestSupport
import Testing

/// Runs whose stages crash, loop and eat memory: a bad document costs one document.
@Suite(.timeLimit(.minutes(60))) struct IsolationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func recipe(_ more: String = "", stages: String = "  - fragile\n") throws {
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\n\(more)\nstages:\n\(stages)"
        + "  - export: { format: jsonl, to: out/x.jsonl, fields: [id, text] }\n", to: "r.yaml")
  }

  func documents(_ texts: [String]) throws {
    let lines = try texts.enumerated().map { index, text in
      String(decoding: try JSONEncoder().encode(["id": "d\(index)", "text": text]), as: UTF8.self) + "\n"
    }
    try folder.write(lines.joined(), to: "in.jsonl")
  }

  func run(_ arguments: String..., tool: String = "FragileTool") throws -> BuiltCommand.Result {
    try BuiltCommand.run(["run", "r.yaml"] + arguments, tool: tool, in: folder.url)
  }

  func ids() throws -> [String] {
    try folder.read("out/x.jsonl").split(separator: "\n").map {
      let record = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      return try #require(record?["id"] as? String)
    }
  }

  func error(_ id: String) throws -> [String: Any] {
    let data = Data(try folder.read("quarantine/r/\(id).error.json").utf8)
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  // MARK: One of several documents that a stage has at once

  @Test(arguments: [
    ("!trap", "", "stage-crashed"), ("!eat 1000", "limits: { memory: 500 MB }", "out-of-memory"),
    ("!loop", "limits: { timeout: 10 s }", "stage-timed-out"), ("!throw", "", "asked-for"),
  ])
  func costsOneOfSeveral(_ text: String, _ limits: String, _ code: String) throws {
    try recipe(limits, stages: "  - fragile-together\n")
    let bad = [3, 11, 12]
    try documents((0..<23).map { bad.contains($0) ? text : "fine" })
    let result = try run("--isolate", "--jobs", "2")
    #expect(result.status == 3)
    #expect(result.error.contains("23 read = 20 exported + 0 dropped + 3 quarantined"), "\(result.error)")
    #expect(try ids() == (0..<23).filter { !bad.contains($0) }.map { "d\($0)" })
    for number in bad {
      let error = try error("d\(number)")
      #expect(error["code"] as? String == code, "\(error)")
      #expect(error["stage"] as? String == "fragile-together")
    }
  }

  /// What a stage keeps of the documents before may be what it dies of; then none is to blame.
  @Test func nobodyIsToBlameForWhatHappensOnce() throws {
    try recipe(stages: "  - fragile-together\n")
    try documents((0..<9).map { $0 == 4 ? "!once \(folder.url.path)/once" : "fine" })
    let result = try run("--isolate", "--jobs", "1")
    #expect(result.status == 0, "\(result.error)")
    #expect(try ids().count == 9)
  }

  // MARK: More than a process can take in

  /// A document that is larger than the memory which its process may have costs itself, wherever it stands.
  @Test(arguments: [0, 1, 2]) func aDocumentThatDoesNotFitCostsItself(_ place: Int) throws {
    try recipe("limits: { memory: 120 MB }")
    var texts = ["before", "between", "after"]
    texts[place] = String(repeating: "The harbour. ", count: 16_000_000)
    try documents(texts)
    let result = try run("--jobs", "1")
    #expect(result.status == 3, "\(result.error)")
    #expect(result.error.contains("3 read = 2 exported + 0 dropped + 1 quarantined"), "\(result.error)")
    #expect(try ids() == (0..<3).filter { $0 != place }.map { "d\($0)" })
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/quarantine/r")
    let errors = names.filter { $0.hasSuffix(".error.json") }
    #expect(errors.count == 1)
    let error = try folder.read("quarantine/r/\(errors.first ?? "")")
    #expect(error.contains(#""code":"out-of-memory""#) || error.contains(#""code": "out-of-memory""#), "\(error)")
  }

  // MARK: Programs

  /// A program that does not start any more says why, as it does without isolation.
  @Test(arguments: 1...3) func aProgramThatDoesNotComeBackSaysWhy(_ starts: Int) throws {
    try folder.write(
      """
      import json, os, sys
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              with open("starts", "a") as file: file.write("x")
              if os.path.getsize("starts") > \(starts): sys.exit("no licence")
              print(json.dumps({"minwal": 1, "name": "p"}), flush=True)
          elif request["request"] == "process":
              os._exit(1)
          else: break
      """, to: "p.py")
    try recipe(stages: "  - command: { run: [python3, p.py] }\n")
    try documents(["one", "two"])
    var errors: [String] = []
    for arguments in [["--isolate"], []] {
      try? FileManager.default.removeItem(atPath: folder.url.path + "/starts")
      let result = try BuiltCommand.run(
        ["run", "r.yaml", "--jobs", "1", "--progress", "none"] + arguments, tool: "minwal", in: folder.url)
      #expect(result.status == 74, "\(result.error)")
      errors += result.error.split(separator: "\n").filter { $0.hasPrefix("error: ") }.map(String.init)
    }
    #expect(errors.count == 2 && errors[0] == errors[1], "\(errors)")
    #expect(errors[0].contains("'python3' does not work as a stage") && errors[0].contains("no licence"), "\(errors)")
  }

  // MARK: One document

  @Test(arguments: [
    ("!trap", "stage-crashed", "Fatal error: the stage has given up"),
    ("!bounds", "stage-crashed", "Index out of range"),
    ("!signal 11", "stage-crashed", "segmentation fault (signal 11)"),
    ("!signal 9", "out-of-memory", "was killed"),
    ("!exit 7", "stage-crashed", "ended itself with code 7"),
    ("!exit 0", "stage-crashed", "ended itself with code 0"),
    ("!throw", "asked-for", "the document asks for an error"),
    ("!loop", "stage-timed-out", "it took longer than 10 s"),
    ("!eat 1000", "out-of-memory", "the limit is 500 MB"),
  ])
  func costsOneDocument(_ text: String, _ code: String, _ message: String) throws {
    try recipe("limits: { timeout: 10 s, memory: 500 MB }")
    try documents(["first", "second", text, "fourth", "fifth"])
    let result = try run("--jobs", "2")
    #expect(result.status == 3)
    #expect(result.error.contains("5 read = 4 exported + 0 dropped + 1 quarantined"), "\(result.error)")
    // What the dying process said is in the error, and not on the terminal.
    let lines = result.error.split(separator: "\n").filter { $0.contains("Fatal error") }
    #expect(lines.allSatisfy { $0.hasPrefix("  fragile failed: in.jsonl:3: ") }, "\(result.error)")
    #expect(try ids() == ["d0", "d1", "d3", "d4"])
    let error = try error("d2")
    #expect(error["code"] as? String == code)
    #expect((error["error"] as? String)?.contains(message) == true, "\(error)")
    #expect(error["stage"] as? String == "fragile")
    #expect(error["input"] as? String == "in.jsonl:3")
    #expect(error["index"] as? Int == 2)
    #expect(error["fingerprint"] != nil)
    #expect(try folder.read("quarantine/r/d2").contains(text))
  }

  @Test func eachFileIsADocument() throws {
    try folder.write("one", to: "t/a.txt")
    try folder.write("!trap two", to: "t/b.txt")
    try folder.write("three", to: "t/c.txt")
    try folder.write(
      "minwal: 1\ninput: { files: t }\nstages:\n  - fragile\n  - export: { format: jsonl, to: out/x.jsonl }\n",
      to: "r.yaml")
    #expect(try run("--isolate").status == 3)
    #expect(try ids() == ["a.txt", "c.txt"])
    #expect(try folder.read("quarantine/r/b.txt") == "!trap two")
    #expect(try error("b.txt")["input"] as? String == "t/b.txt")
  }

  @Test func standardInputIsADocument() throws {
    try recipe()
    let result = try BuiltCommand.run(
      ["run", "r.yaml", "--isolate", "--input", "-"], tool: "FragileTool", in: folder.url,
      input: Data(#"{"id":"a","text":"fine"}"#.utf8))
    #expect(result.status == 0, "\(result.error)")
    #expect(try ids() == ["a"])
  }

  @Test func theRecipeMayComeFromStandardInput() throws {
    try recipe()
    try documents(["one", "!trap", "three"])
    let result = try BuiltCommand.run(
      ["run", "-", "--isolate"], tool: "FragileTool", in: folder.url, input: Data(folder.read("r.yaml").utf8))
    #expect(result.status == 3, "\(result.error)")
    #expect(try ids() == ["d0", "d2"])
  }

  @Test func aCrashThatDoesNotHappenAgainCostsNothing() throws {
    try recipe()
    try documents(["one", "!once \(folder.url.path)/mark", "three"])
    let result = try run("--isolate")
    #expect(result.status == 0, "\(result.error)")
    #expect(folder.has("mark"))
    #expect(try ids() == ["d0", "d1", "d2"])
  }

  @Test func onErrorStopStopsAtACrash() throws {
    try recipe("on-error: stop")
    try documents(["one", "!trap", "three"])
    let result = try run("--isolate")
    #expect(result.status == 3)
    #expect(result.error.contains("stopped at the first document that failed"), "\(result.error)")
    #expect(!folder.has("out/x.jsonl"))
  }

  @Test func whatAStagePrintsIsPassedOnButNotIntoTheData() throws {
    try recipe()
    try documents(["!print", "two"])
    let result = try run("--isolate", "--output", "-")
    #expect(result.error.contains("a word on standard error"))
    #expect(result.error.contains("a word on standard output"))
    #expect(result.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") })
  }

  @Test func whatCrashedCanBeMendedAndTriedAgain() throws {
    try recipe()
    try documents(["one", "!trap", "three", "!trap too"])
    #expect(try run("--isolate").status == 3)
    let mended = try folder.read("quarantine/r/d1").replacingOccurrences(of: "!trap", with: "two")
    try folder.write(mended, to: "quarantine/r/d1")
    let result = try BuiltCommand.run(["retry", "r.yaml", "--isolate"], tool: "FragileTool", in: folder.url)
    #expect(result.status == 3, "\(result.error)")
    #expect(try ids() == ["d0", "d2", "d1"])
    #expect(try error("d3")["code"] as? String == "stage-crashed")
  }

  // MARK: Many documents

  /// The output of a run with bad documents is that of a plain run without them.
  @Test(arguments: [1, 2, 5]) func goodDocumentsComeOutAsWithoutTheBad(_ jobs: Int) throws {
    var random = SeededGenerator(UInt64(jobs))
    let padding = String(repeating: "كلمة ", count: 400)
    // Some 40 batches, of which some have several bad documents.
    let texts = (0..<2_400).map { index in
      random.below(150) == 0 ? "!trap \(padding)" : random.below(400) == 0 ? "!throw" : "\(index) \(padding)"
    }
    let bad = Set(texts.indices.filter { texts[$0].hasPrefix("!") })
    #expect(bad.count > 5)
    try recipe()
    try documents(texts)
    let isolated = try run("--isolate", "--jobs", "\(jobs)")
    #expect(isolated.status == 3)
    #expect(isolated.error.contains("exported + 0 dropped + \(bad.count) quarantined"), "\(isolated.error)")
    let output = try folder.read("out/x.jsonl")
    #expect(try ids() == texts.indices.filter { !bad.contains($0) }.map { "d\($0)" })
    try folder.write(
      folder.read("in.jsonl").split(separator: "\n").enumerated().filter { !bad.contains($0.offset) }
        .map { $0.element + "\n" }.joined(), to: "in.jsonl")
    #expect(try run("--jobs", "\(jobs)").status == 0)
    #expect(try folder.read("out/x.jsonl") == output)
  }

  @Test(arguments: [1, 3]) func aMessyCorpusGivesTheSameBytesAsWithoutIsolation(_ jobs: Int) throws {
    var random = SeededGenerator(40)
    for index in 0..<300 {
      var bytes = Data()
      switch random.below(8) {
      case 0: bytes = Data((0..<random.below(300)).map { _ in UInt8.random(in: 0...255, using: &random) })
      case 1: bytes = Data()
      case 2: bytes = Data([0xFF, 0xFE, 0x33, 0x06])
      case 3: bytes = Data("!throw".utf8)
      case 4: bytes = Data([0x61, 0xFF, 0x0D, 0x0A, 0x62])
      default: bytes = Data(random.string(400, of: ["نص ", "جملة. ", "word ", "\r\n", "\n\n", "؟ ", "😀"]).utf8)
      }
      try folder.write(bytes, to: "t/\(random.pick(["a", "b/c", "ح"]))/\(index).txt")
    }
    try folder.write(
      "{\"text\":\"a\"}\n\nnonsense\n{\"id\":7}\n{\"text\":\"!throw\",\"id\":\"x/../y\"}", to: "t/l.jsonl")
    try folder.write(
      "minwal: 1\ninput: { files: t }\nstages:\n  - fragile\n  - segment\n"
        + "  - export: { format: jsonl, to: out/x.jsonl }\n"
        + "  - export: { format: markdown, to: out/files, layout: file-per-document }\n", to: "r.yaml")
    var trees: [[String: Data]] = []
    for arguments in [[], ["--isolate"]] {
      let output = try TemporaryFolder()
      let result = try BuiltCommand.run(
        ["run", "r.yaml", "--input", "t", "--jobs", "\(jobs)", "--output", output.url.path] + arguments,
        tool: "FragileTool", in: folder.url)
      #expect(result.status == 3, "\(result.error)")
      trees.append(
        Dictionary(
          uniqueKeysWithValues: try output.files().map {
            ($0, try Data(contentsOf: output.url.appendingPathComponent($0)))
          }))
    }
    #expect(trees[0].count > 250)
    #expect(trees[0] == trees[1])
  }

  // MARK: Surveys

  @Test func surveysAreTakenInChildrenToo() throws {
    try recipe(stages: "  - fragile\n  - fragile-survey\n")
    try documents(["one", "!trap", "three", "!observe"])
    let result = try run("--isolate")
    #expect(result.status == 3, "\(result.error)")
    // A document that crashes a stage, or the survey itself, is not counted; only the first crashes again.
    #expect(
      try folder.read("out/x.jsonl") == """
        {"id":"d0","text":"2 documents: one"}
        {"id":"d2","text":"2 documents: three"}
        {"id":"d3","text":"2 documents: !observe"}

        """)
  }

  @Test func whatIsLearnedIsTheSame() throws {
    let menu = "الرئيسية\nأخبار\nرياضة\n"
    try documents((0..<60).map { "\(menu)هذا خبر طويل رقم \($0) عن مدينة بعيدة فيها ناس كثيرون.\nجميع الحقوق محفوظة" })
    try recipe(stages: "  - clean: { learn: corpus }\n  - fragile-survey\n")
    #expect(try run().status == 0)
    let plain = try folder.read("out/x.jsonl")
    #expect(try run("--isolate", "--jobs", "3").status == 0)
    #expect(try folder.read("out/x.jsonl") == plain)
  }

  // MARK: Limits

  /// What crashes is tried again, alone; what loops is not, for that would hold up others as long again.
  @Test(arguments: [("!trap", 2), ("!loop", 1), ("!eat 1000", 2), ("!throw", 1)])
  func isTried(_ text: String, _ times: Int) throws {
    try recipe("limits: { timeout: 10 s, memory: 500 MB }")
    try documents(["one", "!mark \(folder.url.path)/mark \(text)", "three"])
    let result = try run()
    #expect(result.status == 3, "\(result.error)")
    #expect(try folder.read("mark").count == times)
    #expect(try ids() == ["d0", "d2"])
  }

  @Test func eachDocumentHasItsOwnTime() throws {
    try recipe("limits: { timeout: 10 s }")
    try documents(Array(repeating: "!nap 200", count: 6))
    let result = try run("--jobs", "1")
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func limitsDoNotCountForTheFingerprint() throws {
    try documents(["!throw"])
    try recipe()
    #expect(try run().status == 3)
    let before = try error("d0")["fingerprint"] as? String
    try recipe("limits: { timeout: 30 s }")
    #expect(try run().status == 3)
    #expect(try error("d0")["fingerprint"] as? String == before)
  }

  // MARK: Processes

  @Test func childrenGetNothingThatIsNotTheirs() throws {
    try recipe()
    try documents(["!descriptors"])
    // A descriptor that a shell has handed down, as with a lock of flock(1).
    let scratch = try TemporaryFolder()
    let lock = try scratch.write("", to: "lock")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let tool = BuiltCommand.url.deletingLastPathComponent().appendingPathComponent("FragileTool").path
    shell.arguments = ["-c", "exec 7>'\(lock.path)'; exec '\(tool)' run r.yaml --isolate"]
    shell.currentDirectoryURL = folder.url
    shell.standardError = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 0)
    let descriptors = try folder.read("out/x.jsonl")
    #expect(descriptors.contains("/dev/null"))
    #expect(!descriptors.contains("lock"))
    #expect(!descriptors.contains("x.jsonl"), "\(descriptors)")
  }

  @Test func childrenEndWithTheirParent() throws {
    let scratch = try TemporaryFolder()
    let process = try startLooping(scratch)
    let children = try waitForChildren(of: process.processIdentifier)
    #expect(!children.isEmpty)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for child in children { try waitUntil { !Self.isRunning(child) } }
  }

  @Test func aSignalToTheGroupIsLeftToTheParent() throws {
    let scratch = try TemporaryFolder()
    try recipe()
    try documents((0..<20).map { "!nap 50 \($0)" })
    let process = try BuiltCommand.start(
      ["run", "r.yaml", "--isolate", "--jobs", "1"], tool: "FragileTool", in: folder.url, scratch: scratch)
    for child in try waitForChildren(of: process.processIdentifier) {
      for signal in [SIGINT, SIGTERM, SIGHUP] { kill(child, signal) }
    }
    process.waitUntilExit()
    let messages = try scratch.read("stderr")
    #expect(process.terminationStatus == 0, "\(messages)")
    #expect(try ids().count == 20)
  }

  @Test func nothingIsLeftOfChildrenThatWereKilled() throws {
    let scratch = try TemporaryFolder()
    let process = try startLooping(scratch)
    // Somebody else kills the child; the document is tried again, alone, in a new one.
    let first = try #require(try waitForChildren(of: process.processIdentifier).first)
    kill(first, SIGKILL)
    try waitUntil { Self.children(of: process.processIdentifier).contains { $0 != first } }
    #expect(!Self.children(of: process.processIdentifier).contains(first))
    // A second signal ends the run at once; so do its children.
    let children = Self.children(of: process.processIdentifier)
    kill(process.processIdentifier, SIGINT)
    kill(process.processIdentifier, SIGINT)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for child in children { try waitUntil { !Self.isRunning(child) } }
  }

  @Test func theHiddenArgumentIsOfNoUseByHand() throws {
    let result = try BuiltCommand.run(["isolated-stages"], in: folder.url)
    #expect(result.status == 64)
    #expect(result.error.contains("of no use by hand"))
  }

  private func startLooping(_ scratch: TemporaryFolder) throws -> Process {
    try recipe()
    try documents(["one", "!loop", "three"])
    return try BuiltCommand.start(
      ["run", "r.yaml", "--isolate", "--jobs", "1"], tool: "FragileTool", in: folder.url, scratch: scratch)
  }

  /// The children of a process that work for it.
  private static func children(of process: pid_t) -> [pid_t] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return tasks.flatMap { task in
      ((try? String(contentsOfFile: "/proc/\(process)/task/\(task)/children", encoding: .utf8)) ?? "")
        .split(separator: " ").compactMap { pid_t($0) }
    }.filter { (try? String(contentsOfFile: "/proc/\($0)/comm", encoding: .utf8)) != "minwal-guardian\n" }
  }

  private func waitForChildren(of process: pid_t) throws -> [pid_t] {
    try waitUntil { !Self.children(of: process).isEmpty }
    return Self.children(of: process)
  }

  /// Whether a process is there, and more than its status for its parent.
  private static func isRunning(_ process: pid_t) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8) else { return false }
    return !status.contains("State:\tZ")
  }

  private func waitUntil(_ isTrue: () -> Bool) throws {
    for _ in 0..<1_000 {
      if isTrue() { return }
      usleep(20_000)
    }
    throw CocoaError(.executableLoad)
  }
}
