import Foundation
import MinwalCompression
import MinwalTestSupport
import Testing

/// Compressed outputs, as other programs read them.
@Suite struct CompressedOutputTests {
  static let corpus = Result {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(5)
    var lines = ""
    for number in 0..<24_000 {
      let words = (0..<12).map { _ in "كلمة\(random.below(40_000))" }.joined(separator: " ")
      lines += "{\"id\":\"d\(number)\",\"text\":\"\(words)\"}\n"
    }
    try folder.write(lines, to: "in.jsonl")
    for (format, name) in [("jsonl", "x.jsonl"), ("json", "x.json"), ("csv", "x.csv"), ("tsv", "x.tsv")] {
      for suffix in ["", ".gz", ".zst"] {
        try folder.write(
          """
          minwal: 1
          name: r
          input: { jsonl: in.jsonl }
          stages:
            - export: { format: \(format), to: \(name)\(suffix) }
          """, to: "\(name)\(suffix).yaml")
      }
    }
    return folder
  }

  func run(
    _ recipe: String, _ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:]
  ) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["run", recipe, "--output", output, "--progress", "none"] + arguments, in: try Self.corpus.get().url,
      environment: environment)
  }

  @Test(arguments: ["x.jsonl", "x.json", "x.csv", "x.tsv"], [Compression.gzip, .zstd])
  func isTheSameInside(_ name: String, _ compression: Compression) throws {
    let folder = try Self.corpus.get()
    let file = name + "." + (compression.suffixes.first ?? "")
    let output = "same-\(file)-whole"
    #expect(try run("\(name).yaml", output).status == 0)
    #expect(try run("\(file).yaml", output).status == 0)
    let plain = try folder.read("\(output)/\(name)")
    #expect(try folder.text("\(output)/\(file)", compression) == plain)
    let bytes = try Data(contentsOf: folder.url.appendingPathComponent("\(output)/\(file)"))
    #expect(bytes.count * 2 < plain.utf8.count)
    // About a MiB to a member or frame.
    let signature = Data(compression.signature)
    var (frames, from) = (0, bytes.startIndex)
    while let found = bytes.range(of: signature, in: from..<bytes.endIndex) {
      (frames, from) = (frames + 1, found.upperBound)
    }
    #expect(frames >= 2 && frames <= plain.utf8.count >> 20 + 2, "\(frames)")
    for jobs in ["1", "2", "7"] {
      #expect(try run("\(file).yaml", "\(output)-\(jobs)", ["--jobs", jobs]).status == 0)
      #expect(try Data(contentsOf: folder.url.appendingPathComponent("\(output)-\(jobs)/\(file)")) == bytes)
    }
    #expect(try run("\(file).yaml", "\(output)-i", ["--isolate"]).status == 0)
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("\(output)-i/\(file)")) == bytes)
  }

  /// Killed at moments all over the run, and resumed: the same bytes.
  @Test(arguments: ["x.jsonl.gz", "x.json.zst"], [0.2, 0.5, 0.8, 0.97])
  func isTheSameAfterAKill(_ file: String, _ part: Double) throws {
    let folder = try Self.corpus.get()
    let output = "kill-\(file)-\(part)"
    let count = folder.url.appendingPathComponent("count-\(file)-\(part)").path
    let often = ["--checkpoint-interval", "0"]
    #expect(try run("\(file).yaml", output + "-whole", often, TortureTests.fault("count:\(count)")).status == 0)
    let calls = try #require(Int(try String(contentsOfFile: count, encoding: .utf8)))
    let call = max(1, Int(Double(calls) * part))
    #expect(try run("\(file).yaml", output, often, TortureTests.fault("kill:\(call)")).status == -SIGKILL)
    let resumed = try run("\(file).yaml", output, ["--resume", "--jobs", "3"])
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(
      try Data(contentsOf: folder.url.appendingPathComponent("\(output)/\(file)"))
        == Data(contentsOf: folder.url.appendingPathComponent("\(output)-whole/\(file)")))
  }

  /// The name of a file that is not written asks for nothing.
  @Test(arguments: ["x.jsonl", "x.csv"], [".gz", ".zst"])
  func isPlainOnStandardOutput(_ name: String, _ suffix: String) throws {
    let plain = try run("\(name).yaml", "-", ["--limit", "20"])
    #expect(plain.status == 0 && !plain.output.isEmpty)
    #expect(try run("\(name)\(suffix).yaml", "-", ["--limit", "20"]).output == plain.output)
  }

  /// Programs that know nothing of Minwal.
  @Test func pythonReadsIt() throws {
    let folder = try Self.corpus.get()
    #expect(try run("x.json.gz.yaml", "python").status == 0)
    #expect(try run("x.csv.gz.yaml", "python").status == 0)
    let script = """
      import csv, gzip, json, sys
      csv.field_size_limit(10**9)
      array = json.load(gzip.open("python/x.json.gz"))
      rows = list(csv.DictReader(gzip.open("python/x.csv.gz", "rt", encoding="utf-8", newline="")))
      assert [r["id"] for r in array] == [r["id"] for r in rows] == [f"d{n}" for n in range(24000)]
      assert [r["text"] for r in array] == [r["text"] for r in rows]
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script]
    process.currentDirectoryURL = folder.url
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test(arguments: [
    ("x.csv.bz2", "", "cannot be written with bzip2"), ("x.csv.XZ", "", "cannot be written with xz"),
    ("x.zip", "", "end its name in .gz or .zst"), ("x.parquet", "", "writes text and not .parquet"),
    ("x.csv.gz", ", compression: none", "would not be what its name says"),
    ("x.csv.gz", ", compression: zstd", "would not be what its name says"),
    ("x.csv.gz", ", level: 12", "gzip has levels from 1 to 9"),
  ])
  func namesThatWouldLie(_ to: String, _ more: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "in.jsonl")
    try folder.write(
      "minwal: 1\ninput: { jsonl: in.jsonl }\nstages:\n  - export: { format: csv, to: \(to)\(more) }\n", to: "r.yaml")
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 65)
    #expect(result.error.contains(message), "\(result.error)")
    #expect(result.error.components(separatedBy: "error:").count == 2, "\(result.error)")
  }

  @Test(arguments: [(", compression: gzip", Compression.gzip), (", compression: zstd, level: 9", .zstd)])
  func otherNamesCanBeCompressed(_ more: String, _ compression: Compression) throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"id\":\"a\",\"text\":\"Ab.\"}\n{\"id\":\"b\",\"text\":\"Cd.\"}\n", to: "in.jsonl")
    try folder.write(
      """
      minwal: 1
      input: { jsonl: in.jsonl }
      stages:
        - export: { format: text, to: all\(more) }
        - export: { format: text, to: docs, layout: file-per-document\(more) }
      """, to: "r.yaml")
    let result = try BuiltCommand.run(["run", "r.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.text("all", compression) == "Ab.\n\nCd.\n\n")
    #expect(try folder.text("docs/b.txt.\(compression.suffixes.first ?? "")", compression) == "Cd.\n")
  }

  /// A run that is added to by `retry`.
  @Test(arguments: ["x.json.gz", "x.json.zst", "x.json"])
  func retryAdds(_ file: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"id\":\"a\",\"text\":\"Ab.\"}\n{\"id\":\"b\",\"text\":\n", to: "in.jsonl")
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: in.jsonl }\nstages:\n  - export: { format: json, to: \(file), fields: [id] }\n",
      to: "r.yaml")
    #expect(try BuiltCommand.run(["run", "r.yaml"], in: folder.url).status == 3)
    let compression = Compression.bySuffix(of: file)?.compression
    #expect(try folder.text(file, compression) == "[\n{\"id\":\"a\"}\n]\n")
    try folder.write("{\"id\":\"b\",\"text\":\"Cd.\"}\n", to: try kept(folder))
    let result = try BuiltCommand.run(["retry", "r.yaml"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(try folder.text(file, compression) == "[\n{\"id\":\"a\"},\n{\"id\":\"b\"}\n]\n")
  }

  /// The document in the quarantine.
  private func kept(_ folder: TemporaryFolder) throws -> String {
    try #require(folder.files().first { $0.hasPrefix("quarantine/r/") && !$0.hasSuffix(".json") })
  }
}
