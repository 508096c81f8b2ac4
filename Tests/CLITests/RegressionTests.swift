import Foundation
import MinwalTestSupport
import Testing

/// Bugs that were fixed, each by what a person would have seen.
@Suite struct RegressionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func run(_ recipe: String, _ arguments: String..., input: String = "") throws -> BuiltCommand.Result {
    try folder.write("minwal: 1\n" + recipe, to: "r.yaml")
    return try BuiltCommand.run(["run", "r.yaml"] + arguments, in: folder.url, input: Data(input.utf8))
  }

  static let export = "stages:\n  - export: { format: jsonl, to: out/x.jsonl }\n"

  @Test func twoNamesThatDifferInBytesOnlyAreTwoFiles() throws {
    try folder.write("composed", to: "in/\u{E9}.txt")
    try folder.write("decomposed", to: "in/e\u{301}.txt")
    let result = try run("input: { files: ['in/\u{E9}.txt', 'in/e\u{301}.txt'] }\n" + Self.export)
    #expect(result.error.contains("2 read = 2 exported"))
  }

  @Test func aNameMayBeginWithAMark() throws {
    try folder.write("deep", to: "in/sub/\u{301}x.txt")
    let deep = try run("input: { files: 'in/*/*.txt' }\n" + Self.export)
    #expect(deep.error.contains("1 read = 1 exported"))
    let shallow = try run("input: { files: 'in/*.txt' }\n" + Self.export)
    #expect(shallow.status == 66)
  }

  @Test func anIdWithAMarkBehindItsSlashIsWritten() throws {
    try folder.write("{\"id\":\"a/\u{301}b\",\"text\":\"t\"}\n", to: "d.jsonl")
    let result = try run(
      "input: { jsonl: d.jsonl }\nstages:\n  - export: { format: text, to: out, layout: file-per-document }\n")
    #expect(result.status == 0, "\(result.error)")
    #expect(folder.files().filter { $0.hasPrefix("out/") }.count == 1)
  }

  @Test func codePointsThatAreNoCharactersAreRepaired() throws {
    try folder.write(Data([0x00, 0x11, 0x00, 0x00, 0x00, 0x00, 0x00, 0x41]), to: "in/a.txt")
    let result = try run(
      "input: { files: in, encoding: ucs-4 }\nstages: [clean, normalize, segment, {export: {format: text, to: '-'}}]\n")
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == String(repeating: "\u{FFFD}", count: 4) + "A\n\n")
  }

  @Test func aFileWithPatternCharactersInItsNameIsAFile() throws {
    try folder.write("one", to: "in/x [1].txt")
    let result = try run("input: { files: 'in/x [1].txt' }\n" + Self.export)
    #expect(result.error.contains("1 read = 1 exported"))
  }

  @Test func aFlatPatternDoesNotEnterFolders() throws {
    try folder.write("one", to: "in/a.txt")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("in/loop"), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appendingPathComponent("in/loop/gone").path, withDestinationPath: "nowhere")
    let result = try run("input: { files: 'in/*' }\n" + Self.export)
    #expect(result.status == 0)
    #expect(result.error.contains("1 read = 1 exported"))
  }

  @Test func theQuarantineOfARunIsNotItsInput() throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\nbroken\n", to: "d.jsonl")
    #expect(try run("input: { jsonl: d.jsonl }\n" + Self.export).status == 3)
    let result = try run("input: { jsonl: d.jsonl }\n" + Self.export, "--input", "quarantine/r")
    #expect(result.status == 64)
    #expect(folder.has("quarantine/r"))
  }

  @Test func twoRecipesOfARunCannotWriteToOnePlace() throws {
    try folder.write("x", to: "in/a.txt")
    for name in ["a", "b"] { try folder.write("minwal: 1\ninput: { files: in }\n" + Self.export, to: "\(name)/r.yaml") }
    let result = try BuiltCommand.run(
      ["run", "a/r.yaml", "b/r.yaml", "--input", "in", "--output", "o"], in: folder.url)
    #expect(result.status == 64)
    #expect(result.error.contains("both write to"))
    #expect(!folder.has("o"))
  }

  @Test func theRecipesLanguageIsTheDocuments() throws {
    try folder.write(
      "{\"id\":\"a\",\"text\":\"t\"}\n{\"id\":\"b\",\"text\":\"t\",\"language\":\"pt-BR\"}\n", to: "d.jsonl")
    let result = try run(
      "language: ar\ninput: { jsonl: d.jsonl }\nstages:\n  - export: { format: csv, to: '-', fields: [id, language] }\n"
    )
    #expect(result.output == "id,language\r\na,ar\r\nb,pt-BR\r\n")
  }

  @Test func halfADocumentIsNoDocument() throws {
    try folder.write("minwal: 1\ninput: { files: '-' }\n" + Self.export, to: "r.yaml")
    let scratch = try TemporaryFolder()
    let pipe = Pipe()
    let process = try BuiltCommand.start(["run", "r.yaml"], in: folder.url, scratch: scratch, pipe: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Data("half of a".utf8))
    try folder.wait(for: "out/x.jsonl.partial", from: process)
    usleep(100_000)
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationStatus == 75)
    #expect(try scratch.read("stderr").contains("0 read = 0 exported"))
  }

  @Test func readingErrorsAreExplained() throws {
    for code in ["malformed-record", "binary-input", "invalid-encoding", "unreadable-input", "document-too-large"] {
      let result = try BuiltCommand.run(["explain", code], in: folder.url)
      #expect(result.status == 0)
      #expect(
        result.output.hasPrefix("\(code): ") && result.output.split(separator: "\n").count > 1, "\(result.output)")
    }
  }

  @Test func aPipeThatNobodyWritesToCanBeInterrupted() throws {
    let made = unsafe mkfifo(folder.url.appendingPathComponent("pipe").path, 0o600)
    #expect(made == 0)
    try folder.write("minwal: 1\ninput: { files: pipe }\n" + Self.export, to: "r.yaml")
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(["run", "r.yaml"], in: folder.url, scratch: scratch)
    try folder.wait(for: "out/x.jsonl.partial", from: process)
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 75)
  }

  @Test func aClosedPipeEndsQuietly() throws {
    try folder.write(
      String(repeating: "{\"text\":\"\(String(repeating: "x", count: 500))\"}\n", count: 4000), to: "d.jsonl")
    try folder.write("minwal: 1\ninput: { jsonl: d.jsonl }\n" + Self.export, to: "r.yaml")
    let shell = Process()
    let scratch = try TemporaryFolder()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c", "\"$0\" run r.yaml -o - 2>\"$1\" | head -c 10; exit ${PIPESTATUS[0]}", BuiltCommand.url.path,
      scratch.url.path + "/e",
    ]
    shell.currentDirectoryURL = folder.url
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationStatus == 74)
    #expect(try scratch.read("e") == "r: stopped, since standard output was closed\n")
  }

  @Test(arguments: ["out/", "r.yaml"])
  func anOutputThatCannotBeIsFoundByCheck(_ path: String) throws {
    let result = try run("input: { files: in }\nstages:\n  - export: { format: jsonl, to: \(path) }\n", "--input", "in")
    #expect(result.status == 65)
    #expect(result.error.contains("[output-conflict]"))
  }

  @Test func aReportThatCannotBeWrittenIsFoundFirst() throws {
    try folder.write("x", to: "in/a.txt")
    let result = try run("input: { files: in }\n" + Self.export, "--report", "nowhere/report.json")
    #expect(result.status == 74)
    #expect(!folder.has("out"))
  }

  @Test func jsonLinesStayJSONLinesUnderAnyName() throws {
    try folder.write("{\"text\":\"1\"}\n{\"text\":\"2\"}\n", to: "d.json")
    let result = try run("input: { jsonl: nowhere.jsonl }\n" + Self.export, "--input", "d.json")
    #expect(result.error.contains("2 read = 2 exported"))
  }
}
