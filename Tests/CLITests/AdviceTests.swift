import Foundation
import MinwalTestSupport
import Testing

/// What people type who do not know Minwal yet, and what is then said: what is wrong, and what to type.
@Suite struct AdviceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("A page of text: it has a colon.\nAnd a second line.\n", to: "page.txt")
    try folder.write("one", to: "pages/a.txt")
    try recipe("- clean")
  }

  private func recipe(_ stages: String, to name: String = "base.yaml", key: String = "stages") throws {
    try folder.write(
      "minwal: 1\ninput: pages\n\(key):\n  \(stages)\n  - export: { format: jsonl, to: o.jsonl }\n", to: name)
  }

  private func minwal(_ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  @Test(
    arguments: [
      ("run base.yaml --format jsonl", "--set export.format=jsonl"), ("run base.yaml --out x", "--output DIR"),
      ("run base.yaml --format=csv", "--set export.format"),
      ("run base.yaml --limit -1", "'--limit' takes a number from 1"),
      ("learn base.yaml --limit -1", "'--limit' takes a number from 1"),
      ("plan base.yaml --shards -1", "'--shards' takes a number from 1, not -1"),
      ("explain Wrong-Kin", "Did you mean 'wrong-kind'?"),
      ("run base.yaml --jobs -2", "'--jobs' takes a number from 1"), ("run base.yaml --workers 3", "--jobs N"),
      ("base.yaml", "minwal run base.yaml"), ("page.txt", "minwal run RECIPE.yaml --input page.txt"),
      ("pages/", "minwal run RECIPE.yaml --input pages/"),
    ] as [(String, String)])
  func wrongUsageSaysWhatToType(_ command: String, _ advice: String) throws {
    let result = try minwal(command.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    #expect(result.error.contains(advice), "\(result.error)")
  }

  @Test(arguments: ["wrong-kind", "Wrong-Kind", "[WRONG-KIND]"]) func codesAreFoundInAnyCase(_ code: String) throws {
    let result = try minwal(["explain", code])
    #expect(result.status == 0 && result.output.hasPrefix("wrong-kind: "), "\(result)")
  }

  @Test(
    arguments: [
      ("run page.txt", "page.txt:1:1: error: this is not a recipe", "minwal run RECIPE.yaml --input page.txt"),
      ("run base.yaml page.txt", "this is not a recipe", "--input page.txt"),
      ("check page.txt", "this is not a recipe", "--input page.txt"),
      ("run pages/", "it is a folder", "--input pages/"), ("run .", "it is a folder", "a recipe in it: base.yaml"),
      ("run base.yaml --set input.jsonl=page.txt", "'files' and 'jsonl' exclude each other", "--input PATH"),
    ] as [(String, String, String)])
  func whatIsNoRecipeSaysWhatToType(_ command: String, _ problem: String, _ advice: String) throws {
    let result = try minwal(command.split(separator: " ").map(String.init))
    #expect(result.status == 65)
    #expect(result.error.contains(problem) && result.error.contains(advice), "\(result.error)")
  }

  @Test(
    arguments: [
      ("clean", "'minwal stages clean'"), ("other-language", "no exporter is for"), ("input", "What to read"),
      ("no-exporter", "condition of no exporter"), ("wrong-encoding", "minwal new recipe FILE"),
    ] as [(String, String)])
  func explainsWhatIsNoCodeToo(_ name: String, _ text: String) throws {
    let result = try minwal(["explain", name])
    #expect(result.status == 0)
    #expect(result.output.contains(text), "\(result.output)")
  }

  /// What is wrong in the list is told with its name.
  @Test(arguments: ["process", "pipeline", "steps", "tasks"]) func keysOfOtherToolsAreKnown(_ key: String) throws {
    try recipe("- clean: { pakcs: [web-ar] }", key: key)
    let result = try minwal(["check", "base.yaml"])
    #expect(result.error.contains("a recipe calls that 'stages'"), "\(result.error)")
    #expect(result.error.contains("did you mean 'packs'?"))
    #expect(!result.error.contains("has no 'stages'"))
    #expect(result.error.contains("2 errors"))
  }

  @Test(arguments: ["\u{A0} ", "\u{A0}\u{A0}", " \u{3000}"]) func spacesThatIndentNothingAreNamed(_ indent: String)
    throws
  {
    try folder.write(
      "minwal: 1\ninput:\n\(indent)files: pages\nstages:\n\(indent)- clean: { pakcs: [web-ar] }\n  - export: { format: jsonl, to: o.jsonl }\n",
      to: "base.yaml")
    let result = try minwal(["check", "base.yaml"])
    #expect(result.error.contains("cannot indent YAML"), "\(result.error)")
    #expect(result.error.contains("base.yaml:3:"))
    #expect(result.error.contains("did you mean 'packs'?"))
    #expect(result.error.contains("2 errors"))
  }

  /// In a text such a space is text.
  @Test func oddSpacesInTextAreText() throws {
    try folder.write(
      "minwal: 1\nabout: |\n  \u{A0}indented\ninput: pages\nstages:\n  - export: { format: jsonl, to: o.jsonl }\n",
      to: "base.yaml")
    #expect(try minwal(["check", "base.yaml"]).status == 0)
  }

  @Test func theChainIsCheckedWithTheOptions() throws {
    try recipe("- summarize: { sentnces: 3 }")
    let result = try minwal(["check", "base.yaml"])
    #expect(result.error.contains("[unknown-option]") && result.error.contains("[missing-layer]"), "\(result.error)")
  }

  /// What a stage needs may depend on options; those that are right say so.
  @Test(
    arguments: [
      ("- translate-stub: { to: en, of: [sentences], pakcs: 1 }", "[unknown-option]", "needs 'summary'"),
      ("- translate-stub: { to: en, of: [text] }", "[unknown-choice]", "[missing-layer]"),
      ("- translate-stub: { to: en, off: [sentences] }", "[unknown-option]", "[missing-layer]"),
      ("- summarize: { sentences: many }", "needs 'sentences'", "needs 'paragraphs'"),
    ] as [(String, String, String)])
  func rightOptionsCountBesideWrongOnes(_ stage: String, _ told: String, _ untold: String) throws {
    try recipe(stage)
    let result = try minwal(["check", "base.yaml"])
    #expect(result.error.contains(told) && !result.error.contains(untold), "\(result.error)")
  }

  @Test func theStageThatReadsTwiceIsNamed() throws {
    try recipe("- clean: { learn: corpus }")
    let result = try BuiltCommand.run(["run", "base.yaml", "--input", "-"], in: folder.url)
    #expect(result.status == 64)
    #expect(result.error.contains("'clean' at base.yaml:4:") && result.error.contains("--input"), "\(result.error)")
  }

  @Test func aLockedRunSaysHowToWait() throws {
    try recipe("- filter: { run: [sh, -c, 'touch begun; sleep 3; cat'] }")
    let scratch = try TemporaryFolder()
    let first = try BuiltCommand.start(["run", "base.yaml"], in: folder.url, scratch: scratch)
    for _ in 0..<600 where !folder.has("begun") { usleep(20_000) }
    let second = try minwal(["run", "base.yaml"])
    first.waitUntilExit()
    #expect(second.status == 74)
    #expect(second.error.contains("--output") && !second.error.contains("resume"), "\(second.error)")
    #expect(!second.error.contains(" read = "))
  }

  // MARK: Runs

  @Test func quietRunsSayNothingUnlessSomethingIsWrong() throws {
    try recipe("- segment")
    let quiet = try minwal(["run", "base.yaml", "--quiet"])
    #expect(quiet.status == 0)
    #expect(quiet.error.isEmpty && quiet.output.isEmpty, "\(quiet.error)")
    try folder.write(Data((0..<200).map { _ in 0 }), to: "pages/b.txt")
    let failed = try minwal(["run", "base.yaml", "-q"])
    #expect(failed.status == 3)
    #expect(failed.error.contains("1 quarantined"))
  }

  @Test func oneLanguageIsKeptByALine() throws {
    try folder.write(
      "هذا نص عربي قصير عن المدينة القديمة وأسواقها التي يزورها الناس في كل يوم. ثم ذهب إلى البيت.", to: "pages/ar.txt")
    try folder.write(
      "This is a short English text about the old town and the markets that people visit.", to: "pages/a.txt")
    try folder.write(
      "minwal: 1\ninput: pages\nstages:\n  - export: { when: { language: ar }, format: jsonl, to: o.jsonl, fields: [id] }\n",
      to: "base.yaml")
    let result = try minwal(["run", "base.yaml"])
    #expect(result.status == 0)
    #expect(result.error.contains("dropped: other-language 1"), "\(result.error)")
    #expect(try folder.read("o.jsonl") == "{\"id\":\"ar.txt\"}\n")
  }

  @Test func programsGetTheLanguageThatExportWrites() throws {
    try folder.write(
      "This is a short English text about the old town and the markets that people visit.", to: "pages/a.txt")
    try folder.write(
      """
      import json, sys
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              answer = {"minwal": 1, "name": "tell", "summary": "Tells what it got."}
          else:
              answer = {"documents": [
                  {"id": d["id"], "metadata": {"seen": d["language"]}} for d in request["documents"]]}
          print(json.dumps(answer), flush=True)
      """, to: "tell.py")
    try recipe("- command: { run: [python3, tell.py] }")
    let result = try minwal(["run", "base.yaml"])
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.read("o.jsonl").contains("\"seen\":\"en\""))
  }

  /// Only what is in the encoding leaves the quarantine.
  @Test func aRetryLeavesWhatIsInAnotherEncoding() throws {
    let text =
      "قال الوزير إن المدينة القديمة تستقبل الزوار في كل عام، وإن الأسواق مفتوحة للجميع. ثم أضاف أن العمل مستمر في الشوارع كلها."
    let encodings: [(name: String, encoding: String)] = [
      ("w", "WINDOWS-1256"), ("i", "ISO-8859-6"), ("u", "UTF-16LE"),
    ]
    for (name, encoding) in encodings {
      try folder.write(text.replacing("،", with: ","), to: "plain")
      try folder.write(
        try converted(folder.url.appendingPathComponent("plain").path, to: encoding), to: "mixed/\(name).txt")
    }
    try folder.write(
      "minwal: 1\nname: r\ninput: mixed\nstages:\n  - export: { format: jsonl, to: o.jsonl, fields: [id, text] }\n",
      to: "base.yaml")
    #expect(try minwal(["run", "base.yaml"]).status == 3)
    #expect(folder.files().filter { $0.hasPrefix("quarantine/") && !$0.hasSuffix("json") }.count == 3)
    let first = try minwal(["retry", "base.yaml", "--set", "input.encoding=windows-1256"])
    #expect(first.status == 3, "\(first.error)")
    #expect(folder.files().filter { $0.hasPrefix("quarantine/") && !$0.hasSuffix("json") }.count == 2)
    #expect(try folder.read("quarantine/r/i.txt.error.json").contains("like iso-8859-6"))
    #expect(try folder.read("quarantine/r/u.txt.error.json").contains("like utf-16le"))
    for encoding in ["iso-8859-6", "utf-16le"] {
      _ = try minwal(["retry", "base.yaml", "--set", "input.encoding=\(encoding)"])
    }
    #expect(!folder.has("quarantine/r"))
    let records = try folder.read("o.jsonl").split(separator: "\n")
    #expect(records.count == 3 && records.allSatisfy { $0.contains("قال الوزير") })
  }

  private func converted(_ path: String, to encoding: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["iconv", "-f", "utf-8", "-t", encoding, path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return data
  }
}
