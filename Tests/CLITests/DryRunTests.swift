import Foundation
import MinwalTestSupport
import Testing

/// `run --dry-run`.
@Suite struct DryRunTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<5 { try folder.write("page", to: "in/\(number).txt") }
    try folder.write("{\"text\":\"a\"}\n", to: "in/a.jsonl")
    try folder.write("id,text\n1,a\n", to: "in/a.csv")
    try folder.write("%PDF-", to: "in/a.pdf")
    try folder.write(
      "minwal: 1\nname: r\ninput: { files: in }\nstages:\n  - export: { format: jsonl, to: all.jsonl }\n"
        + "dropped: dropped.jsonl\n", to: "r.yaml")
  }

  private func dryRun(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["run", "r.yaml", "--dry-run"] + arguments, in: folder.url)
  }

  @Test func saysWhatWouldBeReadAndWritten() throws {
    let before = folder.files()
    let result = try dryRun()
    #expect(result.status == 0, "\(result.error)")
    for line in [
      "r: would read 8 files, ", "  text: 5 files, ", "  jsonl: 1 file, ", "  csv: 1 file, ",
      "  cannot be read: 1 file\n",
      "in/a.pdf: it is a PDF file", "would write: all.jsonl\n", "would write: dropped.jsonl\n",
      "documents that fail: quarantine/r/\n", "free on that disk: ",
    ] {
      #expect(result.output.contains(line), "\(line) in \(result.output)")
    }
    #expect(folder.files() == before)
    #expect(try BuiltCommand.run(["run", "r.yaml", "--quiet"], in: folder.url).status == 3)
    #expect(try dryRun().output.contains("would replace: all.jsonl"))
  }

  @Test func saysWhyARunWouldNotBegin() throws {
    let wrong = try dryRun("--input", "in/a.pdf")
    #expect(wrong.status == 66 && wrong.error.contains("cannot read 'in/a.pdf': it is a PDF file"), "\(wrong.error)")
    let missing = try dryRun("--input", "nothing")
    #expect(missing.status == 66)
    let pipe = try dryRun("--input", "-", "--output", "-")
    #expect(pipe.status == 0)
    #expect(pipe.output.contains("stdin: of unknown size") && pipe.output.contains("standard output"))
    #expect(!pipe.output.contains("free on"))
  }

  /// Documents are estimated from the starts of files, compressed or not, and the time from the first of them.
  @Test(arguments: [false, true]) func estimates(_ isCompressed: Bool) throws {
    let lines = (0..<30_000).map { "{\"text\":\"The sea was calm on day \($0 % 977), and so were we.\"}\n" }.joined()
    if isCompressed {
      try folder.write(lines, to: "pages.jsonl")
      try folder.write(
        "minwal: 1\ninput: { lines: pages.jsonl }\nstages:\n  - export: { format: text, to: many/pages.jsonl.gz }\n",
        to: "pack.yaml")
      #expect(try BuiltCommand.run(["run", "pack.yaml"], in: folder.url).status == 0)
    } else {
      try folder.write(lines, to: "many/pages.jsonl")
    }
    let result = try dryRun("--input", "many")
    #expect(result.status == 0, "\(result.error)")
    let line = try #require(result.output.split(separator: "\n").first { $0.contains("  about ") })
    let documents = try #require(Int(line.filter { $0.isNumber || $0 == " " }.split(separator: " ")[0]))
    #expect((27_000...33_000).contains(documents), "\(line)")
    #expect(line.contains(" documents, some "))
    let limited = try dryRun("--input", "many", "--limit", "12")
    #expect(limited.output.contains("  about 12 documents, some 1 s\n"), "\(limited.output)")
  }

  /// Where nothing matches, it ends as the run would.
  @Test func nothingToReadIsNoSuccess() throws {
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("empty"), withIntermediateDirectories: true)
    let result = try dryRun("--input", "empty")
    #expect(result.status == 66 && result.error.contains("no file is to be found in 'empty'"), "\(result.error)")
    #expect(try BuiltCommand.run(["run", "r.yaml", "--input", "empty"], in: folder.url).status == 66)
  }
}
