import Foundation
import MinwalCompression
import MinwalTestSupport
import MinwalText
import Testing

/// Documents of the quarantine are mended and tried again.
@Suite struct RetryTests {
  let folder: TemporaryFolder

  /// 40 documents, of which 8 are not UTF-8, and 6 lines, of which 2 are no JSON.
  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<40 {
      let text = Data("نص المستند رقم \(number).\n".utf8) + (number % 5 == 2 ? Data([0xFF, 0x41]) : Data())
      try folder.write(text, to: "in/\(number / 10)/\(number).txt")
    }
    let lines = (0..<6).map { $0 % 3 == 1 ? "{\"text\": oops \($0)}" : "{\"text\": \"سطر \($0)\"}" }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "in/z.jsonl")
    try recipe("reject")
  }

  private func recipe(_ invalidUTF8: String) throws {
    try folder.write(
      """
      minwal: 1
      name: r
      input: { files: in, invalid-utf8: \(invalidUTF8) }
      stages:
        - segment
        - export: { format: text, to: docs, layout: file-per-document }
        - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
  }

  private func minwal(_ arguments: String..., environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments + ["--output", "out"], in: folder.url, environment: environment)
  }

  private func lines() throws -> [Substring] { try folder.read("out/all.jsonl").split(separator: "\n") }

  /// The error of what cannot be had again stays: it says more than that.
  @Test func whatCannotBeTriedAgainKeepsItsError() throws {
    let text = Text(String(repeating: "{\"text\":\"سطر\"}\n", count: 9))
    let gzip = try #require(try Compressor(.gzip)?.compress(text.span))
    try folder.write(Data((0..<(gzip.count - 5)).map { gzip[$0] }), to: "in/zz.jsonl.gz")
    #expect(try minwal("run", "r.yaml").status == 3)
    let name = try #require(folder.files().first { $0.contains("quarantine/r/zz.jsonl.gz@") })
    let before = try folder.read(name)
    #expect(before.contains("\"code\":\"damaged-file\""))
    // The bytes of another are taken away.
    let gone = try #require(folder.files().first { $0.hasPrefix("out/quarantine/r/z.jsonl@") && !$0.hasSuffix("json") })
    let other = try folder.read(gone + ".error.json")
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(gone))
    let result = try minwal("retry", "r.yaml")
    #expect(result.status == 3, "\(result.error)")
    #expect(try folder.read(name) == before)
    #expect(try folder.read(gone + ".error.json") == other)
  }

  /// A compressed file that was kept as it lay there is tried as it would be read.
  @Test func aKeptFileIsDecompressed() throws {
    let text = Text(String(repeating: "سطر\n", count: 9))
    let gzip = try #require(try Compressor(.gzip)?.compress(text.span))
    try folder.write(Data((0..<(gzip.count - 5)).map { gzip[$0] }), to: "in/y.txt.gz")
    #expect(try minwal("run", "r.yaml").status == 3)
    let result = try BuiltCommand.run(["try", "r.yaml", "out/quarantine/r/y.txt.gz"], in: folder.url)
    #expect(result.status == 3 && result.output.contains("[damaged-file]"), "\(result)")
    #expect(result.error.contains("it still does"), "\(result)")
  }

  @Test func mendedDocumentsJoinTheOutput() throws {
    #expect(
      try minwal("run", "r.yaml", "--input", "in").error.contains("46 read = 36 exported + 0 dropped + 10 quarantined"))
    let before = try lines()
    #expect(before.count == 36)
    // Nothing was mended yet.
    let futile = try minwal("retry", "r.yaml")
    #expect(futile.status == 3)
    #expect(futile.error.contains("46 read = 36 exported + 0 dropped + 10 quarantined"))
    #expect(try lines() == before)
    // The recipe is mended, and one of the lines.
    try recipe("repair")
    let line = try #require(folder.files().first { $0.hasPrefix("out/quarantine/r/z.jsonl") && !$0.hasSuffix("json") })
    try folder.write("{\"text\": \"سطر مصحح\"}", to: line)
    let retried = try minwal("retry", "r.yaml")
    #expect(retried.status == 3)
    #expect(retried.error.contains("46 read = 45 exported + 0 dropped + 1 quarantined"))
    #expect(retried.error.contains("10 documents of the quarantine were tried again"))
    let after = try lines()
    #expect(Array(after.prefix(36)) == before)
    #expect(after.count == 45)
    #expect(try folder.read("out/all.jsonl").contains("سطر مصحح"))
    #expect(folder.files().filter { $0.hasPrefix("out/docs/") }.count == 45)
    #expect(folder.files().filter { $0.hasPrefix("out/quarantine/r/") }.count == 2)
    // The last one, after which there is no quarantine any more.
    let last = try #require(folder.files().first { $0.hasPrefix("out/quarantine/r/z.jsonl") && !$0.hasSuffix("json") })
    try folder.write("{\"text\": \"الأخير\"}", to: last)
    let done = try minwal("retry", "r.yaml")
    #expect(done.status == 0)
    #expect(done.error.contains("46 read = 46 exported + 0 dropped + 0 quarantined"))
    #expect(!folder.has("out/quarantine/r"))
    #expect(try minwal("retry", "r.yaml").status == 0)
    #expect(try lines().count == 46)
  }

  /// Bytes that are gone, emptied, laid out over several lines, or two records: each stays one document with its id,
  /// and none keeps the others from being tried.
  @Test func oddMendsCostNobodyElse() throws {
    let broken = ["{\"text\": one", "{\"text\": two", "{\"text\": three", "{\"text\": four", "{\"text\": five"]
    // One that can be read, or the whole file would be one failed document.
    try folder.write("{\"text\": \"good\"}\n" + broken.joined(separator: "\n"), to: "b.jsonl")
    #expect(try minwal("run", "r.yaml", "--input", "b.jsonl").error.contains("6 read = 1 exported"))
    let kept = folder.files().filter { $0.hasPrefix("out/quarantine/r/") && !$0.hasSuffix("json") }
    try #require(kept.count == 5)
    let names = try broken.map { text in try #require(try kept.first { try folder.read($0) == text }) }
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(names[0]))
    try folder.write(" \n", to: names[1])
    try folder.write("{\n  \"text\":\r\n  \"ثلاثة\"\n}\n", to: names[2])
    try folder.write("{\"text\": \"أ\"}\n{\"text\": \"ب\"}\n", to: names[3])
    try folder.write("{\"text\": \"خمسة\"}", to: names[4])
    try folder.write("x", to: names[2] + "~")
    let ids = try names.map { try folder.read($0 + ".error.json").split(separator: ",")[0] }
    let result = try minwal("retry", "r.yaml")
    #expect(result.status == 3)
    #expect(result.error.contains("6 read = 3 exported + 0 dropped + 3 quarantined"), "\(result.error)")
    #expect(try lines().count == 3)
    for index in [0, 1, 3] {
      #expect(try folder.read(names[index] + ".error.json").split(separator: ",")[0] == ids[index])
    }
    #expect(try folder.read(names[3]).contains("ب"))
  }

  /// What is left of a file of records says which reader it was for, and a retry does not take all of the file for it.
  @Test func theRestOfAFileOfRecordsIsNotRead() throws {
    try folder.write("[{\"text\": \"good\"},\n", to: "b.json")
    try folder.write("nonsense\n", to: "in2/c.jsonl")
    let run = try minwal("run", "r.yaml", "--input", "b.json", "--input", "in2")
    #expect(run.error.contains("3 read = 1 exported + 0 dropped + 2 quarantined"))
    let errors = folder.files().filter { $0.hasPrefix("out/quarantine/r/") && $0.hasSuffix(".error.json") }
    #expect(
      try errors.map { try folder.read($0).contains("\"reader\":\"\($0.contains("b.json") ? "json" : "jsonl")\"") }
        == [true, true])
    let retried = try minwal("retry", "r.yaml")
    #expect(retried.error.contains("3 read = 1 exported + 0 dropped + 2 quarantined"))
    #expect(retried.error.contains("run the recipe over that file again; its error is still malformed-record"))
    #expect(try lines().count == 1)
  }

  /// What the recipe says about a file holds for its documents also when they are tried again.
  @Test func metadataOfFilesIsThere() throws {
    try folder.write("{ no\n{\"text\": \"good\"}\n", to: "in2/site/b.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input:
        - { files: in/0, name: first }
        - { files: in2, name: second, metadata: { path: '{site}/*' } }
      stages:
        - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
    #expect(try minwal("run", "r.yaml").status == 3)
    let kept = try #require(
      folder.files().first { $0.hasPrefix("out/quarantine/r/") && !$0.hasSuffix(".json") && $0.contains("b.jsonl") })
    try folder.write("{\"text\": \"mended\"}", to: kept)
    _ = try minwal("retry", "r.yaml")
    #expect(
      try lines().contains {
        $0.contains("mended") && $0.contains(#""site":"site""#) && $0.contains(#""source":"second""#)
      })
  }

  /// Bytes of a compressed file are no text, in whatever encoding.
  @Test func damagedFilesStayDamaged() throws {
    let path = folder.url.appendingPathComponent("in/a.txt").path
    try folder.write(String(repeating: "The ferry leaves at nine. ", count: 200), to: "in/a.txt")
    try Process.run(URL(fileURLWithPath: "/bin/gzip"), arguments: [path]).waitUntilExit()
    let whole = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
    try folder.write(whole.dropLast(12), to: "in/a.txt.gz")
    try folder.write(whole, to: "in/b.txt.gz")
    #expect(try minwal("run", "r.yaml", "--input", "in/*.gz").error.contains("1 exported + 0 dropped + 1 quarantined"))
    for options in [[], ["--set", "input.encoding=windows-1256"]] {
      let result = try BuiltCommand.run(["retry", "r.yaml", "--output", "out"] + options, in: folder.url)
      #expect(result.status == 3, "\(result.error)")
      #expect(try folder.read("out/quarantine/r/a.txt.gz.error.json").contains("\"code\":\"damaged-file\""))
      #expect(try lines().count == 1)
    }
    try folder.write(whole, to: "out/quarantine/r/a.txt.gz")
    #expect(try minwal("retry", "r.yaml").status == 0)
    #expect(try lines().count == 2)
  }

  /// Records in another encoding are not made rows of U+FFFD; the encoding rescues them.
  @Test(arguments: ["csv", "jsonl", "json", "lines"]) func recordsInAnotherEncodingFail(_ kind: String) throws {
    let texts = (0..<20).map { "غادرت السفينة الميناء صباح اليوم رقم \($0) وعادت مساء" }
    let lines =
      switch kind {
      case "csv": ["text"] + texts
      case "json": ["["] + texts.enumerated().map { ($0 == 0 ? "" : ",") + "{\"text\":\"\($1)\"}" } + ["]"]
      case "jsonl": texts.map { "{\"text\":\"\($0)\"}" }
      default: texts
      }
    try folder.write(lines.joined(separator: "\n"), to: "u.txt")
    let iconv = Process()
    iconv.executableURL = URL(fileURLWithPath: "/usr/bin/iconv")
    iconv.currentDirectoryURL = folder.url
    iconv.arguments = ["-f", "utf-8", "-t", "windows-1256", "-o", "w.txt", "u.txt"]
    try iconv.run()
    iconv.waitUntilExit()
    for (said, exported) in [("", 0), (", encoding: windows-1256", 20)] {
      try folder.write(
        "minwal: 1\nname: w\ninput: { \(kind): w.txt\(said) }\nstages:\n  - export: { format: jsonl, to: w.jsonl }\n",
        to: "w.yaml")
      let result = try minwal("run", "w.yaml")
      #expect(result.status != 0 || exported == 20, "\(result.error)")
      #expect(exported == 20 || result.error.contains("another encoding"), "\(result.error)")
      if exported == 20 { #expect(try folder.read("out/w.jsonl").contains("السفينة الميناء صباح اليوم رقم 19")) }
    }
  }

  @Test func withoutARunThereIsNothingToRetry() throws {
    let result = try minwal("retry", "r.yaml")
    #expect(result.status == 64)
    #expect(result.error.contains("there is no run in 'out' whose documents could be tried again"))
  }

  /// However often a retry is killed, and wherever, each document is in the output once.
  @Test(arguments: 0..<6)
  func aKilledRetryHasHappenedOrNot(_ seed: UInt64) throws {
    _ = try minwal("run", "r.yaml", "--input", "in")
    try recipe("repair")
    var random = SeededGenerator(seed)
    for _ in 0..<3 {
      let call = 1 + random.below(60)
      let killed = try minwal(
        "retry", "r.yaml", environment: TortureTests.fault(random.below(2) == 0 ? "kill:\(call)" : "power:\(call)"))
      if killed.status == 64 {
        // The recipe is another now, but the run to be ended is not.
        try recipe("reject")
        #expect(try minwal("run", "r.yaml", "--input", "in", "--resume").status == 3)
        try recipe("repair")
      }
    }
    if try minwal("retry", "r.yaml").status == 64 {
      try recipe("reject")
      #expect(try minwal("run", "r.yaml", "--input", "in", "--resume").status == 3)
    }
    #expect(try minwal("retry", "r.yaml").error.contains("46 read = 44 exported + 0 dropped + 2 quarantined"))
    #expect(try lines().count == 44)
    #expect(Set(try lines()).count == 44)
    #expect(folder.files().filter { $0.hasPrefix("out/docs/") }.count == 44)
    #expect(folder.files().filter { $0.hasPrefix("out/quarantine/r/") }.count == 4)
  }
}
