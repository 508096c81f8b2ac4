import Foundation
import MinwalTestSupport
import Testing

/// `run --sample`, and ids that come more than once.
@Suite struct SampleRunTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for file in 0..<6 {
      let lines = (0..<400).map { "{\"id\":\"\(file)-\($0 % 390)\",\"text\":\"سطر \(file) \($0)\"}\n" }
      try folder.write(lines.joined() + "{ no\n", to: "in/\(file).jsonl")
    }
    try folder.write(
      """
      minwal: 1
      name: r
      input: { files: in }
      stages:
        - segment
        - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
  }

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["run", "r.yaml"] + arguments, in: folder.url, environment: environment)
  }

  private func report(_ path: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(folder.read(path).utf8)) as? [String: Any]
    return (json?["runs"] as? [[String: Any]])?.first ?? [:]
  }

  @Test func theSameSampleForAnyJobs() throws {
    #expect(try run("--output", "whole").status == 3)
    let whole = try folder.read("whole/all.jsonl").split(separator: "\n")
    _ = try run("--output", "one", "--sample", "200", "--jobs", "1")
    let sample = try folder.read("one/all.jsonl")
    let lines = sample.split(separator: "\n")
    #expect((195...200).contains(lines.count))
    for jobs in ["2", "5"] {
      _ = try run("--output", "out\(jobs)", "--sample", "200", "--jobs", jobs)
      #expect(try folder.read("out\(jobs)/all.jsonl") == sample)
    }
    _ = try run("--output", "isolated", "--sample", "200", "--isolate")
    #expect(try folder.read("isolated/all.jsonl") == sample)
    // In the order of the input, and from all of it.
    let places = try lines.map { line in try #require(whole.firstIndex(of: line)) }
    #expect(places == places.sorted())
    #expect(Set(lines.map { $0.dropFirst(7).prefix(1) }).count == 6)
  }

  @Test(arguments: 0..<6) func aKilledRunResumesItsSample(_ seed: UInt64) throws {
    _ = try run("--output", "one", "--sample", "300", "--report", "whole.json")
    var random = SeededGenerator(seed)
    for _ in 0..<4 {
      let killed = try run(
        "--output", "out", "--sample", "300", "--checkpoint-interval", "0", "--resume", "--restart",
        environment: TortureTests.fault("kill:\(5 + random.below(60))"))
      if killed.status == 0 { break }
    }
    // Another sample is another run.
    let other = try run("--output", "out", "--sample", "299", "--resume")
    #expect(other.status == 64 && other.error.contains("--sample") || other.status == 0, "\(other.error)")
    #expect(try run("--output", "out", "--sample", "300", "--resume", "--restart", "--report", "last.json").status == 0)
    #expect(try folder.read("out/all.jsonl") == folder.read("one/all.jsonl"))
    #expect(try report("whole.json")["read"] as? Int == 300)
  }

  @Test func whatCannotBeSampledIsSaid() throws {
    let both = try run("--limit", "3", "--sample", "3")
    #expect(both.status == 64 && both.error.contains("exclude each other"))
    #expect(try run("--sample", "0").status == 64)
    let pipe = try run("--input", "-", "--sample", "3")
    #expect(pipe.status == 64 && pipe.error.contains("read twice"))
  }

  @Test func equalIDsAreLegalAndWarnedOf() throws {
    for jobs in ["1", "4"] {
      let result = try run("--output", "out\(jobs)", "--jobs", jobs, "--report", "r.json")
      #expect(result.error.contains("warning: 60 documents have the ids of an earlier one, such as 0-0"))
      #expect(try folder.read("out\(jobs)/all.jsonl").split(separator: "\n").count == 2_400)
      let report = try report("r.json")
      #expect(report["repeated-ids"] as? Int == 60)
      #expect(report["repeated-id-examples"] as? [String] == ["0-0", "0-1", "0-2"])
    }
    #expect(!folder.files().contains { $0.hasSuffix("names-ids") })
  }

  /// Also those of which one came before a run was killed, and one behind.
  @Test(arguments: [20, 40, 70]) func aRunThatResumesKnowsEarlierIDs(_ call: Int) throws {
    _ = try run("--checkpoint-interval", "0", environment: TortureTests.fault("kill:\(call)"))
    let result = try run("--resume", "--restart", "--report", "r.json")
    #expect(result.status == 3)
    if result.error.contains("done them all") { return }
    #expect(try report("r.json")["repeated-ids"] as? Int == 60)
  }
}
