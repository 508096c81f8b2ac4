import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// What a file is decides how it is read.
@Suite struct KindTests {
  private func read(_ files: KeyValuePairs<String, String>, _ input: ConfigNode?, commandLine: Bool = false) throws
    -> [SeenDocument]
  {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: "in/\(path)") }
    let recipe = try TestInput.recipe(input, folder: folder.url.path)
    guard commandLine else { return try TestInput.documents(recipe) }
    return try TestInput.batches(InputItem.items(commandLine: [folder.url.path + "/in"], recipe), recipe)
      .flatMap(\.documents)
  }

  private static let record = #"{"text":"r"}"# + "\n"

  @Test(
    arguments: [
      ("a.txt", "{\"text\":\"r\"} said the page", "{\"text\":\"r\"} said the page"), ("a", "plain", "plain"),
      ("a.jsonl", record, "r"), ("a.NDJSON", record, "r"), ("a", record, "r"), ("a.json", "[\(record)]", "r"),
      ("a", "[\n\(record)]", "r"), ("a.json", "{\n\"text\": \"r\"\n}", "r"), ("a.csv", "id,text\n1,r\n", "r"),
      ("a.tsv", "id\ttext\n1\tr\n", "r"), ("a.pdf", "%PDF-1.7 x", "!wrong-kind"),
      ("a.warc", "WARC/1.0\r\nWARC-Type: response\r\n", "!wrong-kind"), ("a.docx", "PK\u{3}\u{4}xx", "!wrong-kind"),
      ("a.csv", "id;text\n1;r\n", "!wrong-dialect"), ("a.jsonl", "no record\nand none\n", "!wrong-kind"),
      ("a.md", "# r", "# r"),
    ] as [(String, String, String)])
  func eachFileIsReadByItsKind(_ name: String, _ contents: String, _ expected: String) throws {
    #expect(try read([name: contents], ["files": "in"]).map(\.summary) == [expected])
    // The same when a recipe without input reads it.
    #expect(try read([name: contents], nil, commandLine: true).map(\.summary) == [expected])
  }

  @Test func aFolderMayMixKinds() throws {
    let found = try read(
      [
        "1.txt": "page", "2.jsonl": Self.record + Self.record, "3.csv": "text\nrow\n", "4.pdf": "%PDF-", "5.txt": "end",
      ],
      ["files": "in"])
    #expect(found.map(\.summary) == ["page", "r", "r", "row", "!wrong-kind", "end"])
    #expect(found.map(\.id) == ["1.txt", "2.jsonl@0", "2.jsonl@13", "3.csv@5", "4.pdf", "5.txt"])
  }

  /// Pages given to a recipe for JSON Lines are pages, and records under any name are records.
  @Test func theCommandLineMayGiveOtherKindsThanTheRecipe() throws {
    let found = try read(
      ["1.txt": "line\nline\n", "2.txt": Self.record, "3.dat": Self.record], ["jsonl": "in/2.txt"], commandLine: true)
    #expect(found.map(\.summary) == ["line\nline\n", "r", "r"])
  }

  /// A file of which none of the first hundred records can be read is one failed document; one good record is enough.
  @Test(arguments: [(99, 100), (100, 1), (150, 1)]) func aFileOfAnotherKindIsOneFailedDocument(
    _ bad: Int, _ count: Int
  ) throws {
    let text = String(repeating: "nonsense\n", count: bad) + Self.record
    let found = try read(["a.dat": text], ["jsonl": "in/a.dat"])
    #expect(found.count == count)
    #expect(found.first?.error?.code == (count == 1 ? "wrong-kind" : "malformed-record"))
    if count == 1 { #expect(found[0].error?.message.contains("none of its first 100 records") == true) }
  }

  @Test(
    arguments: [
      ("csv", "{\"text\":\"r\"}\n{\"text\":\"r\"}\n", "use 'jsonl:'"),
      ("jsonl", "[\n{\"text\":\n\"r\"}]", "use 'json:'"),
      ("jsonl", "A page.\nNo record.\n", "use 'text:'"), ("jsonl", "%PDF-1.7\nx\n", "PDF"),
    ] as [(String, String, String)])
  func theErrorSaysWhatWorks(_ reader: String, _ contents: String, _ advice: String) throws {
    let found = try read(["a.dat": contents], ConfigNode(.mapping([.init(reader, "in/a.dat")])))
    #expect(found.map(\.summary) == ["!wrong-kind"])
    #expect(found.first?.error?.message.contains(advice) == true, "\(found)")
  }

  /// The same document has the same id whatever else is in the input.
  @Test func idsDoNotDependOnOtherInputs() throws {
    let folder = try TemporaryFolder()
    for path in ["in/a.txt", "in/sub/b.txt", "other/c.txt"] { try folder.write("t", to: path) }
    try folder.write(Self.record + "\n" + Self.record, to: "in/d.jsonl")
    func ids(_ paths: [String]) throws -> [String] {
      let recipe = try TestInput.recipe(
        ["files": ConfigNode(.sequence(paths.map { ConfigNode(.string($0)) }))], folder: folder.url.path)
      return try TestInput.documents(recipe).map(\.id)
    }
    let alone = try ids(["in"])
    #expect(alone == ["a.txt", "d.jsonl@0", "d.jsonl@14", "sub/b.txt"])
    #expect(try ids(["other", "in"]) == ["c.txt"] + alone)
    #expect(try ids(["in", "other"]) == alone + ["c.txt"])
    #expect(try ids(["in/d.jsonl"]) == ["d.jsonl@0", "d.jsonl@14"])
  }
}
