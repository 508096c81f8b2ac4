import Foundation
import MinwalTestSupport
import Testing

/// The stage `export-command` with the program of `Examples/commands`, and with programs that go wrong.
@Suite struct ExportCommandTests {
  static let count = 4_000
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var lines = "{\"text\":\n"
    for number in 0..<Self.count {
      lines += "{\"id\":\"d\(number)\",\"text\":\"خبر رقم \(number)، وفيه كلام كثير.\"}\n"
    }
    try folder.write(lines, to: "in.jsonl")
    let store = projectFolder.appendingPathComponent("Examples/commands/store.py").path
    try recipe("run: [python3, \(store)], options: { file: out.sqlite }")
  }

  func recipe(_ options: String) throws {
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: in.jsonl }\nstages:\n  - export-command: { \(options) }\n", to: "r.yaml")
  }

  func run(_ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["run", "r.yaml", "--progress", "none", "--checkpoint-interval", "0"] + arguments, in: folder.url,
      environment: environment)
  }

  func rows() throws -> [String] {
    let script =
      "import sqlite3\nfor r in sqlite3.connect('out.sqlite').execute('SELECT id FROM documents ORDER BY number'): print(r[0])"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = folder.url
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  static let all = (0..<count).map { "d\($0)" }

  @Test(arguments: [["--jobs", "1"], ["--jobs", "4"], ["--isolate"]])
  func allDocumentsComeInOrder(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 3, "\(result.error)")
    #expect(try rows() == Self.all)
  }

  @Test(arguments: [0.2, 0.4, 0.6, 0.8, 0.97])
  func nothingIsLostByAKill(_ part: Double) throws {
    let count = folder.url.appendingPathComponent("count").path
    #expect(try run([], TortureTests.fault("count:\(count)")).status == 3)
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("out.sqlite"))
    let calls = try #require(Int(try folder.read("count")))
    #expect(try run([], TortureTests.fault("kill:\(Int(Double(calls) * part))")).status == -SIGKILL)
    let resumed = try run(["--resume"])
    #expect(resumed.status == 3, "\(resumed.error)")
    #expect(try rows() == Self.all)
  }

  @Test func retryAdds() throws {
    #expect(try run().status == 3)
    let bad = try #require(folder.files().first { $0.hasPrefix("quarantine/r/") && !$0.hasSuffix("json") })
    try folder.write("{\"id\":\"mended\",\"text\":\"نص.\"}\n", to: bad)
    let result = try BuiltCommand.run(["retry", "r.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try rows() == Self.all + ["mended"])
  }

  /// A program that goes wrong ends the run with its reason.
  @Test(arguments: [
    ("sys.exit('no such table')", "ended with code 1"),
    ("print(json.dumps({'error': 'the disk is full'} if r == 'write' else {}), flush=True)", "the disk is full"),
    ("print('hello', flush=True)", "is not JSON"), ("print('[]', flush=True)", "is not an object"),
  ])
  func whatGoesWrongIsSaid(_ body: String, _ message: String) throws {
    try folder.write(
      "import json, sys\nfor line in sys.stdin:\n  r = json.loads(line)['request']\n  \(body)\n", to: "bad.py")
    try recipe("run: [python3, bad.py]")
    let result = try run()
    #expect(result.status == 74, "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
  }

  /// A program that cannot say how far it is works, and cannot be resumed.
  @Test func aProgramWithoutAPositionWorks() throws {
    try folder.write(
      """
      import json, sys
      out = open("out.txt", "w")
      for line in sys.stdin:
        request = json.loads(line)
        for record in request.get("records", []): print(record["id"], file=out)
        out.flush()
        print("{}", flush=True)
      """, to: "simple.py")
    try recipe("run: [python3, simple.py]")
    #expect(try run().status == 3)
    #expect(try folder.read("out.txt").split(separator: "\n").map(String.init) == Self.all)
  }

  @Test func standardOutputIsRefused() throws {
    let result = try run(["--output", "-"])
    #expect(result.status == 64)
  }
}

extension ExportCommandTests {
  /// A program that cannot work is an error of the recipe, and not of the run.
  @Test(
    arguments: [
      (#"run: [sh, -c, "echo no module >&2; exit 1"]"#, "no module"), ("run: [sh, -c, 'kill -SEGV $$']", "signal 11"),
      ("run: [sh, -c, no-such-thing]", "127"), ("run: [cat]", nil), ("run: [sh, -c, 'exit 3']", nil),
      ("run: [sleep, '60']", nil),
    ] as [(String, String?)])
  func isTriedAtCheck(_ call: String, _ problem: String?) throws {
    try recipe(call)
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == (problem == nil ? 0 : 65), "\(result.error)")
    if let problem { #expect(result.error.contains(problem) && result.error.contains("standard input closed")) }
  }
}
