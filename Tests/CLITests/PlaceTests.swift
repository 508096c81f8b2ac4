import Foundation
import MinwalTestSupport
import Testing

/// Where runs read and write: links, names that are no text, files that change, places that are taken.
@Suite struct PlaceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func recipe(_ stages: String, input: String = "t", more: String = "") throws {
    try folder.write("minwal: 1\nname: r\ninput: \(input)\nstages:\n\(stages)\n\(more)", to: "r.yaml")
  }

  func minwal(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  static let lines = "  - export: { format: jsonl, to: out/x.jsonl, fields: [id] }"
  static let files = "  - export: { format: markdown, to: out, layout: file-per-document }"

  // MARK: Names

  /// Characters that stand for bytes in names of files, in all that makes a name: ids, recipes, outputs, inputs.
  @Test(.timeLimit(.minutes(60)), arguments: ["\u{10FF80}", "\u{10FFFF}", "\u{10FF80}\u{10FFC7}"], [false, true])
  func charactersThatStandForBytesAreNames(_ name: String, isolated: Bool) throws {
    try folder.write(
      "{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"\(name)x\",\"text\":\"two\"}\n{\"id\":\"\(name)y\",\"text\":5}\n",
      to: "\(name).jsonl")
    try folder.write(
      """
      minwal: 1
      name: r\(name)
      input: { jsonl: "\(name).jsonl" }
      stages:
        - export: { format: markdown, to: "md\(name)", layout: file-per-document }
        - export: { format: jsonl, to: "o\(name).jsonl", fields: [id] }
      """, to: "\(name).yaml")
    let options = isolated ? ["--isolate"] : []
    let result = try BuiltCommand.run(["run", "\(name).yaml", "--progress", "none"] + options, in: folder.url)
    #expect(result.status == 3, "\(result.error)")
    #expect(try folder.read("o\(name).jsonl") == "{\"id\":\"a\"}\n{\"id\":\"\(name)x\"}\n")
    #expect(folder.files().filter { $0.hasPrefix("md\(name)/") }.count == 2)
    #expect(folder.files().filter { $0.hasPrefix("quarantine/") }.count == 2)
    let again = try BuiltCommand.run(
      ["run", "\(name).yaml", "--progress", "none", "--resume"] + options, in: folder.url)
    #expect(again.status == 3, "\(again.error)")
    #expect(try BuiltCommand.run(["retry", "\(name).yaml"], in: folder.url).status == 3)
  }

  @Test func namesBeginWithNoHyphen() throws {
    try folder.write("one", to: "t/-rf.txt")
    try recipe(Self.files)
    #expect(try minwal("run", "r.yaml").status == 0)
    #expect(folder.files().filter { $0.hasPrefix("out/") }.allSatisfy { !$0.hasPrefix("out/-") })
  }

  // MARK: Links

  @Test func linksOutOfTheInputAreFollowedIfAskedFor() throws {
    try folder.write("secret", to: "elsewhere/s.txt")
    try folder.write("one", to: "t/a.txt")
    try folder.write("two", to: "t/in/b.txt")
    let files = FileManager.default
    for (name, target) in [
      ("t/file.txt", "../elsewhere/s.txt"), ("t/folder", "../elsewhere"), ("t/inside.txt", "in/b.txt"),
      ("t/twice.txt", "file.txt"), ("t/in/up", ".."),
    ] { try files.createSymbolicLink(atPath: folder.url.path + "/" + name, withDestinationPath: target) }
    try recipe(Self.lines)
    let result = try minwal("run", "r.yaml", "--report", "report.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.read("out/x.jsonl") == "{\"id\":\"a.txt\"}\n{\"id\":\"in/b.txt\"}\n{\"id\":\"inside.txt\"}\n")
    #expect(result.error.contains("passed over: 3 links out of the input, such as t/file.txt"), "\(result.error)")
    #expect(try folder.read("report.json").contains("\"links-passed-over\":3"))
    #expect(try minwal("run", "r.yaml", "--set", "input.follow-links=true").status == 0)
    let all = try folder.read("out/x.jsonl")
    for id in ["file.txt", "folder/s.txt", "twice.txt"] { #expect(all.contains("\"\(id)\"")) }
  }

  /// What is no file in a folder is passed over, and counted.
  @Test func specialFilesArePassedOverAndCounted() throws {
    try folder.write("one", to: "t/a.txt")
    for name in ["b.txt", "c.txt"] {
      let made = unsafe mkfifo(folder.url.path + "/t/" + name, 0o600)
      #expect(made == 0)
    }
    try recipe(Self.lines)
    let result = try minwal("run", "r.yaml", "--report", "report.json")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      result.error.contains("passed over: 2 special files (pipes, sockets, devices), such as t/b.txt"),
      "\(result.error)")
    #expect(try folder.read("report.json").contains("\"passed-over\":{\"special-file\":2}"))
    #expect(try minwal("run", "r.yaml", "--dry-run").output.contains("would pass over: 2 special files"))
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("t/a.txt"))
    let none = try minwal("run", "r.yaml")
    #expect(none.status == 66 && none.error.contains("'t/b.txt' is a pipe, a socket or a device"), "\(none.error)")
  }

  @Test func anInputOfNothingButLinksSaysSo() throws {
    try folder.write("secret", to: "s.txt")
    try folder.write("", to: "t/.keep")
    try FileManager.default.createSymbolicLink(atPath: folder.url.path + "/t/l.txt", withDestinationPath: "../s.txt")
    try recipe(Self.lines)
    let result = try minwal("run", "r.yaml")
    #expect(result.status == 66)
    #expect(result.error.contains("follow-links: true"), "\(result.error)")
  }

  /// What a person names may be a link.
  @Test(arguments: ["l", "l.txt", "l/*.txt"]) func aLinkThatIsNamedIsFollowed(_ input: String) throws {
    try folder.write("one", to: "elsewhere/a.txt")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.url.path + "/l", withDestinationPath: "elsewhere")
    try files.createSymbolicLink(atPath: folder.url.path + "/l.txt", withDestinationPath: "elsewhere/a.txt")
    try recipe(Self.lines, input: "'\(input)'")
    #expect(try minwal("run", "r.yaml").status == 0)
    #expect(try folder.read("out/x.jsonl").contains("txt"))
  }

  // MARK: Changes

  @Test(arguments: ["echo x >> t/b.txt", "echo x > n && mv n t/b.txt", "rm -f t/c.txt"])
  func inputThatChangesIsToldOf(_ change: String) throws {
    for name in ["a", "b", "c"] { try folder.write("text of \(name)\n", to: "t/\(name).txt") }
    try recipe(
      // The filter is also tried when the recipe is checked, on other texts.
      "  - filter: { run: [sh, -c, 'sleep 0.05; t=$(cat); echo \"$t\"; case $t in \"text of\"*) test -e done || "
        + "{ touch done; \(change); };; esac'] }\n" + Self.lines)
    try folder.write("", to: "done")
    #expect(try minwal("run", "r.yaml", "--jobs", "1").status == 0)
    let calm = try minwal("run", "r.yaml", "--jobs", "1", "--resume")
    #expect(calm.status == 0 && !calm.error.contains("changed"), "\(calm.error)")
    try FileManager.default.removeItem(atPath: folder.url.path + "/done")
    let result = try minwal("run", "r.yaml", "--jobs", "1", "--report", "report.json")
    #expect(result.error.contains("warning: changed while it was read: "), "\(result.error)")
    if !change.hasPrefix("rm") {
      #expect(result.status == 0)
      #expect(result.error.contains("t/b.txt"), "\(result.error)")
      #expect(try folder.read("report.json").contains("b.txt\"]"))
    }
    let again = try minwal("run", "r.yaml", "--resume")
    #expect(again.status == 64, "\(again.error)")
    #expect(again.error.contains("the input has changed"), "\(again.error)")
  }

  // MARK: Outputs

  @Test(arguments: [".minwal/x.jsonl", "quarantine/x.jsonl", "out/../.minwal/r/journal", "quarantine/r/a", ".minwal"])
  func outputsDoNotLieInFoldersOfRuns(_ path: String) throws {
    try folder.write("one", to: "t/a.txt")
    try recipe("  - export: { format: jsonl, to: '\(path)' }")
    for command in ["check", "run"] {
      let result = try minwal(command, "r.yaml")
      #expect(result.status == 65)
      #expect(result.error.contains("[output-conflict]"), "\(result.error)")
    }
    #expect(!folder.has("quarantine"))
    try recipe("  - export: { format: jsonl, to: out/quarantine/minwal.jsonl }")
    #expect(try minwal("run", "r.yaml").status == 0)
  }

  @Test func foldersOfOtherRunsAreNoFoldersForOutput() throws {
    try folder.write("one", to: "t/a.txt")
    try recipe(Self.lines)
    try folder.write("", to: "o/.minwal/x")
    for output in ["o/.minwal", "o/quarantine", "o/quarantine/r", ".minwal/x"] {
      let result = try minwal("run", "r.yaml", "--output", output)
      #expect(result.status == 64)
      #expect(result.error.contains("reserved for runs"), "\(result.error)")
    }
    #expect(try minwal("run", "r.yaml", "--report", ".minwal/r/journal").status == 64)
    #expect(try minwal("run", "r.yaml", "--output", "quarantine").status == 0)
  }

  @Test(arguments: [
    ("--output", "file"), ("--output", "file/x"), ("--output", "t/a.txt"), ("one", "t"), ("one", "file/x.jsonl"),
    ("each", "file"), ("each", "file/x"),
  ])
  func whatIsInTheWayIsToldBeforeTheRun(_ kind: String, _ path: String) throws {
    try folder.write("kept", to: "file")
    try folder.write("one", to: "t/a.txt")
    switch kind {
    case "one": try recipe("  - export: { format: jsonl, to: \(path) }")
    case "each": try recipe("  - export: { format: markdown, to: \(path), layout: file-per-document }")
    default: try recipe(Self.lines)
    }
    let result = try minwal(arguments: ["run", "r.yaml"] + (kind == "--output" ? [kind, path] : []))
    #expect(result.status == 64, "\(result.error)")
    #expect(result.error.contains("name a f") || result.error.contains("is a file"), "\(result.error)")
    #expect(try folder.read("file") == "kept")
    #expect(!folder.has(".minwal") && !folder.has("quarantine"))
  }

  private func minwal(arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  // MARK: Patterns

  @Test(arguments: [
    String(repeating: "{a,b}", count: 5_000),
    String(repeating: "{,", count: 3_000) + String(repeating: "}", count: 3_000),
    String(repeating: "{a,b}", count: 9) + String(repeating: "x", count: 50_000),
  ])
  func patternsOfManyBracesAreRefusedAtOnce(_ pattern: String) throws {
    try folder.write("minwal: 1\ninput: { files: \"\(pattern)\" }\nstages:\n\(Self.lines)\n", to: "r.yaml")
    let start = ContinuousClock.now
    let result = try minwal("check", "r.yaml")
    #expect(result.status == 65)
    #expect(result.error.contains("[out-of-range]"))
    // Some 20 ms; a machine that is busy with other things takes longer, and what is not refused takes minutes.
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
