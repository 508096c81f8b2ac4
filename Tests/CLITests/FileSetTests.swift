import Foundation
import MinwalCompression
import MinwalTestSupport
import Testing

/// Outputs of several files: parts, and a file for each value.
@Suite struct FileSetTests {
  static let count = 3_000
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(3)
    var lines = ""
    for number in 0..<Self.count {
      let site = ["a", "b/c", "", "..", "A"][random.below(5)]
      let words = (0..<random.below(60)).map { _ in "كلمة\(random.below(900))" }.joined(separator: " ")
      let metadata = site.isEmpty ? "" : ",\"site\":\"\(site)\""
      lines +=
        "{\"id\":\"d\(number)\",\"text\":\"\(words).\",\"language\":\"\(number % 7 == 0 ? "fa" : "ar")\"\(metadata)}\n"
    }
    try folder.write(lines, to: "in.jsonl")
  }

  func recipe(_ export: String, _ name: String = "r.yaml") throws {
    try folder.write(
      "minwal: 1\nname: r\ninput: { jsonl: in.jsonl }\nstages:\n  - export: { \(export) }\n", to: name)
  }

  func run(_ output: String, _ arguments: [String] = [], _ environment: [String: String] = [:]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand.run(
      ["run", "r.yaml", "--output", output, "--progress", "none"] + arguments, in: folder.url, environment: environment)
  }

  func tree(_ output: String) throws -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: try folder.files().filter { $0.hasPrefix(output + "/") }.map {
        (String($0.dropFirst(output.count + 1)), try Data(contentsOf: folder.url.appendingPathComponent($0)))
      })
  }

  static let sets: [(export: String, files: Int?)] = [
    ("format: jsonl, to: all.jsonl, parts: { documents: 1000 }", 3),
    ("format: jsonl, to: all.jsonl, parts: { documents: 999 }", 4),
    ("format: json, to: all.json.gz, parts: { size: 100 KB }", nil),
    ("format: csv, to: sub/all.csv.zst, parts: { size: 100 KB }", nil),
    ("format: jsonl, to: 'x/$(metadata.site)/all.jsonl'", 5),
    ("format: json, to: 'x-$(metadata.site).$(language).json.zst'", 10),
    ("format: jsonl, to: 'x/$(language)/all.jsonl', parts: { documents: 500 }", 7),
  ]

  /// No two values share a file, and what has no value has one that no value has.
  @Test func valuesDoNotShareFiles() throws {
    let values = ["x/y", "x_y", "x%2Fy", "none", "None", "..", ".", "a~b", "con", "c:d", "e ", "e", "", nil]
    let lines = values.enumerated().map { index, value in
      "{\"id\":\"\(index)\",\"text\":\"t\"\(value.map { ",\"k\":\"\($0)\"" } ?? "")}\n"
    }
    try folder.write(lines.joined(), to: "in.jsonl")
    try recipe("format: jsonl, to: 'x/$(metadata.k)/all.jsonl'")
    let result = try run("one")
    #expect(result.status == 0, "\(result.error)")
    let files = try tree("one")
    #expect(files.count == values.count - 1, "\(files.keys.sorted())")
    let counts = files.mapValues { $0.count { $0 == 0x0A } }
    #expect(counts.filter { $0.value > 1 }.keys.sorted() == ["x/none/all.jsonl"])
    #expect(
      files["x/x%2Fy/all.jsonl"] != nil && files["x/x%252Fy/all.jsonl"] != nil && files["x/%6Eone/all.jsonl"] != nil)
    #expect(result.error.contains("written: one/x/") && result.error.contains("and 8 more"), "\(result.error)")
    #expect(!result.error.contains("$("), "\(result.error)")
    let dry = try BuiltCommand.run(["run", "r.yaml", "--output", "one", "--dry-run"], in: folder.url)
    #expect(dry.output.contains("all.jsonl, with the values of $(metadata.k)"), "\(dry.output)")
    try recipe("format: jsonl, to: 'x/$(metadata.k)$(language).jsonl'")
    #expect(try run("two").error.contains("nothing stands between two values"))
  }

  /// All documents are in the files once, in order, whatever the jobs are.
  @Test(arguments: sets.indices)
  func holdsAllDocuments(_ index: Int) throws {
    let (export, expected) = Self.sets[index]
    try recipe(export)
    let result = try run("one", ["--jobs", "1"])
    #expect(result.status == 0, "\(result.error)")
    let files = try tree("one")
    if let expected { #expect(files.count == expected, "\(files.keys.sorted())") } else { #expect(files.count > 3) }
    #expect(try run("four", ["--jobs", "4", "--checkpoint-interval", "0"]).status == 0)
    #expect(try tree("four") == files)
    var ids: [Int] = []
    for name in files.keys.sorted() {
      let compression: Compression? = name.hasSuffix(".gz") ? .gzip : name.hasSuffix(".zst") ? .zstd : nil
      let text = try folder.text("one/\(name)", compression)
      let found = text.split(whereSeparator: \.isNewline).compactMap { line in
        line.firstMatch(of: /d([0-9]+)\b/).flatMap { Int($0.1) }
      }
      #expect(found == found.sorted(), "\(name)")
      #expect(!found.isEmpty, "\(name)")
      if name.hasSuffix(".json") { _ = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
      ids += found
    }
    #expect(ids.sorted() == Array(0..<Self.count))
    #expect(folder.files().allSatisfy { !$0.hasSuffix(".partial") })
  }

  @Test(arguments: sets.indices, [0.3, 0.6, 0.9, 0.98])
  func isTheSameAfterAKill(_ index: Int, _ part: Double) throws {
    try recipe(Self.sets[index].export)
    let often = ["--checkpoint-interval", "0"]
    let count = folder.url.appendingPathComponent("count").path
    #expect(try run("whole", often, TortureTests.fault("count:\(count)")).status == 0)
    let calls = try #require(Int(try folder.read("count")))
    #expect(try run("killed", often, TortureTests.fault("kill:\(Int(Double(calls) * part))")).status == -SIGKILL)
    let resumed = try run("killed", ["--resume"])
    #expect(resumed.status == 0, "\(resumed.error)")
    #expect(try tree("killed") == tree("whole"))
  }

  @Test func namesOfPartsAreNumbered() throws {
    try recipe("format: jsonl, to: out.d/all.x.jsonl.zst, compression: zstd, parts: { documents: 2000 }")
    #expect(try run("o").status == 0)
    #expect(try tree("o").keys.sorted() == ["out.d/all-00000.x.jsonl.zst", "out.d/all-00001.x.jsonl.zst"])
  }

  /// Parts of an earlier run that had more of them would be read as if they were of this one.
  @Test func leftoversGo() throws {
    try recipe("format: jsonl, to: all.jsonl, parts: { documents: 500 }")
    #expect(try run("o").status == 0)
    #expect(try tree("o").count == 6)
    #expect(try run("o", ["--limit", "700"]).status == 0)
    #expect(try tree("o").keys.sorted() == ["all-00000.jsonl", "all-00001.jsonl"])
  }

  @Test func valuesStayInTheFolder() throws {
    try recipe("format: jsonl, to: 'x/$(metadata.site)/all.jsonl'")
    #expect(try run("o").status == 0)
    let names = try tree("o").keys.map { $0.split(separator: "/") }
    #expect(names.allSatisfy { $0.count == 3 && $0[0] == "x" && $0[2] == "all.jsonl" })
    #expect(names.contains { $0[1] == "none" })
    #expect(!names.contains { $0[1] == ".." })
  }

  @Test(arguments: [
    ("format: jsonl, to: 'x/$(title).jsonl'", "'$(title)' is not language or metadata.NAME"),
    (
      "format: jsonl, to: x, layout: file-per-document, parts: { documents: 3 }",
      "a file per document cannot have parts"
    ),
    ("format: jsonl, to: x.jsonl, parts: { documents: 0 }", "expected 1 or more"),
    ("format: jsonl, to: x.jsonl, parts: { size: 3 }", "did you mean '3 MB'?"),
    ("format: jsonl, to: x.jsonl, parts: { records: 3 }", "has no 'records'"),
    ("format: jsonl, to: '-', parts: { documents: 3 }", "several files cannot go to standard output"),
  ])
  func isChecked(_ export: String, _ message: String) throws {
    try recipe(export)
    let result = try BuiltCommand.run(["check", "r.yaml"], in: folder.url)
    #expect(result.status == 65)
    #expect(result.error.contains(message), "\(result.error)")
  }
}

extension FileSetTests {
  /// What a run before has written and this one does not is gone, so that no folder has two runs in it; what is no output of
  /// such a run stays.
  @Test func filesOfTheRunBeforeGo() throws {
    try recipe("format: jsonl, to: 'x/$(language)/all.jsonl', parts: { documents: 500 }")
    #expect(try run("out").status == 0)
    try folder.write("mine", to: "out/x/de/all.jsonl")
    try folder.write("mine", to: "out/x/fa/all-00099.jsonl.bak")
    #expect(folder.has("out/x/fa/all-00000.jsonl"))
    let arabic = try folder.read("in.jsonl").split(separator: "\n").filter { $0.contains(#""language":"ar""#) }
    try folder.write(arabic.prefix(700).joined(separator: "\n"), to: "in.jsonl")
    // Nothing goes before the new output is whole.
    _ = try run("out", ["--checkpoint-interval", "0"], TortureTests.fault("kill:12"))
    #expect(folder.has("out/x/fa/all-00000.jsonl"))
    #expect(try run("out", ["--resume", "--restart"]).status == 0)
    #expect(
      folder.files().filter { $0.hasPrefix("out/x/") } == [
        "out/x/ar/all-00000.jsonl", "out/x/ar/all-00001.jsonl", "out/x/de/all.jsonl", "out/x/fa/all-00099.jsonl.bak",
      ])
    // Elsewhere is another output.
    try recipe("format: jsonl, to: 'y/$(language)/all.jsonl'")
    #expect(try run("out").status == 0)
    #expect(folder.has("out/x/ar/all-00000.jsonl") && folder.has("out/y/ar/all.jsonl"))
  }
}
