import Foundation
import MinwalTestSupport
import Testing

/// What somebody does to the files of a run between the moment that it was killed and `--resume`.
@Suite struct TamperingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for file in 0..<12 {
      try folder.write(
        (0..<6).map { $0 == 3 ? "{\"text\":\n" : "{\"id\":\"\(file)-\($0)\",\"text\":\"نص قصير رقم \($0).\"}\n" }
          .joined(), to: "in/\(file + 100).jsonl")
    }
    try folder.write(
      """
      minwal: 1
      name: r
      input: { jsonl: in/*.jsonl }
      stages:
        - export: { format: text, to: docs, layout: file-per-document }
        - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
  }

  func run(_ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand.run(
      ["run", "r.yaml", "--output", output, "--checkpoint-interval", "0", "--progress", "none"] + arguments,
      in: folder.url, environment: environment)
  }

  enum Tampering: String, CaseIterable {
    case shorter, changed, gone, hardLink
    case document, quarantinedBytes, quarantinedError
  }

  @Test(arguments: Tampering.allCases) func isNoticed(_ tampering: Tampering) throws {
    let count = folder.url.appendingPathComponent("count").path
    #expect(try run("whole", [], TortureTests.fault("count:\(count)")).status == 3)
    let calls = try #require(Int(try folder.read("count")))
    let killed = try run("out", [], TortureTests.fault("kill:\(calls * 3 / 4)"))
    #expect(killed.status == -SIGKILL, "\(killed.error)")
    let partial = folder.url.appendingPathComponent("out/all.jsonl.partial")
    var named = "out/all.jsonl.partial"
    func remove(_ isIt: (String) -> Bool) throws {
      named = try #require(folder.files().first { $0.hasPrefix("out/") && isIt($0) })
      try FileManager.default.removeItem(at: folder.url.appendingPathComponent(named))
    }
    switch tampering {
    case .shorter: try Data("{}".utf8).write(to: partial)
    case .changed:
      var bytes = try Data(contentsOf: partial)
      bytes[20] ^= 1
      try bytes.write(to: partial)
    case .gone: try FileManager.default.removeItem(at: partial)
    case .hardLink:
      try FileManager.default.linkItem(at: partial, to: folder.url.appendingPathComponent("copy"))
    case .document: try remove { $0.hasPrefix("out/docs/") }
    case .quarantinedBytes: try remove { $0.hasPrefix("out/quarantine/") && !$0.hasSuffix(".json") }
    case .quarantinedError: try remove { $0.hasPrefix("out/quarantine/") && $0.hasSuffix(".json") }
    }
    let refused = try run("out", ["--resume"])
    #expect(refused.status == 64, "\(refused.error)")
    #expect(refused.error.contains("'\(named)'"), "\(refused.error)")
    #expect(refused.error.contains("--restart"))
    #expect(try run("out", ["--resume", "--restart"]).status == 3)
    #expect(try folder.read("out/all.jsonl") == folder.read("whole/all.jsonl"))
    let files = folder.files().filter { $0.hasPrefix("whole/") }.map { $0.dropFirst("whole".count) }
    let others = folder.files().filter { $0.hasPrefix("out/") && !$0.contains(".previous/") }.map {
      $0.dropFirst("out".count)
    }
    #expect(files == others)
  }
}
