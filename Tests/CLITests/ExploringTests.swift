import Foundation
import Minwal
import MinwalTestSupport
import Testing

import MinwalView
@testable import MinwalCLI

/// `minwal try` and `minwal why`.
@Suite struct ExploringTests {
  static let golden = projectFolder.appendingPathComponent("Tests/CLITests/Golden/exploring")
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func minwal(_ arguments: String..., input: Data = Data()) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url, input: input)
  }

  /// A recipe that removes lines, changes characters and finds sentences.
  private func recipe(_ input: String = "files: t", _ stages: String = "") throws {
    try folder.write(
      """
      minwal: 1
      language: ar
      input: { \(input) }
      stages:
        - clean: { phrases: ["القائمة"], packs: [] }
        - normalize: { profile: arabic }
        - segment
      \(stages)  - export: { format: jsonl, to: out/x.jsonl, fields: [id, sentences] }

      """, to: "r.yaml")
  }

  private static let page = "\u{FEFF}القائمة\r\nكتــاب جديد.\u{200F} صدر اليوم.\r\n"

  @Test(arguments: [
    ("dropped-lines", ["try", "arabic-news.yaml", "marfa-05-photo-page.txt"]),
    ("presentation-forms", ["try", "arabic-news.yaml", "hibr-04-theatre-festival.txt", "--stage", "normalize"]),
    ("record", ["try", "search-index.yaml", "samples/mixed.jsonl:2"]),
    ("html", ["try", "arabic-news.yaml", "marfa-05-photo-page.txt", "--html", "-"]),
    ("json", ["try", "search-index.yaml", "--id", "ledger-20251110-030", "--stage", "read", "--json"]),
    ("why", ["why", "arabic-news.yaml", "marfa-05-photo-page.txt"]),
    ("why-record", ["why", "search-index.yaml", "ledger-20251103-014", "Penrose"]),
    ("why-removed", ["why", "arabic-news.yaml", "marfa-01-desalination.txt", "مقالات ذات صلة"]),
    ("why-title", ["why", "arabic-news.yaml", "marfa-01-desalination.txt", "أكبر محطة"]),
  ])
  func shows(_ name: String, _ arguments: [String]) throws {
    let result = try BuiltCommand.run(arguments, in: PipelineTests.folder)
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(!result.output.contains("\u{1B}"))
    try expectGolden(result.output, Self.golden.appendingPathComponent(name + ".txt"))
  }

  @Test func tellsOfEveryStep() throws {
    try recipe()
    try folder.write(Self.page, to: "t/a.txt")
    let result = try minwal("try", "r.yaml")
    #expect(result.status == 0)
    for expected in [
      "byte-order-mark   ×1", "line-end          ×2", "1 - phrase          \u{2068}القائمة\u{2069}",
      "U+0640 ARABIC TATWEEL removed  2 times", "U+200F RIGHT-TO-LEFT MARK removed", "sentences: 2", "kept\n",
    ] {
      #expect(result.output.contains(expected), "\(expected)")
    }
    #expect(!folder.has("out"), "nothing is written")
  }

  @Test(arguments: [
    ([], ["a"]), (["--limit", "2"], ["a", "b"]), (["--id", "c", "--id", "a"], ["a", "c"]), (["d.jsonl:4"], ["c"]),
    (["d.jsonl", "--limit", "9"], ["a", "b", "c"]), (["b"], ["b"]), (["d.jsonl:2", "a"], ["b", "a"]),
  ])
  func choosesDocuments(_ arguments: [String], _ expected: [String]) throws {
    try recipe("jsonl: d.jsonl")
    try folder.write(
      "{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"b\",\"text\":\"2\"}\n\n{\"id\":\"c\",\"text\":\"3\"}\n", to: "d.jsonl")
    let result = try BuiltCommand.run(["try", "r.yaml", "--json"] + arguments, in: folder.url)
    let ids = try result.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])["id"] as? String
    }
    #expect(ids == expected)
  }

  @Test(arguments: [
    (["try", "r.yaml", "nothing"], 66, "there is no document 'nothing'"),
    (["try", "r.yaml", "--id", "x"], 66, "there is no document 'x'"),
    (["try", "r.yaml", "d.jsonl:7"], 66, "there is no document at 'd.jsonl:7'"),
    (["try", "r.yaml", "--stage", "clena"], 64, "the recipe has no stage 'clena'; did you mean 'clean'?"),
    (["try", "r.yaml", "--limit", "0"], 64, "'--limit' takes a number from 1."),
    (["try", "r.yaml", "--json", "--html", "x"], 64, "exclude each other"),
    (["try", "r.yaml", "-", "--watch"], 64, "'--watch' cannot read standard input again."),
    (["try", "r.yaml", "--html", "no/where/\u{0}"], 74, "cannot"),
    (["try", "none.yaml"], 65, "cannot read the recipe"),
    (["why", "r.yaml", "a", ""], 64, "The text to look for is empty."),
    (["why", "r.yaml", "a", "absent"], 1, "'absent' is nowhere in 'a'"),
    (["why", "r.yaml", "zz"], 66, "there is no document 'zz'"),
  ])
  func saysWhatIsWrong(_ arguments: [String], _ status: Int32, _ message: String) throws {
    try recipe("jsonl: d.jsonl")
    try folder.write("{\"id\":\"a\",\"text\":\"1\"}\n", to: "d.jsonl")
    if arguments.contains("no/where/\u{0}") {
      try folder.write("a file", to: "file")
      let result = try minwal("try", "r.yaml", "--html", "file/page.html")
      #expect(result.status == status && result.error.contains(message), "\(result.error)")
      return
    }
    let result = try BuiltCommand.run(arguments, in: folder.url)
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
  }

  @Test func readsStandardInput() throws {
    try recipe()
    try folder.write("x", to: "t/a.txt")
    let result = try minwal("try", "r.yaml", "-", input: Data(Self.page.utf8))
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("stdin  (65 B)\n"), "\(result.output)")
  }

  @Test func aDroppedDocumentNamesItsRule() throws {
    try recipe()
    try folder.write("القائمة\n", to: "t/a.txt")
    let result = try minwal("try", "r.yaml")
    #expect(result.status == 0)
    #expect(
      result.output.hasSuffix(
        "\ndropped by clean: nothing-left (All of its lines were boilerplate, or it was empty.)\n"))
    #expect(!result.output.contains("\nnormalize"))
  }

  @Test func aDocumentThatCannotBeReadIsAFailure() throws {
    try recipe("files: t, invalid-utf8: reject")
    try folder.write(Data([0x61, 0xFF]), to: "t/a.txt")
    let result = try minwal("try", "r.yaml")
    #expect(result.status == 3)
    #expect(result.output.contains("cannot be read: it is not UTF-8: byte 1 cannot be read [invalid-encoding]"))
  }

  /// A file and a line of JSON, each brought back from quarantine.
  @Test(arguments: [false, true]) func reproducesAFailure(_ isRecord: Bool) throws {
    if isRecord {
      try recipe("jsonl: d.jsonl")
      try folder.write("{\"id\":\"a\",\"text\":\"1\"}\n{\"id\":\"b\",\"text\":7}\n", to: "d.jsonl")
    } else {
      try recipe("files: t, invalid-utf8: reject")
      try folder.write(Data([0x61, 0xFF]), to: "t/b")
    }
    #expect(try minwal("run", "r.yaml").status == 3)
    let kept = try #require(folder.files().first { $0.hasPrefix("quarantine/") && !$0.hasSuffix(".json") })
    let again = try minwal("try", "r.yaml", kept)
    #expect(again.status == 3)
    #expect(again.error.contains("in quarantine since it failed in read: "))
    #expect(again.error.hasSuffix("it still does\n"), "\(again.error)")
    #expect(again.output.contains(isRecord ? "d.jsonl:2" : "b  ("), "\(again.output)")
    #expect(try minwal("try", "r.yaml", kept + ".error.json").output == again.output)
    try folder.write(isRecord ? "{\"id\":\"b\",\"text\":\"7\"}" : "fine", to: kept)
    let mended = try minwal("try", "r.yaml", kept)
    #expect(mended.status == 0)
    #expect(mended.error.hasSuffix("it does not fail any more\n"))
    #expect(mended.output.hasPrefix("b  ("))
  }

  /// The places that `why` tells are those of the file's own bytes.
  @Test func looksForATextInAllDocumentsOfAFile() throws {
    try recipe("jsonl: d.jsonl")
    try folder.write("{\"text\":\"أ\"}\n{\"text\":\"ب\"}\n{\"text\":\"ب\"}\n", to: "d.jsonl")
    let found = try minwal("why", "r.yaml", "d.jsonl", "ب")
    #expect(found.status == 0 && found.error.isEmpty)
    #expect(!found.output.contains("d.jsonl:1:"))
    #expect(found.output.contains("d.jsonl:2:") && found.output.contains("d.jsonl:3:"), "\(found.output)")
    #expect(try minwal("why", "r.yaml", "d.jsonl", "ت").status == 1)
  }

  @Test func tellsThePlaceInTheInput() throws {
    try recipe()
    let page = try folder.write(Self.page, to: "t/a.txt")
    let result = try minwal("why", "r.yaml", "t/a.txt", "كتاب جديد")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("t/a.txt:2:1  bytes 19–40 of the file\n"), "\(result.output)")
    #expect(result.output.contains("by normalize: tatweel"))
    #expect(result.output.contains("in the text at the end: bytes 0–17, sentence 1"))
    let bytes = try Data(contentsOf: page)
    #expect(String(decoding: bytes[19..<40], as: UTF8.self) == "كتــاب جديد")
    let removed = try minwal("why", "r.yaml", "t/a.txt", "القائمة")
    #expect(removed.output.hasPrefix("t/a.txt:1:1  bytes 3–17 of the file\n"))
    #expect(removed.output.contains("by clean: phrase"))
    #expect(removed.output.hasSuffix("not in the text at the end\n"))
  }

  @Test(arguments: ["windows-1256", "UTF-16LE"]) func tellsThePlaceInOtherEncodings(_ encoding: String) throws {
    try recipe("files: t, encoding: \(encoding)")
    let text = "القائمة\r\nكتاب"
    let data =
      encoding == "UTF-16LE"
      ? try #require(text.data(using: .utf16LittleEndian))
      : Data([0xC7, 0xE1, 0xDE, 0xC7, 0xC6, 0xE3, 0xC9, 0x0D, 0x0A, 0xDF, 0xCA, 0xC7, 0xC8])
    try folder.write(data, to: "t/a.txt")
    let result = try minwal("why", "r.yaml", "a.txt", "كتاب")
    let bytes = encoding == "UTF-16LE" ? "18–26" : "9–13"
    #expect(result.output.contains("a.txt:2:1  bytes \(bytes) of the file\n"), "\(result.output)")
  }

  @Test func sourceOffsetsLeadToTheInput() throws {
    try folder.write(
      """
      minwal: 1
      language: ar
      input: t
      stages:
        - clean: { phrases: ["القائمة"], packs: [] }
        - normalize: { profile: arabic }
        - segment
        - translate-stub: { to: en, of: [sentences] }
        - export: { format: jsonl, to: x.jsonl, fields: [sentences, units], source-offsets: true }

      """, to: "r.yaml")
    try folder.write(Self.page, to: "t/a.txt")
    #expect(try minwal("run", "r.yaml").status == 0)
    let record = try #require(
      JSONSerialization.jsonObject(with: Data(try folder.read("x.jsonl").utf8)) as? [String: Any])
    for name in ["sentences", "units"] {
      let items = try #require(record[name] as? [[String: Any]])
      let ranges = items.map { [$0["source-start"] as? Int, $0["source-end"] as? Int] }
      #expect(ranges == [[19, 41], [45, 63]])
    }
    #expect(try minwal("try", "r.yaml").output.contains(try folder.read("x.jsonl").trimmingCharacters(in: .newlines)))
  }

  /// A page needs nothing from elsewhere, and escapes what a document has.
  @Test func aPageStandsAlone() throws {
    try recipe()
    try folder.write("<script>alert(1)</script> \"&\n\nنص عربي طويل بما يكفي هنا.\n", to: "t/<b>.txt")
    #expect(try minwal("try", "r.yaml", "--html", "page.html").status == 0)
    let page = try folder.read("page.html")
    #expect(!page.contains("<script") && !page.contains("http") && !page.contains("<b>"))
    #expect(page.contains("&lt;script&gt;") && page.contains("prefers-color-scheme: dark"))
    #expect(page.contains("dir=\"rtl\"") && page.contains("dir=\"ltr\""))
  }

  @Test func watchesUntilInterrupted() throws {
    try recipe()
    try folder.write("واحد.", to: "t/a.txt")
    let scratch = try TemporaryFolder()
    let process = try BuiltCommand.start(["try", "r.yaml", "t/a.txt", "--watch"], in: folder.url, scratch: scratch)
    defer { process.terminate() }
    func wait(for text: String, in file: String = "stdout") throws {
      for _ in 0..<3000 where try !scratch.read(file).contains(text) { usleep(10_000) }
      #expect(try scratch.read(file).contains(text))
    }
    try wait(for: "waiting", in: "stderr")
    try folder.write("اثنان وثلاثة.", to: "t/a.txt")
    try wait(for: "اثنان وثلاثة")
    try folder.write("minwal: 2\n", to: "r.yaml")
    try wait(for: "is not known here", in: "stderr")
    try recipe("files: t", "  - summarize: { sentences: 1 }\n")
    try wait(for: "summary: 1")
    kill(process.processIdentifier, SIGINT)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGINT)
  }
}

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("", "nothing"), ("\u{200F}", "U+200F RIGHT-TO-LEFT MARK"), ("\u{A0}\u{A0}", "U+00A0 NO-BREAK SPACE ×2"),
    ("a", "«\u{2068}a\u{2069}»"),
    ("ﻷ", "\u{2068}ﻷ\u{2069} U+FEF7 ARABIC LIGATURE LAM WITH ALEF WITH HAMZA ABOVE ISOLATED FORM"),
    ("\n \u{A0}", "U+000A LINE FEED, U+0020 SPACE, U+00A0 NO-BREAK SPACE"), ("كتاب", "«\u{2068}كتاب\u{2069}»"),
    ("a\u{200F}bcd", "«\u{2068}a⟨U+200F⟩bcd\u{2069}»"), ("abcdefghijklmnop", "«\u{2068}abcdefghijklm…\u{2069}»"),
    ("\u{64E}", "U+064E ARABIC FATHA"),
  ])
  func describes(_ text: String, _ expected: String) { #expect(VisibleText.described(text, 14).string == expected) }

  @Test func coloursAreOnlyThereWhenWanted() {
    #expect(Paint(isOn: false).red("x").string == "x")
    #expect(Paint(isOn: true).red("x").string == "\u{1B}[31mx\u{1B}[0m")
  }
}
