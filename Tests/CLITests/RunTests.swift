import Foundation
import MinwalTestSupport
import Testing

/// Runs of the built command over small inputs: what is read, what is written, and how it ends.
@Suite struct RunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Writes a recipe that only exports.
  func recipe(_ input: String, _ export: String = "{ format: jsonl, to: out/x.jsonl }", more: String = "") throws {
    try folder.write("minwal: 1\ninput: \(input)\nstages:\n  - export: \(export)\n\(more)", to: "r.yaml")
  }

  func run(_ arguments: String..., input: String = "") throws -> BuiltCommand.Result {
    try BuiltCommand.run(["run", "r.yaml"] + arguments, in: folder.url, input: Data(input.utf8))
  }

  func records(_ path: String = "out/x.jsonl") throws -> [[String: Any]] {
    try folder.read(path).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  func ids(_ path: String = "out/x.jsonl") throws -> [String] { try records(path).map { $0["id"] as? String ?? "?" } }

  // MARK: Files

  @Test(arguments: [
    ("texts/*.txt", ["a.txt", "b.txt"]),
    ("texts/**/*.txt", ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]),
    ("texts", ["a.txt", "b.txt", "notes.md", "sub/c.txt", "sub/deep/d.txt"]),
    ("texts/{a,notes}.*", ["a.txt", "notes.md"]),
    ("texts/[!a].txt", ["b.txt"]),
    ("texts/?.txt", ["a.txt", "b.txt"]),
    ("texts/a.txt", ["a.txt"]),
    ("texts/.hidden.txt", [".hidden.txt"]),
  ])
  func findsFiles(_ pattern: String, _ expected: [String]) throws {
    for file in ["b.txt", "a.txt", "notes.md", "sub/c.txt", "sub/deep/d.txt", ".hidden.txt"] {
      try folder.write("نص", to: "texts/\(file)")
    }
    try recipe("{ files: '\(pattern)' }")
    let result = try run()
    #expect(result.status == 0, "\(result.error)")
    #expect(try ids() == expected)
  }

  @Test func readsAFileOnceThatTwoPatternsName() throws {
    try folder.write("one", to: "t/a.txt")
    try folder.write("two", to: "t/b.txt")
    try recipe("{ files: [t/b.txt, 't/*.txt'] }")
    #expect(try run().status == 0)
    #expect(try ids() == ["b.txt", "a.txt"])
  }

  @Test func readsFilesWhoseNamesAreNotUTF8() throws {
    try folder.write("", to: "t/a.txt")
    for (name, text) in [("307", "one"), ("310", "two")] {
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = ["-c", "printf \(text) > \"$(printf '\\\(name).txt')\""]
      shell.currentDirectoryURL = folder.url.appendingPathComponent("t")
      try shell.run()
      shell.waitUntilExit()
    }
    try recipe("{ files: t }", "{ format: text, to: out, layout: file-per-document }")
    let result = try run()
    #expect(result.status == 0, "\(result.error)")
    let files = folder.files().filter { $0.hasPrefix("out/") }
    #expect(files.count == 3 && files.filter { $0.hasPrefix("out/\u{FFFD}-") }.count == 2, "\(files)")
  }

  @Test func namesAPatternOfTooManyAlternatives() throws {
    try recipe("{ files: '\(String(repeating: "{a,b}", count: 11)).txt' }")
    let inRecipe = try run()
    #expect(inRecipe.status == 65 && inRecipe.error.contains("r.yaml:2:17") && inRecipe.error.contains("1024"))
    try recipe("{ files: t }")
    let given = try run("--input", String(repeating: "{a,b}", count: 11))
    #expect(given.status == 64 && given.error.contains("1024"))
  }

  @Test func keepsOutputInItsFolder() throws {
    let outside = try TemporaryFolder()
    try folder.write("one", to: "t/a.txt")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("o"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("o/out").path, withDestinationPath: outside.url.path)
    try recipe("{ files: t }")
    let result = try run("--output", "o")
    #expect(result.status == 74 && result.error.contains("o/out: it is a symbolic link"), "\(result.error)")
    #expect(outside.files().isEmpty)
  }

  @Test func doesNotFollowALinkLoop() throws {
    try folder.write("one", to: "t/a.txt")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("t/loop"), withDestinationURL: folder.url.appendingPathComponent("t"))
    try recipe("{ files: t }")
    #expect(try run().status == 0)
    #expect(try ids() == ["a.txt"])
  }

  /// A link to nowhere is a document that fails, and the run has a journal all the same.
  @Test func quarantinesWhatCannotBeOpened() throws {
    try folder.write("one", to: "t/a.txt")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("t/gone.txt").path, withDestinationPath: "nowhere")
    try recipe("{ files: t }")
    #expect(try run().status == 3)
    #expect(try ids() == ["a.txt"])
    #expect(try folder.read("quarantine/r/gone.txt.error.json").contains("\"code\":\"unreadable-input\""))
    #expect(try run("--resume").error.contains("the earlier run had done them all"))
    try folder.write("y", to: "t/nowhere")
    let retry = try BuiltCommand.run(["retry", "r.yaml"], in: folder.url)
    #expect(retry.error.contains("1 document of the quarantine was tried again"), "\(retry.error)")
  }

  // MARK: Bytes

  @Test(arguments: [
    (Data("\u{FEFF}سلام\r\nثان\rثالث".utf8), "سلام\nثان\nثالث"),
    (Data([0xFF, 0xFE, 0x33, 0x06, 0x0D, 0x00, 0x0A, 0x00, 0x3D, 0xD8, 0x00, 0xDE]), "س\n😀"),
    (Data([0xFE, 0xFF, 0x06, 0x33, 0x06]), "س\u{FFFD}"),
    (Data([0x61, 0xFF, 0xE2, 0x82, 0x62, 0xED, 0xA0, 0x80]), "a\u{FFFD}\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}"),
    (Data(), ""),
    (Data([0x61, 0x00, 0x62]), "a\u{0}b"),
  ])
  func decodes(_ bytes: Data, _ expected: String) throws {
    try folder.write(bytes, to: "t/a.txt")
    try recipe("{ files: t }")
    #expect(try run().status == 0)
    #expect(try records().map { $0["text"] as? String } == [expected])
  }

  @Test func decodesADeclaredEncoding() throws {
    try folder.write(Data([0xE3, 0xD1, 0xCD, 0xC8, 0xC7]), to: "t/a.txt")
    try recipe("{ files: t, encoding: windows-1256 }")
    #expect(try run().status == 0)
    #expect(try records().map { $0["text"] as? String } == ["مرحبا"])
  }

  @Test func rejectsInvalidUTF8WhenAsked() throws {
    let bytes = Data([0x61, 0xFF])
    try folder.write(bytes, to: "t/a.txt")
    try folder.write("fine", to: "t/b.txt")
    try recipe("{ files: t, invalid-utf8: reject }")
    #expect(try run().status == 3)
    #expect(try ids() == ["b.txt"])
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("quarantine/r/a.txt")) == bytes)
  }

  @Test func quarantinesPictures() throws {
    try folder.write(Data([0x89, 0x50, 0x4E, 0x47] + (0..<200).map { UInt8($0 % 7) }), to: "t/a.png")
    try recipe("{ files: t }")
    let result = try run()
    #expect(result.status == 3)
    let error = try folder.read("quarantine/r/a.png.error.json")
    #expect(error.contains("wrong-kind") && error.contains("a picture (PNG)"))
  }

  // MARK: JSON Lines

  @Test func readsJSONLines() throws {
    try folder.write(
      #"""
      {"id":"one","text":"نص \u0623\ud83d\ude00","title":"عنوان","source":{"site":"x","n":[1.10,null]}}

      {"id":2,"text":"two"}
      {"text":"no id"}
      """#, to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    #expect(try run().status == 0)
    #expect(
      try folder.read("out/x.jsonl") == #"""
        {"id":"one","text":"نص أ😀","title":"عنوان","metadata":{"source":{"site":"x","n":[1.10,null]}}}
        {"id":"2","text":"two","title":null,"metadata":{}}
        {"id":"d.jsonl@128","text":"no id","title":null,"metadata":{}}

        """#)
  }

  @Test(arguments: [
    #"{"id":"x","text":"unclosed"#, #"{"id":"x"}"#, #"{"id":"x","text":7}"#, "[1,2]", "nonsense",
    #"{"id":"x","text":"a"} x"#,
    #"{"id":"x","text":"a",}"#, #"{"text":"a\q"}"#, "{\"text\":\"a\tb\"}", String(repeating: "[", count: 5000),
    #"{"text":01}"#, #"{"a":1 "text":"x"}"#,
  ])
  func aMalformedLineCostsOneRecord(_ line: String) throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\n\(line)\n{\"id\":\"b\",\"text\":\"2\"}\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    let result = try run()
    #expect(result.status == 3)
    #expect(try ids() == ["a", "b"])
    let kept = try #require(
      folder.files().first { $0.hasPrefix("quarantine/r/") && !$0.hasSuffix(".json") })
    #expect(try folder.read(kept) == line)
    #expect(try folder.read(kept + ".error.json").contains("\"input\":\"d.jsonl:2\""))
    #expect(result.error.contains("3 read = 2 exported + 0 dropped + 1 quarantined"))
  }

  @Test func stopsAtTheFirstErrorWhenAsked() throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\nbroken\n{\"id\":\"b\",\"text\":\"2\"}\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }", more: "on-error: stop\n")
    let result = try run()
    #expect(result.status == 3)
    #expect(result.error.contains("stopped at the first document that failed"))
    #expect(!folder.has("out/x.jsonl"))
    #expect(folder.has("out/x.jsonl.partial"))
  }

  @Test func usesOtherFields() throws {
    try folder.write(#"{"url":"u","body":"b","id":"kept","lang":"fr"}"#, to: "d.jsonl")
    try recipe(
      "{ jsonl: d.jsonl, id-field: url, text-field: body, language-field: lang }",
      "{ format: jsonl, to: out/x.jsonl, fields: [id, text, language, metadata.id] }")
    #expect(try run().status == 0)
    #expect(
      try folder.read("out/x.jsonl") == "{\"id\":\"u\",\"text\":\"b\",\"language\":\"fr\",\"metadata.id\":\"kept\"}\n")
  }

  // MARK: Command line

  @Test func readsStandardInput() throws {
    try recipe("{ files: '-' }", "{ format: text, to: '-' }")
    let result = try run(input: "مرحبا\nبالعالم")
    #expect(result.status == 0)
    #expect(result.output == "مرحبا\nبالعالم\n\n")
  }

  @Test func inputReplacesTheRecipes() throws {
    try folder.write("one", to: "other/a.txt")
    try folder.write("{\"id\":\"j\",\"text\":\"2\"}", to: "other/b.jsonl")
    try recipe("{ files: nowhere }")
    #expect(try run().status == 66)
    #expect(try run("--input", "other").status == 0)
    #expect(try ids() == ["a.txt", "j"])
  }

  @Test func aRecipeWithoutInputNeedsOne() throws {
    try folder.write("minwal: 1\nstages:\n  - export: { format: text, to: '-' }\n", to: "r.yaml")
    #expect(try run().status == 66)
    #expect(try run("--input", "-", input: "x").output == "x\n\n")
  }

  @Test func outputIsPutBelowAFolder() throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\nbroken\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    #expect(try run("--output", "elsewhere").status == 3)
    #expect(folder.files().filter { $0.hasPrefix("elsewhere") }.count == 3)
    #expect(!folder.has("out"))
    #expect(!folder.has("quarantine"))
  }

  @Test(arguments: ["/tmp/x.jsonl", "../x.jsonl", "a/../../x.jsonl"])
  func outputCannotLeaveItsFolder(_ path: String) throws {
    try folder.write("x", to: "t/a.txt")
    try recipe("{ files: t }", "{ format: jsonl, to: '\(path)' }")
    let result = try run("--output", "elsewhere")
    #expect(result.status == 65)
    #expect(result.error.contains("[output-outside]"))
  }

  @Test func onlyDataGoesToStandardOutput() throws {
    try folder.write("x", to: "t/a.txt")
    try recipe("{ files: t }")
    let result = try run("--output", "-", "--progress", "json")
    #expect(result.status == 0)
    #expect(result.output == "{\"id\":\"a.txt\",\"text\":\"x\",\"title\":null,\"metadata\":{}}\n")
    #expect(result.error.contains("\"exported\":1"))
    #expect(!folder.has("out"))
  }

  @Test func limits() throws {
    try folder.write((1...9).map { "{\"id\":\"\($0)\",\"text\":\"t\"}\n" }.joined(separator: "\n"), to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    #expect(try run("--limit", "4").status == 0)
    #expect(try ids() == ["1", "2", "3", "4"])
  }

  @Test func outputInsideOfTheInputIsRefused() throws {
    try folder.write("x", to: "a.txt")
    try recipe("{ files: . }")
    let result = try run()
    #expect(result.status == 64)
    #expect(result.error.contains("lies in the input"))
  }

  /// `check` knows before a run does.
  @Test func checkFindsOutputInsideOfTheInput() throws {
    try folder.write("x", to: "t/a.txt")
    try recipe("{ files: t }", "{ format: jsonl, to: t/out.jsonl }")
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 0, "with another output it runs")
    #expect(result.error.contains("warning: the output 't/out.jsonl' lies in the input 't'"), "\(result.error)")
  }

  /// Whatever the pattern, what failed is not read again by the next run.
  @Test func theQuarantineIsNoInput() throws {
    try folder.write("fine", to: "a.txt")
    try folder.write(Data(repeating: 0xFF, count: 40), to: "b.txt")
    try recipe("{ files: '**/*.txt' }")
    for _ in 0..<2 {
      let result = try run()
      #expect(result.status == 3 && result.error.contains("2 read = 1 exported"), "\(result.error)")
    }
  }

  /// As with `--input`, the names of files say what they hold.
  @Test(arguments: ["d.jsonl", "[d.jsonl]", "'*.jsonl'"])
  func anInputOfLinesIsReadByLines(_ input: String) throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"b\",\"text\":\"2\"}\n", to: "d.jsonl")
    try recipe(input)
    #expect(try run().status == 0)
    #expect(try ids() == ["a", "b"])
  }

  @Test func anEmptyPatternIsMissingInput() throws {
    try folder.write("x", to: "t/a.md")
    try recipe("{ files: 't/*.txt' }")
    let result = try run()
    #expect(result.status == 66)
    #expect(result.error.contains("[missing-input]"))
    #expect(!folder.has("out/x.jsonl"))
  }

  /// Documents that lost most to another encoding are named, and are in the report.
  @Test func namesWhatWasRepaired() throws {
    try folder.write("A long line of words that are fine.", to: "t/a.txt")
    try folder.write(
      Data(Array("A caf".utf8) + [0xE9] + Array(" and a th".utf8) + [0xE9] + Array(" for two".utf8)), to: "t/b.txt")
    try recipe("{ files: t }")
    let result = try run("--report", "-")
    #expect(result.status == 0)
    #expect(
      result.error.contains("2 malformed sequences in 1 document became U+FFFD\n    most in b.txt 2\n"),
      "\(result.error)")
    #expect(result.output.contains("\"most-repaired\":[{\"id\":\"b.txt\",\"index\":1,\"replaced-sequences\":2}]"))
    #expect(!folder.has("-"))
  }

  /// Who declares no language gets the one that stages went by.
  @Test func exportsTheLanguageThatWasFound() throws {
    try folder.write(
      "The council met on Monday, and the work on the old bridge will begin in the spring of the year.", to: "t/a.txt")
    try folder.write("123", to: "t/b.txt")
    try recipe("{ files: t }", "{ format: jsonl, to: out/x.jsonl, fields: [id, language] }")
    #expect(try run().status == 0)
    #expect(
      try folder.read("out/x.jsonl") == "{\"id\":\"a.txt\",\"language\":\"en\"}\n{\"id\":\"b.txt\",\"language\":null}\n"
    )
  }

  @Test(arguments: [
    ["run"], ["run", "r.yaml", "--jobs", "0"], ["run", "r.yaml", "--limit", "-1"], ["rum"], ["stages", "segmant"],
  ])
  func usageErrors(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(arguments, in: folder.url)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(!result.error.isEmpty)
  }

  // MARK: A file per document

  @Test func namesOfFilesStayInTheirFolder() throws {
    let ids = [
      "plain", "plain", "PLAIN", "../../escape", "/etc/passwd", "a/b", "a\u{0}b", ".hidden", "con", "x:y", "", "..",
      String(repeating: "ط", count: 300), "dots...", "a//b", "./a",
    ]
    let lines = try ids.map { id in
      String(decoding: try JSONSerialization.data(withJSONObject: ["id": id, "text": "t"]), as: UTF8.self)
    }
    try folder.write(lines.joined(separator: "\n"), to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }", "{ format: text, to: out/docs, layout: file-per-document }")
    let result = try run()
    #expect(result.status == 0, "\(result.error)")
    let files = folder.files().filter { $0 != "d.jsonl" && $0 != "r.yaml" }
    #expect(files.count == ids.count)
    #expect(files.allSatisfy { $0.hasPrefix("out/docs/") && !$0.split(separator: "/").contains("..") })
    #expect(Set(files.map { $0.lowercased() }).count == ids.count)
    #expect(files.contains("out/docs/plain.txt"))
    #expect(files.contains("out/docs/a/b.txt"))
  }
}
