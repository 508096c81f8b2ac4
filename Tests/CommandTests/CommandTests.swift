import Foundation
import Minwal
import MinwalTestSupport
import Synchronization
import Testing

@testable import CommandPlugin

/// Programs as stages. One after the other, since each test starts some, and there are few processors.
@Suite(.serialized, .enabled(if: StageScript.hasPython, "python3 is not installed"), .timeLimit(.minutes(60)))
struct CommandTests {
  private static let upper = #"return [{"id": d["id"], "text": d["text"].upper()} for d in documents]"#

  @Test func documentsAreChanged() throws {
    let script = try StageScript(#""changes-text": true"#, process: Self.upper)
    var stage = try script.stage()
    #expect(stage.flow.changesText && stage.limit.documents == 64)
    var documents = documents(["one", "", "a\0\u{1}\"\\\u{2028}é", "سلام x 👩‍👩‍👧"])
    documents[0].startTracing()
    #expect(try outcomes(&stage, &documents) == ["ONE", "", "A\0\u{1}\"\\\u{2028}É", "سلام X 👩‍👩‍👧"])
    #expect(documents[0].tally.counts.map(\.name) == ["rewritten"])
    #expect(documents[1].tally.counts.isEmpty)
    #expect(documents[0].trace?.passes.count == 1)
    // The same process goes on.
    var more = [Document(id: "d9", text: "nine")]
    #expect(try outcomes(&stage, &more) == ["NINE"])
  }

  @Test func everythingOfADocumentGoesOverAndBack() throws {
    let script = try StageScript(
      #""needs": ["sentences", "units"], "gives": ["summary", "units"], "reasons": [{"name": "odd", "help": "Odd."}]"#,
      process: #"""
        out = []
        for d in documents:
            if d["id"] == "odd":
                out.append({"id": "odd", "drop": "odd"})
                continue
            layers = d["layers"]
            units = [{"id": u["id"], "target": u["source"][::-1]} for u in layers["units"]]
            out.append({"id": d["id"], "title": None, "language": "fr",
                "metadata": {"was": [d["title"], d["language"], d["metadata"]], "gone": None},
                "layers": {"summary": layers["sentences"][1:], "units": units}})
        return out
        """#)
    var stage = try script.stage()
    #expect(stage.flow.needs == [.sentences, .units] && stage.flow.gives == [.summary, .units])
    var document = Document(id: "a", text: "Same. Same. سلام.")
    document.title = "T"
    document.language = Language("en")
    document.metadata["gone"] = .number("7")
    document.update(Sentences.self) { layer, _ in
      for range in [0..<5, 6..<11, 12..<21] { layer.ranges.append(range) }
    }
    let unit = TranslationUnit(id: "u", source: "abc", from: Language("en"), to: Language("ar"))
    document.update(TranslationUnits.self) { layer, _ in layer.units = [unit] }
    var odd = document
    odd = Document(id: "odd", text: "")
    odd.set(Sentences())
    odd.set(TranslationUnits())
    var both = [document, odd]
    #expect(try outcomes(&stage, &both) == ["Same. Same. سلام.", "dropped: odd"])
    #expect(both[0].title == nil && both[0].language == Language("fr"))
    #expect(both[0].metadata["gone"] == nil)
    let was: JSONValue = .array([
      .string("T"), .string("en"), .object([JSONMember("gone", .number("7"))]),
    ])
    #expect(both[0].metadata["was"] == was)
    // The second "Same." may be either; the first that fits is taken, and the next must come behind it.
    #expect(both[0][Summary.self]?.ranges.map { both[0].text.string(in: $0) } == ["Same.", "سلام."])
    #expect(both[0][TranslationUnits.self]?.units.first?.target == "cba")
    #expect(both[0][TranslationUnits.self]?.units.first?.state == .translated)
  }

  // MARK: Options

  private static let options = #"""
    "options": [
      {"name": "level", "type": "int", "default": 1, "min": 1, "max": 3, "help": "How loud."},
      {"name": "share", "type": "number", "default": 0.5, "max": 1},
      {"name": "mode", "type": "choice", "choices": ["soft", "hard"], "default": "soft"},
      {"name": "deep", "type": "bool", "default": false},
      {"name": "words", "type": "strings", "default": []},
      {"name": "list", "type": "file"},
      {"name": "name", "type": "string", "help": "Whose."}], "changes-text": true
    """#.split(separator: "\n").joined()

  @Test func optionsAreHandedOver() throws {
    let script = try StageScript(
      Self.options, process: #"return [{"id": d["id"], "text": json.dumps(options)} for d in documents]"#)
    try script.folder.write("x", to: "words.txt")
    var stage = try script.stage([
      "options": ["level": 3, "name": "أحمد", "list": "words.txt", "words": ["a", "b"]], "batch": 2,
    ])
    #expect(stage.limit.documents == 2)
    var one = documents(["x"])
    let text = try outcomes(&stage, &one)[0]
    let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
    let expected: NSDictionary = [
      "level": 3, "share": 0.5, "mode": "soft", "deep": false, "words": ["a", "b"], "list": "words.txt", "name": "أحمد",
    ]
    #expect(json == expected)
  }

  @Test(
    arguments: [
      (["levl": 2], ["unknown-option", "missing-option", "missing-option"], "did you mean 'level'?"),
      (["level": 9, "name": "x"], ["out-of-range", "missing-option"], "expected 1 to 3"),
      (["share": 1.5, "name": "x"], ["out-of-range", "missing-option"], "expected at most 1"),
      (["mode": "sotf", "name": "x"], ["unknown-choice", "missing-option"], "did you mean 'soft'?"),
      (["level": "2", "name": 3], ["wrong-type", "missing-option", "wrong-type"], "put it in quotes"),
      (["list": "nosuch", "name": "x"], ["missing-file"], "looked for"),
    ] as [(ConfigNode, [String], String)])
  func optionsAreChecked(_ options: ConfigNode, _ codes: [String], _ note: String) throws {
    let script = try StageScript(Self.options, process: "return []")
    let error = #expect(throws: Diagnostics.self) { _ = try script.stage(["options": options]) }
    let all = error?.all ?? []
    #expect(all.map(\.code.rawValue) == codes)
    #expect(all.flatMap(\.notes).contains { $0.message.contains(note) }, "\(all)")
  }

  // MARK: Programs that are none

  @Test(arguments: [
    (#""frobs": 1"#, "'frobs' means nothing"),
    (#""name": """#, "it has no 'name'"),
    (#""minwal": 2"#, "the version of the protocol"),
    (#""options": [{"name": "a", "type": "it"}]"#, "has no 'type', which is one of bool, int"),
    (#""options": [{"name": "a", "type": "int", "default": "x"}]"#, "must be a whole number"),
    (#""options": [{"name": "a", "type": "int", "default": 9, "max": 5}]"#, "out of range"),
    (#""options": [{"name": "a", "type": "bool"}, {"name": "a", "type": "bool"}]"#, "two options are called 'a'"),
    (#""options": [{"name": "a", "type": "choice"}]"#, "has no 'choices'"),
    (#""options": [{"name": "a", "type": "bool", "hlep": ""}]"#, "'hlep', which means nothing"),
    (#""gives": ["entities"]"#, "it can have sentences, paragraphs, summary, units"),
    (#""changes-text": "yes""#, "neither true nor false"),
    (#""reasons": ["a"]"#, "a reason has no 'name'"),
  ])
  func descriptionsAreChecked(_ description: String, _ problem: String) throws {
    let script = try StageScript(description, process: "return []")
    let error = #expect(throws: Diagnostics.self) { _ = try script.stage() }
    #expect(error?.all.map(\.code) == [.programFailed])
    #expect(error?.all.first?.message.contains(problem) == true, "\(error?.all ?? [])")
  }

  @Test(arguments: [
    ("sys.exit(3)", "ended with code 3"), ("print('hello', file=sys.stderr); sys.exit(1)", "ended with code 1: hello"),
    ("import nosuchmodule", "ModuleNotFoundError"), ("os.kill(os.getpid(), 11)", "segmentation fault (signal 11)"),
    ("print('Loading…', flush=True)", "not JSON"), ("os.close(1); time.sleep(60)", "closed its standard output"),
    ("sys.stdout.buffer.write(b'\\xff\\n'); sys.stdout.flush()", "not UTF-8, at byte 0"),
  ])
  func programsThatDoNotStart(_ start: String, _ problem: String) throws {
    let script = try StageScript(process: "return []", start: start)
    let error = #expect(throws: Diagnostics.self) { _ = try script.stage() }
    #expect(error?.all.map(\.code) == [.programFailed])
    #expect(error?.all.first?.message.contains(problem) == true, "\(error?.all ?? [])")
  }

  @Test func thatThereIsNoProgramIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n", to: "tool.sh")
    for (call, message, note) in [
      (["./tool.hs"], "cannot run './tool.hs'", "did you mean 'tool.sh'?"),
      (["./tool.sh"], "not executable", "chmod +x"),
      (["tool.sh"], "no program is called 'tool.sh'", "write './tool.sh'"),
      ([], "names no program", "expected the program"),
      (["pyhton3"], "no program is called", "did you mean"),
    ] as [(ConfigNode, String, String)] {
      let scope = OptionScope(folder: folder.url.path)
      #expect(ProgramCall.decode(call, in: scope) == nil)
      #expect(scope.diagnostics.map(\.code) == [.missingProgram])
      #expect(scope.diagnostics.first?.message.contains(message) == true, "\(scope.diagnostics)")
      #expect(scope.diagnostics.first?.notes.contains { $0.message.contains(note) } == true, "\(scope.diagnostics)")
    }
    let scope = OptionScope(folder: "")
    #expect(ProgramCall.decode("sed s/a/b/", in: scope) == nil)
    #expect(scope.diagnostics.first?.notes == ["for a program without a shell, write [sed, s/a/b/]"])
  }

  // MARK: A bad document costs one document

  /// Each of these goes wrong on documents that say so.
  @Test(arguments: [
    ("os._exit(7)", "stage-crashed", "ended with code 7"),
    ("raise ValueError('no good')", "stage-crashed", "ValueError: no good"),
    ("os.kill(os.getpid(), signal.SIGSEGV)", "stage-crashed", "signal 11"),
    ("time.sleep(60)", "stage-timed-out", "did not answer within 1 s"),
    ("print('What is this?', flush=True)", "malformed-reply", "not JSON"),
    ("say({'documents': []})\nreturn None", "malformed-reply", "is missing"),
    ("say({'documents': [{'id': 'd0'}]})\nreturn None", "malformed-reply", "was not asked for"),
    ("say({'documents': out + [{'id': d['id']}, {'id': d['id']}]})\nreturn None", "malformed-reply", "comes twice"),
    ("say({'error': 'I would rather not'})\nreturn None", "stage-failed", "I would rather not"),
    ("out.append({'id': d['id'], 'error': 'it is bad'})\ncontinue", "stage-failed", "it is bad"),
    ("out.append({'id': d['id'], 'drop': 'whim'})\ncontinue", "malformed-reply", "none of its 'reasons'"),
    ("out.append({'id': d['id'], 'text': 1})\ncontinue", "malformed-reply", "'text' is not text"),
    ("out.append({'id': d['id'], 'language': 'Arabic'})\ncontinue", "malformed-reply", "'Arabic' is not a tag"),
    ("out.append({'id': d['id'], 'txt': ''})\ncontinue", "malformed-reply", "did you mean 'text'?"),
    ("out.append({'id': d['id'], 'layers': {'summary': []}})\ncontinue", "malformed-reply", "among 'gives'"),
  ])
  func aBadDocumentCostsOneDocument(_ deed: String, _ code: String, _ message: String) throws {
    let body = deed.split(separator: "\n").map { "        \($0)\n" }.joined()
    let script = try StageScript(
      #""changes-text": true"#,
      process: """
        out = []
        for d in documents:
            if "bad" in d["text"]:
        \(body)
            out.append({"id": d["id"], "text": d["text"].upper()})
        return out
        """)
    var stage = try script.stage(["timeout": "1 s"])
    var documents = documents(["one", "bad", "three", "four", "bad", "six"])
    let found = try outcomes(&stage, &documents)
    for (index, text) in [(0, "ONE"), (2, "THREE"), (3, "FOUR"), (5, "SIX")] { #expect(found[index] == text) }
    for index in [1, 4] {
      #expect(found[index].hasPrefix("error: \(code): ") && found[index].contains(message), "\(found[index])")
      #expect(String(documents[index].text) == "bad")
    }
  }

  /// What a program has kept from other documents may be what it fails for; then nobody is to blame.
  @Test func nobodyIsToBlameForWhatCameBefore() throws {
    let script = try StageScript(
      #""changes-text": true"#,
      process: "if seen > 3: os._exit(1)\n" + Self.upper)
    var stage = try script.stage()
    var all = documents((0..<10).map { "t\($0)" })
    #expect(try outcomes(&stage, &all) == (0..<10).map { "T\($0)" })
  }

  /// A program that cannot even say any more what it is ends the run.
  @Test func aProgramThatDoesNotComeBackEndsTheRun() throws {
    let script = try StageScript(
      process: "open('broken', 'w')\nos._exit(1)", start: "if os.path.exists('broken'): sys.exit('no licence')")
    var stage = try script.stage()
    var all = documents(["a", "b"])
    let error = #expect(throws: StageError.self) { _ = try outcomes(&stage, &all) }
    #expect(
      error?.code == "stage-unavailable" && error?.message.contains("no licence") == true,
      "\(String(describing: error))")
  }

  // MARK: Processes

  /// Both write more than a pipe holds, before the other has read.
  @Test func nobodyWaitsForTheOtherForEver() throws {
    let script = try StageScript(
      #""changes-text": true"#,
      process: #"""
        print("a note\n" * 20000, file=sys.stderr, flush=True)
        return [{"id": d["id"], "text": d["text"] * 3} for d in documents]
        """#)
    var stage = try script.stage()
    let text = String(repeating: "سطر من نص طويل.\n", count: 40_000)
    var all = documents([text, text, text])
    let found = try outcomes(&stage, &all)
    #expect(found.allSatisfy { $0.utf8.count == text.utf8.count * 3 })
  }

  @Test func whoNeverStopsPrintingIsOutOfTime() throws {
    let script = try StageScript(
      process: #"""
        while True: print("a note " * 1000, file=sys.stderr)
        """#)
    var stage = try script.stage(["timeout": "1 s"])
    var all = documents(["a"])
    let found = try outcomes(&stage, &all)
    #expect(found[0].hasPrefix("error: stage-timed-out"), "\(found)")
  }

  /// A program that answers only into its own memory, or not at all, does not make each document wait for it. The first
  /// time is told with what may be wrong.
  @Test(arguments: [
    (
      "sys.stdout.write(json.dumps({'documents': [{'id': d['id']} for d in documents]}) + '\\n')\nreturn None",
      "it does not flush its output after each line", 2
    ),
    ("return None", "wrote nothing of its answer: does it flush its output after each line", 8),
    ("sys.stdout.write('{')\nsys.stdout.flush()\nreturn None", "wrote 1 bytes and no line feed", 8),
  ])
  func aProgramThatAnswersNothingEndsTheRun(_ process: String, _ hint: String, _ times: Int) throws {
    // Whatever the environment says of buffers.
    let script = try StageScript(process: process, start: "sys.stdout = open(1, 'w', closefd=False)")
    let context = StageContext()
    let notes = Mutex<[String]>([])
    context.log.attach { _, message in notes.withLock { $0.append(message) } }
    var stage = try script.stage(["timeout": "100 ms"], context)
    var all = documents((0..<20).map { "t\($0)" })
    let error = #expect(throws: StageError.self) { _ = try outcomes(&stage, &all) }
    #expect(error?.code == "stage-unavailable", "\(String(describing: error))")
    #expect(error?.message.contains("\(times) times in a row") == true && error?.message.contains(hint) == true)
    #expect(notes.withLock(\.count) == 1)
    #expect(notes.withLock { $0.first?.contains(hint) } == true, "\(notes.withLock(\.self))")
  }

  /// A line that nobody has asked for may come with the answer, later, or after the next request was sent. Whenever it
  /// comes, what becomes of documents is the same.
  @Test(arguments: [
    #"say(answer); say(answer)"#, #"say(answer); time.sleep(0.05); say(answer)"#,
    #"say(answer); say(answer); say(answer)"#,
    #"say(answer); print("and another thing", flush=True)"#,
    #"say(answer); time.sleep(0.05); print("and another thing", flush=True)"#,
    #"sys.stdout.write(json.dumps(answer) + "\n" + json.dumps(answer) + "\n"); sys.stdout.flush()"#,
    #"say(answer); say({"error": "too much"})"#,
  ])
  func extraLinesChangeNothing(_ saying: String) throws {
    let script = try StageScript(
      #""changes-text": true"#,
      process: #"""
        answer = {"documents": [{"id": d["id"], "text": d["text"].upper()} for d in documents]}
        \#(saying)
        return None
        """#)
    let context = StageContext()
    let notes = Mutex<[String]>([])
    context.log.attach { _, message in notes.withLock { $0.append(message) } }
    var stage = try script.stage([:], context)
    // The last has the ids of the one before, so that a late answer to that would fit.
    for texts in [["a"], ["b", "c"], ["d"], ["e"], ["f", "g"]] {
      var all = documents(texts)
      #expect(try outcomes(&stage, &all) == texts.map { $0.uppercased() })
    }
  }

  /// What a program says behind its description is there when it has ended, at the latest.
  @Test(arguments: ["print('ready', flush=True)", "time.sleep(0.05)\n        print('ready', flush=True)"])
  func extraLinesBehindTheDescriptionAreRefused(_ saying: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      import sys, json, time
      for line in sys.stdin:
          if json.loads(line)["request"] == "describe":
              print('{"minwal": 1, "name": "t"}', flush=True)
              \(saying)
          else: break
      """, to: "stage.py")
    for _ in 0..<3 {
      let scope = OptionScope(folder: folder.url.path)
      let entries: [ConfigNode.Entry] = .options(["run": ["python3", "stage.py"]])
      #expect(StageType.batch(Command.self).make(entries, in: scope, at: nil, StageContext()) == nil)
      #expect(scope.diagnostics.map(\.code) == [.programFailed])
      #expect(scope.diagnostics.first?.message.contains("'ready") == true, "\(scope.diagnostics)")
    }
  }

  /// A program that fails on whatever it gets ends the run; one that fails on all of somebody's documents does not.
  @Test(arguments: [
    ("os._exit(3)", true), ("print('What is this?', flush=True)", true), ("say({'documents': []})", true),
    ("say({'error': 'no key'})", true),
    ("if any('bad' in d['text'] for d in documents): os._exit(3)\nreturn [{'id': d['id']} for d in documents]", false),
  ])
  func aProgramThatFailsOnAllEndsTheRun(_ process: String, _ endsRun: Bool) throws {
    let script = try StageScript(process: process)
    var stage = try script.stage()
    var all = documents((0..<12).map { "bad \($0)" })
    if endsRun {
      let error = #expect(throws: StageError.self) { _ = try outcomes(&stage, &all) }
      #expect(error?.code == "stage-unavailable", "\(String(describing: error))")
      #expect(error?.message.contains("has failed on the first 8 documents") == true, "\(String(describing: error))")
    } else {
      #expect(try outcomes(&stage, &all).allSatisfy { $0.hasPrefix("error: stage-crashed") })
    }
  }

  // MARK: The environment

  @Test func programsGetASmallEnvironment() throws {
    unsafe setenv("MINWAL_TEST_KEY", "secret", 1)
    unsafe setenv("MINWAL_TEST_TOOL", "given", 1)
    unsafe setenv("LC_TIME", "C", 1)
    let script = try StageScript(
      #""changes-text": true"#,
      process: #"return [{"id": d["id"], "text": json.dumps(dict(os.environ))} for d in documents]"#)
    var stage = try script.stage(["environment": ["MINWAL_TEST_TOOL", "MINWAL_NOT_SET"]])
    var one = documents(["x"])
    let text = try outcomes(&stage, &one)[0]
    let found = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: String])
    #expect(found["MINWAL_TEST_TOOL"] == "given" && found["MINWAL_NOT_SET"] == nil && found["LC_TIME"] == "C")
    let ours = ProcessInfo.processInfo.environment
    #expect(found["HOME"] == ours["HOME"] && found["PATH"]?.hasSuffix(ours["PATH"] ?? "?") == true)
    // Some are set by what starts Python.
    let allowed = Set(ProgramEnvironment.names + ["MINWAL_RUN", "MINWAL_TEST_TOOL"])
    let others = Set(found.keys).subtracting(allowed).subtracting(["PWD", "OLDPWD", "SHLVL", "_", "LC_CTYPE"])
    #expect(others.allSatisfy { $0.contains("PYENV") }, "\(others)")
    #expect(!text.contains("secret"))
  }

  @Test(arguments: [("KEY=value", "takes names of variables, not values"), ("", "a name that no variable can have")])
  func namesOfVariablesAreChecked(_ name: String, _ message: String) throws {
    let script = try StageScript(process: "return []")
    let error = #expect(throws: Diagnostics.self) {
      _ = try script.stage(["environment": .init(.sequence([.init(.string(name))]))])
    }
    #expect(error?.all.first?.message.contains(message) == true, "\(error?.all ?? [])")
    #expect(error?.all.contains { $0.message.contains("value'") } == false)
  }

  /// What a program has started ends with it.
  @Test func grandchildrenEndToo() throws {
    let script = try StageScript(
      process: #"""
        import subprocess
        child = subprocess.Popen(["sleep", "1000"])
        open("pid", "w").write(str(child.pid))
        return [{"id": d["id"]} for d in documents]
        """#)
    do {
      var stage = try script.stage()
      var all = documents(["a"])
      _ = try outcomes(&stage, &all)
    }
    let pid = try #require(Int32(try script.folder.read("pid")))
    var patience = 100
    while isRunning(pid), patience > 0 {
      usleep(50_000)
      patience -= 1
    }
    #expect(!isRunning(pid))
  }

  /// Whether a process runs; one that has ended and that nobody has waited for does not.
  private func isRunning(_ pid: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return false }
    return !status.contains(") Z ")
  }

  /// Programs get nothing but what is meant for them.
  @Test func noDescriptorLeaks() throws {
    let script = try StageScript(
      #""changes-text": true"#,
      process: #"return [{"id": d["id"], "text": " ".join(sorted(os.listdir("/proc/self/fd")))} for d in documents]"#)
    let handle = try FileHandle(forReadingFrom: script.folder.url.appendingPathComponent("stage.py"))
    _ = fcntl(handle.fileDescriptor, F_SETFD, 0)
    var stage = try script.stage()
    var all = documents(["a"])
    // The fourth is the folder that is being listed.
    #expect(try outcomes(&stage, &all) == ["0 1 2 3"])
    try handle.close()
  }

  @Test func scriptsCountForTheFingerprint() throws {
    let script = try StageScript(process: "return []")
    let context = StageContext()
    let scope = OptionScope(folder: script.folder.url.path)
    let entries: [ConfigNode.Entry] = .options(["run": ["python3", "stage.py", "-x", "nosuch"]])
    #expect(StageType.batch(Command.self).make(entries, in: scope, at: nil, context) != nil)
    #expect(context.filesRead.map(\.name) == ["stage.py"])
  }
}
