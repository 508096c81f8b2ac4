import Foundation
import Minwal

/// The built command over the whole corpus: documents and megabytes a CPU-second, scaling, memory.
struct Recipes {
  let corpus: Corpus
  let runs: Int
  private let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("minwal-bench")
  private let command = Corpus.project.appendingPathComponent(".build/release/minwal").path
  private let pipelines = Corpus.project.appendingPathComponent("pipelines")

  init(corpus: Corpus, runs: Int) {
    self.corpus = corpus
    self.runs = runs
  }

  func run() throws {
    try? FileManager.default.removeItem(at: scratch)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    guard FileManager.default.isExecutableFile(atPath: command) else {
      print("build the command first: make build")
      exit(1)
    }
    try recipes()
    try isolation()
    try sizes()
    try starts()
  }

  /// Writes a corpus, in a process of its own: a child's peak memory counts from what its parent had at its start, so
  /// this one must stay small.
  private func write(_ count: Int) throws -> (path: String, bytes: Int) {
    let path = scratch.appendingPathComponent("\(count).jsonl").path
    let writer = Corpus.maker(count)
    FileManager.default.createFile(atPath: path, contents: nil)
    writer.standardOutput = FileHandle(forWritingAtPath: path)
    try writer.run()
    writer.waitUntilExit()
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    return (path, size ?? 0)
  }

  private func usage(_ recipe: String, _ input: String, jobs: Int) throws -> Usage {
    try Usage.median(of: arguments(recipe, input, jobs), runs: runs)
  }

  private func arguments(_ recipe: String, _ input: String, _ jobs: Int) -> [String] {
    [
      command, "run", recipe, "--input", input, "--output", scratch.appendingPathComponent("out").path, "--jobs",
      "\(jobs)", "--progress", "none",
    ]
  }

  private func recipes() throws {
    let input = try write(20_000)
    let main = pipelines.appendingPathComponent("arabic-news.yaml")
    let withoutSummary = pipelines.appendingPathComponent("bench-without-summary.yaml")
    let text = try String(contentsOf: main, encoding: .utf8)
    try text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  - summarize") }.joined(separator: "\n")
      .replacingOccurrences(of: "[title, summary]", with: "[title]")
      .write(to: withoutSummary, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: withoutSummary) }
    var rows: [[String]] = []
    for (name, recipe) in [
      ("arabic-news", main), ("… without summarize", withoutSummary),
      ("search-index", pipelines.appendingPathComponent("search-index.yaml")),
    ] {
      let one = try usage(recipe.path, input.path, jobs: 1)
      let two = try usage(recipe.path, input.path, jobs: 2)
      rows.append([
        name, figure(20_000 / one.cpuSeconds), figure(Double(input.bytes) / 1e6 / one.cpuSeconds),
        figure(one.wallSeconds / two.wallSeconds, 2), figure(two.peakMegabytes),
      ])
    }
    print("Recipes over 20,000 documents (\(input.bytes) bytes), medians of \(runs)\n")
    printTable(["recipe", "documents/CPU-s", "MB/CPU-s", "speed-up 1 → 2 jobs", "peak MB (2 jobs)"], rows)
  }

  /// Plain and isolated runs take turns, so that what else the machine does weighs on both.
  private func isolation() throws {
    let input = try write(20_000)
    var rows: [[String]] = []
    for name in ["arabic-news", "search-index"] {
      for jobs in [1, 2] {
        var used: [[Usage]] = [[], []]
        for _ in 0..<runs {
          for (index, more) in [[], ["--isolate"]].enumerated() {
            let recipe = pipelines.appendingPathComponent("\(name).yaml").path
            used[index].append(try Usage.of(arguments(recipe, input.path, jobs) + more))
          }
        }
        func median(_ runs: [Usage], _ figure: (Usage) -> Double) -> Double {
          runs.map(figure).sorted()[runs.count / 2]
        }
        func ratio(_ figure: (Usage) -> Double) -> Double { median(used[1], figure) / median(used[0], figure) }
        rows.append([
          name, "\(jobs)", figure(median(used[0], \.wallSeconds), 2), figure(median(used[1], \.wallSeconds), 2),
          figure(ratio(\.wallSeconds), 2), figure(ratio(\.cpuSeconds), 2),
        ])
      }
    }
    print("Plain and isolated runs over 20,000 documents, medians of \(runs)\n")
    printTable(["recipe", "jobs", "plain, s", "isolated, s", "ratio", "ratio of CPU time"], rows)
  }

  private func sizes() throws {
    let main = pipelines.appendingPathComponent("arabic-news.yaml").path
    var rows: [[String]] = []
    for count in [5_000, 20_000, 80_000] {
      let input = try write(count)
      let used = try usage(main, input.path, jobs: 2)
      rows.append([
        "\(count) documents", figure(Double(input.bytes) / 1e6), figure(used.cpuSeconds, 2),
        figure(Double(input.bytes) / 1e6 / used.cpuSeconds), figure(used.peakMegabytes),
      ])
      try FileManager.default.removeItem(atPath: input.path)
    }
    for megabytes in [1, 10, 100] {
      let path = scratch.appendingPathComponent("one.txt").path
      let piece = Data(corpus.texts.joined(separator: "\n").utf8)
      FileManager.default.createFile(atPath: path, contents: nil)
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      let repeats = megabytes * 1_000_000 / piece.count + 1
      for _ in 0..<repeats { try file.write(contentsOf: piece) }
      try file.close()
      let size = Double(repeats * piece.count) / 1e6
      let used = try usage(main, path, jobs: 1)
      rows.append([
        "one of \(megabytes) MB", figure(size), figure(used.cpuSeconds, 2), figure(size / used.cpuSeconds),
        figure(used.peakMegabytes),
      ])
    }
    print("arabic-news over inputs of several sizes\n")
    printTable(["input", "MB", "CPU s", "MB/CPU-s", "peak MB"], rows)
  }

  private func starts() throws {
    let main = pipelines.appendingPathComponent("arabic-news.yaml").path
    let one = pipelines.appendingPathComponent("samples/arabic-news/marfa-01-desalination.txt").path
    var rows: [[String]] = []
    for (name, arguments) in [
      ("--help", ["--help"]), ("check", ["check", main]),
      ("run, one document", ["run", main, "--input", one, "--output", scratch.appendingPathComponent("out").path]),
    ] {
      let used = try Usage.median(of: [command] + arguments, runs: max(runs, 9))
      rows.append([
        name, figure(used.cpuSeconds * 1000, 1), figure(used.wallSeconds * 1000, 1), figure(used.peakMegabytes),
      ])
    }
    print("Starting\n")
    printTable(["command", "CPU ms", "wall ms", "peak MB"], rows)
  }
}
