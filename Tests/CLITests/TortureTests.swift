import Foundation
import MinwalTestSupport
import Testing

/// Runs are killed, and the operating system made to fail, at every kind of moment; what comes out after `--resume`
/// must be, byte for byte, what comes out of a run that nothing has happened to.
///
/// `MINWAL_KILLS=200 swift test --filter TortureTests` does it as often as one likes; see docs/runs.md.
@Suite struct TortureTests {
  static let kills = ProcessInfo.processInfo.environment["MINWAL_KILLS"].flatMap(Int.init) ?? 16
  static let library = BuiltCommand.url.deletingLastPathComponent().appendingPathComponent("libMinwalFaults.so").path

  /// What happens to a run, as faults.c knows it.
  enum Fault: CaseIterable {
    case kill, power, timer

    func environment(_ call: Int) -> [String: String] {
      switch self {
      case .kill: TortureTests.fault("kill:\(call)")
      case .power: TortureTests.fault("power:\(call)")
      case .timer: [:]
      }
    }
  }

  static func fault(_ wish: String) -> [String: String] { ["MINWAL_FAULT": wish, "LD_PRELOAD": library] }

  /// A corpus of many small batches, and recipes over it.
  struct Corpus: Sendable {
    let folder: TemporaryFolder
    static let recipes = ["exports.yaml", "learns.yaml", "compresses.yaml"]

    init() throws {
      folder = try TemporaryFolder()
      var random = SeededGenerator(11)
      for file in 0..<24 {
        var lines = ""
        for line in 0..<8 {
          let text = (0...random.below(6)).map { "جملة \($0) من \(file)، رقم \(random.below(1000)).\\n" }.joined()
          lines +=
            line == 5 && file % 6 == 0
            ? "{\"text\": \n" : "{\"id\":\"../\(file % 5)/\(line)\",\"text\":\"خبر\\n\\n\(text)\"}\n"
        }
        try folder.write(lines, to: "in/lines/\(100 + file).jsonl")
      }
      for file in 0..<40 {
        try folder.write(
          "عنوان \(file)\n\nنص قصير. " + String(repeating: "وجملة أخرى. ", count: file),
          to: "in/\(file % 3)/\(file).txt")
      }
      try folder.write(
        """
        minwal: 1
        name: exports
        stages:
          - normalize
          - export: { format: csv, to: early.csv }
          - segment
          - export: { format: text, to: docs, layout: file-per-document }
          - export: { format: jsonl, to: last.jsonl }
        """, to: "exports.yaml")
      try folder.write(
        """
        minwal: 1
        name: learns
        stages:
          - clean: { learn: corpus }
          - export: { format: jsonl, to: last.jsonl }
        """, to: "learns.yaml")
      try folder.write(
        """
        minwal: 1
        name: compresses
        stages:
          - export: { format: json, to: early.json.zst }
          - segment
          - export: { format: json, to: sentences.json, records: sentences }
          - export: { format: csv, to: last.csv.gz }
        """, to: "compresses.yaml")
    }

    func run(_ recipe: String, _ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:])
      throws
      -> BuiltCommand.Result
    { try BuiltCommand.run(self.arguments(recipe, output) + arguments, in: folder.url, environment: environment) }

    func arguments(_ recipe: String, _ output: String) -> [String] {
      ["run", recipe, "--input", "in", "--output", output, "--checkpoint-interval", "0", "--progress", "none"]
    }

    /// All files of an output folder, the journal's too.
    func tree(_ output: String) throws -> [String: Data] {
      let root = folder.url.appendingPathComponent(output)
      let paths = FileManager.default.subpaths(atPath: root.path) ?? []
      return try Dictionary(
        uniqueKeysWithValues: paths.compactMap { path in
          let url = root.appendingPathComponent(path)
          return try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
            ? (path, try Data(contentsOf: url)) : nil
        })
    }
  }

  /// The corpus, what should come out, and how many calls that takes.
  struct Reference: Sendable {
    let corpus: Corpus
    let trees: [String: [String: Data]]
    let calls: [String: Int]

    init() throws {
      corpus = try Corpus()
      var trees: [String: [String: Data]] = [:]
      var calls: [String: Int] = [:]
      for recipe in Corpus.recipes {
        let count = corpus.folder.url.appendingPathComponent("count").path
        let result = try corpus.run(recipe, "whole-\(recipe)", [], fault("count:\(count)"))
        try #require(result.status == 3, "\(result.error)")
        trees[recipe] = try corpus.tree("whole-\(recipe)")
        calls[recipe] = Int(try corpus.folder.read("count"))
      }
      self.trees = trees
      self.calls = calls
    }
  }

  static let reference = Result { try Reference() }

  @Test(arguments: 0..<kills)
  func aKilledRunGoesOn(_ trial: Int) throws {
    let reference = try Self.reference.get()
    let corpus = reference.corpus
    var random = SeededGenerator(UInt64(trial))
    let recipe = Corpus.recipes[trial % Corpus.recipes.count]
    let output = "killed-\(trial)"
    for attempt in 0...random.below(3) {
      let fault = Fault.allCases[random.below(3)]
      let call = 1 + random.below(try #require(reference.calls[recipe]))
      let jobs = "\(1 + random.below(4))"
      let arguments = corpus.arguments(recipe, output) + ["--resume", "--jobs", jobs]
      let scratch = try TemporaryFolder()
      let process = try BuiltCommand.start(
        arguments, in: corpus.folder.url, scratch: scratch, environment: fault.environment(call))
      if fault == .timer {
        usleep(UInt32(random.below(400_000)))
        kill(process.processIdentifier, SIGKILL)
      }
      process.waitUntilExit()
      let died = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGKILL
      let ended = process.terminationReason == .exit && process.terminationStatus == 3
      let error = try scratch.read("stderr")
      #expect(died || ended, "attempt \(attempt), \(fault) at \(call): \(error)")
    }
    let result = try corpus.run(recipe, output, ["--resume", "--jobs", "\(1 + random.below(4))"])
    #expect(result.status == 3, "\(result.error)")
    try expectSame(try corpus.tree(output), try #require(reference.trees[recipe]))
    try FileManager.default.removeItem(at: corpus.folder.url.appendingPathComponent(output))
  }

  private func expectSame(_ tree: [String: Data], _ expected: [String: Data]) throws {
    #expect(Set(tree.keys).symmetricDifference(expected.keys).sorted() == [])
    let different = expected.filter { tree[$0.key] != $0.value }.keys.sorted()
    #expect(different == [])
  }

  /// A full disk, a device that fails, a folder that cannot be written to: said, and nothing lost.
  @Test(arguments: [ENOSPC, EIO], [0.02, 0.4, 0.95])
  func aRunThatCannotWriteGoesOnLater(_ code: Int32, _ part: Double) throws {
    let reference = try Self.reference.get()
    let corpus = reference.corpus
    for recipe in Corpus.recipes {
      let output = "full-\(code)-\(part)-\(recipe)"
      let call = Int(Double(try #require(reference.calls[recipe])) * part)
      let failed = try corpus.run(recipe, output, [], Self.fault("error:\(call):\(code)"))
      #expect(failed.status == 74, "\(failed.error)")
      #expect(failed.error.contains("error: cannot "))
      #expect(try corpus.run(recipe, output, ["--resume"]).status == 3)
      try expectSame(try corpus.tree(output), try #require(reference.trees[recipe]))
    }
  }

  @Test(arguments: 1...3)
  func shortWritesLoseNothing(_ seed: Int) throws {
    let reference = try Self.reference.get()
    for recipe in Corpus.recipes {
      let output = "short-\(seed)-\(recipe)"
      #expect(try reference.corpus.run(recipe, output, [], Self.fault("short:\(seed)")).status == 3)
      try expectSame(try reference.corpus.tree(output), try #require(reference.trees[recipe]))
    }
  }

  /// A disk that gives up in the middle of a file of lines ends the run; what was read before counts.
  @Test func aReaderThatFailsEndsTheRun() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<30_000).map { "{\"id\":\"\($0)\",\"text\":\"سطر رقم \($0) من ملف طويل.\"}\n" }.joined()
    try folder.write(lines, to: "in.jsonl")
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n  - export: { format: jsonl, to: x.jsonl }\n", to: "r.yaml")
    func run(_ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws -> Int32 {
      try BuiltCommand.run(
        ["run", "r.yaml", "--output", output, "--checkpoint-interval", "0"] + arguments, in: folder.url,
        environment: environment
      ).status
    }
    #expect(try run("whole") == 0)
    // The second call looks into the file before the run.
    for call in [3, 5, 9] {
      #expect(try run("failed\(call)", [], Self.fault("read:\(call):\(EIO)")) == 74)
      #expect(!folder.has("failed\(call)/x.jsonl"))
      #expect(try run("failed\(call)", ["--resume"]) == 0)
      #expect(try folder.read("failed\(call)/x.jsonl") == folder.read("whole/x.jsonl"))
    }
  }
}
