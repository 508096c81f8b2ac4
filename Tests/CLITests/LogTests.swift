import Foundation
import MinwalTestSupport
import Testing

@testable import MinwalCLI

/// What `--log-format` and `--log-level` write to standard error.
@Suite struct LogTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("{\"id\":\"a\",\"text\":\"نص\"}\nbroken \\u0001 \"x\"\n", to: "d.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: d.jsonl }
      stages:
        - clean: { learn: corpus }
        - export: { format: jsonl, to: x.jsonl }
      """, to: "r.yaml")
  }

  private func run(_ arguments: String..., command: String = "run") throws -> BuiltCommand.Result {
    try BuiltCommand.run([command, "r.yaml"] + arguments, in: folder.url)
  }

  private func events(_ result: BuiltCommand.Result) throws -> [[String: Any]] {
    try result.error.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any], "\($0)")
    }
  }

  @Test func anObjectALineTakesThePlaceOfTheSummary() throws {
    let result = try run("--log-format", "json", "--log-level", "debug", "--jobs", "3", "--checkpoint-interval", "0")
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
    let events = try events(result)
    for event in events {
      #expect(Set(event.keys) == ["time", "level", "message", "metadata"])
      #expect(try #require(event["time"] as? String).wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }
    let messages = events.map { $0["message"] as? String ?? "" }
    #expect(messages.first == "run begun")
    #expect(messages.last == "run ended")
    #expect(messages.contains("survey done"))
    #expect(messages.contains("checkpoint made"))
    func metadata(_ message: String) throws -> [String: Any] {
      try #require(events.first { $0["message"] as? String == message }?["metadata"] as? [String: Any])
    }
    #expect(try metadata("run begun")["jobs"] as? Int == 3)
    #expect(try #require(try metadata("run begun")["fingerprint"] as? String).count == 16)
    #expect(try metadata("survey done")["stage"] as? String == "clean")
    let failed = try metadata("document quarantined")
    #expect(failed["input"] as? String == "d.jsonl:2")
    #expect(failed["stage"] as? String == "read")
    #expect(!(failed["code"] as? String ?? "").isEmpty && !(failed["error"] as? String ?? "").isEmpty)
    let end = try metadata("run ended")
    #expect(end["ending"] as? String == "finished")
    #expect(end["read"] as? Int == 2 && end["exported"] as? Int == 1 && end["quarantined"] as? Int == 1)
    #expect(events.last?["level"] as? String == "warning")
  }

  @Test(arguments: [("debug", true, true), ("info", false, true), ("warning", false, false)])
  func levels(_ level: String, _ hasCheckpoints: Bool, _ hasBeginning: Bool) throws {
    let result = try run("--log-format", "json", "--log-level", level)
    #expect(result.error.contains("checkpoint made") == hasCheckpoints)
    #expect(result.error.contains("run begun") == hasBeginning)
    #expect(result.error.contains("document quarantined"))
  }

  @Test func textStandsBesideTheSummary() throws {
    let result = try run("--log-format", "text")
    #expect(result.status == 3)
    #expect(result.error.contains("run begun"))
    #expect(result.error.contains("2 read = 1 exported + 0 dropped + 1 quarantined"))
    #expect(result.error.contains(" warning "))
  }

  @Test func retriesHaveALog() throws {
    #expect(try run().status == 3)
    let events = try events(try run("--log-format", "json", command: "retry"))
    #expect(events.contains { $0["message"] as? String == "document quarantined" })
    #expect(events.last?["message"] as? String == "run ended")
  }

  @Test func aRunThatDoesNotBeginIsAnError() throws {
    #expect(try run("--output", "-").status == 3)
    let result = try run("--output", "-", "--resume", "--log-format", "json")
    #expect(result.status == 64)
    let end = try #require(try events(result).last)
    #expect(end["level"] as? String == "error")
    #expect((end["metadata"] as? [String: Any])?["ending"] as? String == "refused")
  }

  @Test(arguments: [0, 951_782_399, 951_782_400, 1_709_164_800, 1_767_225_599, 4_102_444_800])
  func timesAreUTC(_ seconds: Int) {
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    #expect(
      JSONLogHandler.timestamp(seconds: seconds, nanoseconds: 7_000_000)
        == Date(timeIntervalSince1970: Double(seconds) + 0.0075).formatted(format))
  }

  @Test func thereIsNoneUnlessAsked() throws {
    let error = try run().error
    #expect(!error.contains("run begun"))
    #expect(try run("--log-level", "info").status == 64)
    #expect(try run("--log-format", "xml").status == 64)
  }
}
