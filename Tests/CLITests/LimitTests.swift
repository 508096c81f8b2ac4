import Foundation
import MinwalTestSupport
import Testing

/// Runs where something runs out: descriptors, room, patience.
@Suite(.timeLimit(.minutes(60))) struct LimitTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the command in a shell that has set limits before.
  private func run(_ limits: String, _ arguments: String) throws -> (status: Int32, error: String) {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "exec >stdout 2>stderr; \(limits); exec \"$0\" \(arguments)", BuiltCommand.url.path]
    shell.currentDirectoryURL = folder.url
    try shell.run()
    shell.waitUntilExit()
    #expect(shell.terminationReason == .exit)
    return (shell.terminationStatus, try folder.read("stderr"))
  }

  private func recipe(_ stages: String...) throws {
    try folder.write("minwal: 1\ninput: in\nstages:\n" + stages.map { "  - \($0)\n" }.joined(), to: "r.yaml")
  }

  private func makeDocuments(_ count: Int) throws {
    for number in 0..<count { try folder.write("نص قصير. وجملة أخرى.\n", to: "in/\(number % 7)/\(number).txt") }
  }

  /// Once, documents were quarantined because more workers read than there were descriptors.
  @Test(arguments: [14, 20]) func fewDescriptorsAreEnough(_ limit: Int) throws {
    try makeDocuments(200)
    try recipe("export: { format: text, to: out, layout: file-per-document }")
    let result = try run("ulimit -n \(limit)", "run r.yaml --jobs 16 --progress none")
    #expect(result.status == 0 && result.error.contains("200 read = 200 exported"), "\(result.error)")
  }

  /// With some of these numbers, the library below Swift's tasks trapped.
  @Test(arguments: 8...13) func withoutDescriptorsThereIsNoRun(_ limit: Int) throws {
    try makeDocuments(3)
    try recipe("export: { format: jsonl, to: out.jsonl }")
    let result = try run("ulimit -n \(limit)", "run r.yaml --progress none")
    #expect(result.status == 74)
    #expect(result.error == "minwal: it may open \(limit) files only, and needs 14; 'ulimit -n 14' allows that\n")
  }

  @Test func aFileThatMayNotGrowFailsTheRun() throws {
    try makeDocuments(400)
    try recipe("export: { format: jsonl, to: out.jsonl }")
    let result = try run("ulimit -f 8", "run r.yaml --progress none")
    #expect(result.status == 74 && result.error.contains("out.jsonl.partial: file too large"), "\(result.error)")
    #expect(!folder.has("out.jsonl"))
  }

  @Test(arguments: ["run r.yaml", "run r.yaml --output -"]) func aFullDeviceFailsTheRun(_ arguments: String) throws {
    try makeDocuments(3)
    try recipe("export: { format: jsonl, to: /dev/full }")
    let redirected = arguments.hasSuffix("-")
    let result = try run(redirected ? "exec >/dev/full" : ":", "\(arguments) --progress none")
    #expect(result.status == 74 && result.error.contains("no space left on device"), "\(result.error)")
  }

  /// Opening a pipe waits for somebody at its other end, who may never come.
  @Test func aPipeIsNoGlossary() throws {
    try makeDocuments(1)
    try recipe(
      "segment", "translate-stub: { to: en, of: [sentences], fill: glossary, glossary: pipe }",
      "export: { format: jsonl, to: out.jsonl }")
    let result = try run("mkfifo pipe", "check r.yaml")
    #expect(
      result.status == 65 && result.error.contains("cannot read the file 'pipe': it is a pipe"), "\(result.error)")
  }

  @Test(arguments: [("[", "more than 64 levels deep"), ("a: &a [", "deep"), ("- ", "deep")])
  func deepRecipesAreErrors(_ piece: String, _ message: String) throws {
    try folder.write(String(repeating: piece, count: 100_000), to: "r.yaml")
    let result = try run(":", "check r.yaml")
    #expect(result.status == 65 && result.error.utf8.count < 2_000, "\(result.error.prefix(500))")
  }

  @Test func deepRecordsAreQuarantined() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    try folder.write("{\"text\":\"a\",\"x\":\(deep)}\n{\"text\":\"b\"}\n", to: "in/a.jsonl")
    try recipe("export: { format: jsonl, to: out.jsonl }")
    let result = try run(":", "run r.yaml --input in --progress none")
    #expect(result.status == 3 && result.error.contains("2 read = 1 exported + 0 dropped + 1 quarantined"))
    let error = try #require(folder.files().first { $0.hasSuffix(".error.json") })
    #expect(try folder.read(error).contains("nested more than 256 deep"))
  }
}
