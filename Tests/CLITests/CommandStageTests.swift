import Foundation
import Minwal
import MinwalTestSupport
import Testing

/// Programs as stages, as a person uses them.
@Suite(.serialized, .timeLimit(.minutes(60))) struct CommandStageTests {
  static let examples = projectFolder.appendingPathComponent("Examples/commands")
  static let hasPython = ProgramProblem("python3", in: "") == nil
  static let hasJQ = ProgramProblem("jq", in: "") == nil

  // MARK: The examples

  @Test(.enabled(if: hasPython, "python3 is not installed")) func theExampleInPythonWorks() throws {
    let result = try BuiltCommand.run(["check-stage", "--timeout", "300", "./keywords.py"], in: Self.examples)
    #expect(result.status == 0 && result.output.contains("it works as a stage: all "), "\(result)")
  }

  @Test(.enabled(if: hasJQ, "jq is not installed")) func theExampleInShellWorks() throws {
    let result = try BuiltCommand.run(["check-stage", "--timeout", "300", "./capitals.sh"], in: Self.examples)
    #expect(result.status == 0 && result.output.contains("it works as a stage: all "), "\(result)")
  }

  @Test(.enabled(if: hasPython && hasJQ, "python3 or jq is not installed")) func theExampleRecipeRuns() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(
      ["run", "keywords.yaml", "--output", folder.url.path, "--progress", "none"], in: Self.examples)
    #expect(result.status == 0, "\(result.error)")
    let records = try folder.read("out/commands.jsonl")
    #expect(records.contains(#""text":"THE HARBOUR WAS QUIET."#))
    #expect(records.contains(#""keywords":["boats","harbour","gulls"]"#))
    #expect(result.error.contains("dropped: too-few-words 1"))
  }

  // MARK: check-stage

  private func checkStage(_ script: String, timeout: Int = 20) throws -> BuiltCommand.Result {
    let folder = try TemporaryFolder()
    try folder.write(script, to: "stage.py")
    return try BuiltCommand.run(
      ["check-stage", "--timeout", "\(timeout)", "python3", "stage.py"], in: folder.url)
  }

  /// Programs that are wrong, each in its way.
  @Test(
    .enabled(if: hasPython, "python3 is not installed"),
    arguments: [
      (
        "say({'documents': [{'id': d['id']} for d in reversed(r['documents'])]})",
        "FAIL  answers for each document of a batch, in order"
      ),
      (
        "say({'documents': [{'id': d['id'], 'metadata': {'n': n}} for d in r['documents']]})",
        "FAIL  gives the same result for a document"
      ),
      (
        "say({'documents': [{'id': d['id'], 'text': d['text'].strip()} for d in r['documents']]})",
        "lacks '\"changes-text\": true'"
      ),
      (
        "say({'documents': [{'id': d['id'], 'metadata': {'w': d['text'].split()[0]}} for d in r['documents']]})",
        "FAIL  takes an empty text"
      ),
      (
        "say({'documents': [{'id': d['id']} for d in r['documents']]}); print('done')",
        "it printed 'done' to standard output, where only answers belong"
      ),
      ("say({'documents': [{'id': d['title']} for d in r['documents']]})", "has no 'id'"),
    ])
  func checkStageFindsWhatIsWrong(_ process: String, _ finding: String) throws {
    let result = try checkStage(
      """
      import json, sys
      n = 0
      def say(value): print(json.dumps(value), flush=True)
      for line in sys.stdin:
          r = json.loads(line)
          n += 1
          if r["request"] == "describe": say({"minwal": 1, "name": "t"})
          elif r["request"] == "process": \(process)
          else: break
      """)
    #expect(result.status == 1)
    #expect(result.output.contains(finding), "\(result.output)")
    #expect(result.output.contains("what to do: ") && result.output.contains("it does not work as a stage"))
  }

  @Test(.enabled(if: hasPython, "python3 is not installed")) func checkStageFindsWhatDoesNotEnd() throws {
    let result = try checkStage(
      """
      import json, sys, time
      while True:
          line = sys.stdin.readline()
          if not line: time.sleep(1); continue
          try: r = json.loads(line)
          except ValueError: sys.exit(1)
          if not isinstance(r, dict): print('{"error": "what?"}', flush=True); continue
          if r["request"] == "describe": print('{"minwal": 1, "name": "t"}', flush=True)
          elif r["request"] == "process": print(json.dumps({"documents": [{"id": d["id"]} for d in r["documents"]]}), flush=True)
          elif r["request"] == "dance": print('{}', flush=True)
      """)
    #expect(result.status == 1)
    #expect(result.output.contains("FAIL  ends when it gets 'shutdown', with code 0"), "\(result.output)")
    #expect(result.output.contains("FAIL  ends when its standard input is closed"))
    #expect(result.output.contains("FAIL  answers a request that it does not know"))
    #expect(result.output.contains("ok    answers a line that is not JSON with an error, or ends"))
    #expect(result.output.contains("3 of 19 checks failed"))
  }

  /// The three mistakes that nearly everybody makes on the first day. None is put down to documents, and nothing else
  /// is tried before it is mended.
  @Test(
    .enabled(if: hasPython, "python3 is not installed"),
    arguments: [
      // What is printed for people where only answers belong.
      (
        "", "print('working…', flush=True); say(answer(r))", "it printed 'working…' to standard output",
        "print messages to standard error, in Python with print(…, file=sys.stderr)"
      ),
      (
        "", "print(len(r['documents'])); say(answer(r))", "it printed '1' to standard output",
        "print messages to standard error"
      ),
      (
        "print('Loading the model')", "say(answer(r))", "it printed 'Loading the model' to standard output",
        "print messages to standard error"
      ),
      // Answers that are not flushed.
      (
        "", "print(json.dumps(answer(r)))", "it answered only when its standard input was closed: it does not flush",
        "flush standard output after each answer: print(…, flush=True) in Python"
      ),
      (
        "def say(value): print(json.dumps(value))", "say(answer(r))",
        "it answered only when its standard input was closed",
        "flush standard output after each answer"
      ),
      (
        "", "pass", "wrote nothing of its answer: does it flush its output after each line",
        "if it does, it is too slow"
      ),
    ])
  func checkStageKnowsTheMistakesOfTheFirstDay(
    _ start: String, _ process: String, _ problem: String, _ advice: String
  ) throws {
    let result = try checkStage(
      """
      import json, sys
      # Whatever the environment says of buffers.
      sys.stdout = open(1, 'w', closefd=False)
      def say(value): print(json.dumps(value), flush=True)
      def answer(r): return {'documents': [{'id': d['id']} for d in r['documents']]}
      \(start)
      for line in sys.stdin:
          r = json.loads(line)
          if r["request"] == "describe": say({"minwal": 1, "name": "t"})
          elif r["request"] == "process": \(process)
          else: break
      """, timeout: process.hasPrefix("print(json") || process == "pass" ? 2 : 20)
    #expect(result.status == 1)
    #expect(result.output.contains(problem), "\(result.output)")
    #expect(result.output.contains("what to do: ") && result.output.contains(advice), "\(result.output)")
    #expect(!result.output.contains("whatever a document holds"), "\(result.output)")
    #expect(
      result.output.contains("1 of \(result.output.contains("  ok  ") ? 3 : 1) checks failed; fix this first"),
      "\(result.output)")
  }

  /// A script that cannot be started at all.
  @Test func checkStageKnowsScriptsThatCannotBeStarted() throws {
    let folder = try TemporaryFolder()
    func file(_ name: String, _ text: String, isExecutable: Bool = true) throws {
      let url = try folder.write(text, to: name)
      if isExecutable { #expect(unsafe chmod(url.path, 0o755) == 0) }
    }
    try file("plain.py", "#!/usr/bin/env python3\n", isExecutable: false)
    try file("nameless.py", "import sys\n")
    try file("windows.sh", "#!/bin/sh\r\necho\r\n")
    try file("misspelt.py", "#!/usr/bin/env pyhton3\n")
    try file("gone", "#!/nosuch/perl -w\n")
    for (name, problem, notes) in [
      (
        "./plain.py", "it is not executable",
        ["make it so: chmod +x ./plain.py", "or name its interpreter: minwal check-stage python3 ./plain.py"]
      ),
      (
        "./nameless.py", "its first line does not say what runs it",
        [
          "begin it with this line: #!/usr/bin/env python3",
          "or name its interpreter: minwal check-stage python3 ./nameless.py",
        ]
      ),
      ("./windows.sh", "its lines end as on Windows", ["fix them: sed -i"]),
      ("./misspelt.py", "its first line names 'pyhton3', which is not there", ["the line is: #!/usr/bin/env pyhton3"]),
      ("./gone", "its first line names '/nosuch/perl', which is not there", ["the line is: #!/nosuch/perl -w"]),
      ("plain.py", "no program is called 'plain.py'", ["this folder has a file of this name: write './plain.py'"]),
    ] {
      let result = try BuiltCommand.run(["check-stage", name], in: folder.url)
      #expect(result.status == 64)
      for text in [problem] + notes { #expect(result.error.contains(text), "\(text): \(result.error)") }
    }
    // In a recipe, what to write there.
    try folder.write(
      "minwal: 1\ninput: '*.txt'\nstages: [{ command: { run: [./nameless.py] } }, { export: { format: jsonl, to: o } }]\n",
      to: "r.yaml")
    let checked = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(checked.error.contains("or name its interpreter: [python3, ./nameless.py]"), "\(checked.error)")
  }

  @Test func checkStageNeedsAProgram() throws {
    for (arguments, message) in [
      ([], "Missing expected argument"), (["nosuchprogram"], "no program is called 'nosuchprogram'"),
      (["--option", "x", "cat"], "NAME=VALUE"), (["--timeout", "0", "cat"], "from 1"),
    ] as [([String], String)] {
      let result = try BuiltCommand.run(["check-stage"] + arguments, in: projectFolder)
      #expect(result.status == 64)
      #expect(result.error.contains(message), "\(result.error)")
    }
  }

  // MARK: Runs

  /// A folder with a recipe over 300 documents, whose program fails on some.
  private func folder(sleeping: Double = 0) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import json, os, sys, time
      def say(value): print(json.dumps(value), flush=True)
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              say({"minwal": 1, "name": "t", "changes-text": True, "reasons": [{"name": "dull"}],
                   "options": [{"name": "mark", "type": "string", "default": "!"}]})
          elif request["request"] == "process":
              time.sleep(\(sleeping))
              out = []
              for d in request["documents"]:
                  if "crash" in d["text"]: os._exit(3)
                  if "dull" in d["text"]: out.append({"id": d["id"], "drop": "dull"}); continue
                  if "refuse" in d["text"]: out.append({"id": d["id"], "error": "refused"}); continue
                  out.append({"id": d["id"], "text": d["text"] + request["options"]["mark"]})
              say({"documents": out})
          else: break
      """, to: "stage.py")
    var random = SeededGenerator(3)
    let lines = (0..<300).map { index in
      let word = random.pick(["fine", "fine", "fine", "fine", "dull", "refuse"])
      let text = index % 97 == 50 ? "crash" : word + String(repeating: " x", count: random.below(2_000))
      return "{\"id\":\"d\(index)\",\"text\":\"\(text)\"}\n"
    }
    try folder.write(lines.joined(), to: "in.jsonl")
    try folder.write(
      """
      minwal: 1
      input: { jsonl: in.jsonl }
      stages:
        - filter: { run: [sed, 's/x/y/'], per: batch }
        - command: { run: [python3, stage.py], options: { mark: "?" }, batch: 7 }
        - export: { format: jsonl, to: out/x.jsonl, fields: [id, text] }
      """, to: "r.yaml")
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ output: String, _ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["run", "r.yaml", "--output", output, "--progress", "none", "--checkpoint-interval", "0"] + arguments,
      in: folder.url)
  }

  @Test(.enabled(if: hasPython, "python3 is not installed")) func theBytesAreTheSameForAllWaysToRun() throws {
    let folder = try folder()
    #expect(try run(folder, "a", ["--jobs", "1"]).status == 3)
    let expected = try folder.read("a/out/x.jsonl")
    #expect(expected.contains("fine y") && expected.contains("?\"}"))
    let quarantine = folder.files().filter { $0.hasPrefix("a/quarantine/") }
    #expect(quarantine.count > 60)
    for (output, arguments) in [("b", ["--jobs", "4"]), ("c", ["--jobs", "2", "--isolate"])] {
      let result = try run(folder, output, arguments)
      #expect(result.status == 3, "\(result.error)")
      #expect(try folder.read("\(output)/out/x.jsonl") == expected)
      #expect(
        folder.files().filter { $0.hasPrefix("\(output)/quarantine/") } == quarantine.map { output + $0.dropFirst() })
      for file in quarantine {
        #expect(try folder.read(output + file.dropFirst()) == folder.read(file), "\(file)")
      }
    }
  }

  /// Killed in the middle, the run leaves no process behind; resumed, it gives the same bytes.
  @Test(.enabled(if: hasPython, "python3 is not installed"), arguments: [[], ["--isolate"]])
  func nothingOutlivesARunThatIsKilled(_ more: [String]) throws {
    let folder = try folder(sleeping: 0.05)
    #expect(try run(folder, "whole", ["--jobs", "2"]).status == 3)
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(
      ["run", "r.yaml", "--output", "cut", "--progress", "none", "--checkpoint-interval", "0", "--jobs", "2"] + more,
      in: folder.url, scratch: scratch)
    // There may be none for a moment, while a program that has failed is started again.
    var isSeen = false
    var patience = 4000
    while !isSeen || !folder.has("cut/out/x.jsonl.partial"), process.isRunning, patience > 0 {
      isSeen = isSeen || !Self.processes(in: folder).isEmpty
      usleep(25_000)
      patience -= 1
    }
    #expect(isSeen)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    patience = 200
    while !Self.processes(in: folder).isEmpty, patience > 0 {
      usleep(25_000)
      patience -= 1
    }
    #expect(Self.processes(in: folder) == [])
    let resumed = try run(folder, "cut", ["--resume", "--jobs", "2"])
    #expect(resumed.status == 3, "\(resumed.error)")
    #expect(try folder.read("cut/out/x.jsonl") == folder.read("whole/out/x.jsonl"))
  }

  /// Whoever wants the run to end does not wait for a program that is silent.
  @Test(.enabled(if: hasPython, "python3 is not installed"), arguments: [[], ["--isolate"]])
  func aSilentProgramDoesNotHoldTheRun(_ more: [String]) throws {
    let folder = try folder()
    let script = try folder.read("stage.py").replacingOccurrences(
      of: "out = []",
      with: "out = []\n        if not os.path.exists('awake') and request['documents'][0]['id'] != 'd0':\n"
        + "            open('asleep', 'w').close()\n            time.sleep(3600)")
    try folder.write(script, to: "stage.py")
    let recipe = try folder.read("r.yaml").replacingOccurrences(of: "batch: 7", with: "batch: 7, timeout: 1 h")
    try folder.write(recipe, to: "r.yaml")
    let arguments = ["run", "r.yaml", "--progress", "none", "--checkpoint-interval", "0", "--jobs", "1"] + more
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(arguments, in: folder.url, scratch: scratch)
    var patience = 4000
    while !folder.has("asleep"), process.isRunning, patience > 0 {
      usleep(25_000)
      patience -= 1
    }
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 75)
    #expect(folder.has("out/x.jsonl.partial"))
    try folder.write("", to: "awake")
    #expect(try BuiltCommand.run(arguments + ["--resume"], in: folder.url).status == 3)
    #expect(try run(folder, "whole", ["--jobs", "2"]).status == 3)
    #expect(try folder.read("out/x.jsonl") == folder.read("whole/out/x.jsonl"))
  }

  /// The programs that run in a folder.
  private static func processes(in folder: TemporaryFolder) -> [String] {
    let wanted = folder.url.resolvingSymlinksInPath().path
    return (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { name in
      guard Int(name) != nil, let arguments = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
        String(decoding: arguments, as: UTF8.self).contains("stage.py")
      else { return false }
      return (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")) == wanted
    } ?? []
  }

  @Test(.enabled(if: hasPython, "python3 is not installed")) func recipesAreCheckedByWhatTheProgramSays() throws {
    let folder = try folder()
    let recipe = try folder.read("r.yaml").replacingOccurrences(of: "mark: \"?\"", with: "mrak: \"?\"")
    try folder.write(recipe, to: "r.yaml")
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 65)
    #expect(
      result.error.contains("r.yaml:5:53: error: the program 't' has no option 'mrak' [unknown-option]"),
      "\(result.error)")
    #expect(result.error.contains("did you mean 'mark'?"))
  }

  @Test(.enabled(if: hasPython, "python3 is not installed")) func whatChangedIsShown() throws {
    let folder = try folder()
    try folder.write("a line with x\nanother\n", to: "t.txt")
    let recipe = try folder.read("r.yaml").replacingOccurrences(of: "jsonl: in.jsonl", with: "files: t.txt")
    try folder.write(recipe, to: "r.yaml")
    let result = try BuiltCommand.run(["try", "r.yaml", "t.txt"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("rewritten"), "\(result.output)")
    // Of several that run programs, it is to be seen which is which.
    #expect(result.output.contains("filter (sed)") && result.output.contains("command (stage.py)"), "\(result.output)")
    let why = try BuiltCommand.run(["why", "r.yaml", "t.txt", "with y"], in: folder.url)
    #expect(why.status == 0 && why.output.contains("filter"), "\(why.output)\(why.error)")
  }

  @Test(.enabled(if: hasPython, "python3 is not installed")) func standardErrorGoesIntoTheLog() throws {
    let folder = try folder()
    let chatty = try folder.read("stage.py").replacingOccurrences(
      of: "out = []", with: "out = []; print('a word\\n' * 200, file=sys.stderr, flush=True)")
    try folder.write(chatty, to: "stage.py")
    let json = try run(folder, "a", ["--jobs", "1", "--log-format", "json"])
    let events = json.error.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    let notes = events.filter { $0["message"] as? String == "stage says" || $0["event"] as? String == "stage says" }
    #expect(notes.count >= 100 && notes.count < 2_000, "\(notes.count) of \(events.count): \(json.error.prefix(500))")
    #expect(json.error.contains("messages were left out"))
    let plain = try run(folder, "b", ["--jobs", "1"])
    #expect(plain.error.contains("command: a word\n"))
  }
}
