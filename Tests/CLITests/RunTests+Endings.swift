import Foundation
import MinwalTestSupport
import Testing

/// Concurrency, and how runs end.
extension RunTests {
  @Test func bytesAreTheSameForAnyNumberOfJobs() throws {
    var lines = ""
    for number in 0..<3000 {
      lines +=
        number % 97 == 0
        ? "broken \(number)\n"
        : "{\"id\":\"d\(number)\",\"text\":\"\(String(repeating: "جملة. ", count: number % 83))\"}\n"
    }
    try folder.write(lines, to: "d.jsonl")
    try folder.write(
      """
      minwal: 1
      input: { jsonl: d.jsonl }
      stages:
        - segment
        - export: { format: jsonl, to: x.jsonl }
        - export: { format: csv, to: x.csv }
        - export: { format: text, to: docs, layout: file-per-document }
      """, to: "r.yaml")
    var outputs: [[String: Data]] = []
    for jobs in ["1", "8"] {
      let result = try run("--jobs", jobs, "--output", "out\(jobs)")
      #expect(result.status == 3)
      #expect(result.error.contains("3,000 read = 2,969 exported + 0 dropped + 31 quarantined"))
      let files = folder.files().filter { $0.hasPrefix("out\(jobs)/") }
      outputs.append(
        try Dictionary(
          uniqueKeysWithValues: files.map {
            (String($0.dropFirst(5)), try Data(contentsOf: folder.url.appendingPathComponent($0)))
          }))
    }
    #expect(outputs[0].count == 2 + 2969 + 62)
    #expect(outputs[0] == outputs[1])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsCleanly(_ signal: Int32) throws {
    try recipe("{ jsonl: '-' }")
    let scratch = try TemporaryFolder()
    let pipe = Pipe()
    let process = try BuiltCommand.start(["run", "r.yaml"], in: folder.url, scratch: scratch, pipe: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Data("{\"id\":\"a\",\"text\":\"1\"}\n".utf8))
    try folder.wait(for: "out/x.jsonl.partial", from: process)
    usleep(50_000)
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 75)
    #expect(try scratch.read("stderr").contains("interrupted"))
    #expect(!folder.has("out/x.jsonl"))
  }

  @Test func anUnwritableOutputIsAnError() throws {
    try folder.write("x", to: "t/a.txt")
    try folder.write("in the way", to: "out")
    try recipe("{ files: t }")
    let result = try run()
    #expect(result.status == 64)
    #expect(result.error.contains("'out' is a file"))
  }

  /// A run that only shows its records neither keeps documents nor takes away those of another run.
  @Test func showingRecordsLeavesTheQuarantineAlone() throws {
    try folder.write("broken\n{\"id\":\"a\",\"text\":\"1\"}\nbroken too\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    #expect(try run().status == 3)
    let before = folder.files()
    for _ in 0..<2 {
      let shown = try run("--output", "-")
      #expect(shown.status == 3)
      #expect(shown.error.contains("2 quarantined") && shown.error.contains("are not kept with '--output -'"))
    }
    #expect(folder.files() == before)
    let retry = try BuiltCommand.run(["retry", "r.yaml"], in: folder.url)
    #expect(retry.error.contains("2 documents of the quarantine were tried again"), "\(retry.error)")
  }

  @Test func theDocumentThatStopsARunIsNamed() throws {
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\nbroken\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }", more: "on-error: stop\n")
    let result = try run()
    #expect(result.status == 3)
    #expect(result.error.contains(": d.jsonl:2: the record is not JSON"), "\(result.error)")
  }

  @Test func anEarlierQuarantineIsPutAside() throws {
    try folder.write("{\"text\":\"fine\"}\nbroken\n", to: "d.jsonl")
    try recipe("{ jsonl: d.jsonl }")
    #expect(try run().status == 3)
    try folder.write("{\"text\":\"fine\"}\n", to: "d.jsonl")
    #expect(try run().status == 0)
    #expect(!folder.has("quarantine/r"))
    #expect(folder.has("quarantine/r.previous"))
  }
}
