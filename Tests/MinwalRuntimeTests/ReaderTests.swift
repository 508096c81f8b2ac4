import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// What the readers make of small files.
@Suite struct ReaderTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var reader: String
    var options: KeyValuePairs<String, ConfigNode> = [:]
    var bytes: [UInt8]
    var expected: [String]

    init(
      _ name: String, _ reader: String, options: KeyValuePairs<String, ConfigNode> = [:], _ text: String,
      _ expected: [String]
    ) {
      self.init(name, reader, options: options, Array(text.utf8), expected)
    }

    init(
      _ name: String, _ reader: String, options: KeyValuePairs<String, ConfigNode> = [:], _ bytes: [UInt8],
      _ expected: [String]
    ) {
      testDescription = "\(reader): \(name)"
      self.reader = reader
      self.options = options
      self.bytes = bytes
      self.expected = expected
    }
  }

  private static func utf16(_ text: String) -> [UInt8] {
    [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
  }

  private static func utf16BigEndian(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private static let arabic: [UInt8] = [0xE3, 0xCD, 0xED]  // محي in windows-1256

  static let examples: [Example] = [
    Example("line ends", "text", "a\r\nb\r", ["a\nb\n"]),
    Example("an encoding", "text", options: ["encoding": "windows-1256"], arabic, ["محي"]),
    Example("blank lines", "lines", "a\n\n \t\n b \n", ["a", " b "]),
    Example("CRLF", "lines", "a\r\n\r\nb\r\n", ["a", "b"]),
    Example("UTF-16", "lines", utf16("ن\r\nb"), ["ن", "b"]),
    Example("a path", "jsonl", options: ["text-field": "body.text"], #"{"body": {"text": "x"}}"#, ["x"]),
    Example("a name with a dot", "jsonl", options: ["text-field": "body.text"], #"{"body.text": "x"}"#, ["x"]),
    Example(
      "a list of fields", "jsonl", options: ["text-field": ["title", "paras"], "join": " | "],
      #"{"title": "T", "paras": ["a", "b"]}"#, ["T | a | b"]),
    Example(
      "a field of a list", "jsonl", options: ["text-field": "p.t"], #"{"p": [{"t": "x"}, {"t": "y"}]}"#, ["x\n\ny"]),
    Example(
      "a field that is missing", "jsonl", options: ["text-field": "b"], "{\"b\": \"x\"}\n{\"a\": 1}",
      ["x", "!malformed-record"]),
    Example("UTF-16", "jsonl", utf16("{\"text\": \"ن\"}\r\n"), ["ن"]),
    Example("an array", "json", "[{\"text\": \"a]\"},\n {\"text\": \"b\\\"}\"}]\n", ["a]", "b\"}"]),
    Example("values one after the other", "json", "{\n\"text\": \"a\"\n}\n{\"text\":\"b\"}", ["a", "b"]),
    Example("cut in a record", "json", #"[{"text": "a"}, {"text": "b"#, ["a", "!malformed-record"]),
    Example(
      "what is no object", "json", #"[{"text": "a"}, 5, null]"#, ["a", "!malformed-record", "!malformed-record"]),
    Example("an empty array", "json", "[]", []),
    Example(
      "cut behind a comma", "json", "[{\"text\": \"a\"},\n{\"text\": \"b\"},\n", ["a", "b", "!malformed-record"]),
    Example("cut behind a record", "json", #"[{"text": "a"}"#, ["a", "!malformed-record"]),
    Example("cut behind a bracket", "json", "[", ["!malformed-record"]),
    Example("an array in an array that is cut", "json", #"[[{"text": "a"}]"#, ["a", "!malformed-record"]),
    Example("two arrays", "json", #"[{"text": "a"}] [{"text": "b"}]"#, ["a", "b"]),
    Example(
      "UTF-16 that the recipe says", "jsonl", options: ["encoding": "utf-16le"],
      Array(utf16("{\"text\": \"ن\\n\"}\n{\"text\": \"ਊ\"}\n").dropFirst(2)), ["ن\n", "ਊ"]),
    Example(
      "UTF-16 that the recipe says", "lines", options: ["encoding": "utf-16be"], utf16BigEndian("ن ਊ\r\n\nb"),
      ["ن ਊ", "b"]),
    Example(
      "UTF-16 that the recipe says", "csv", options: ["encoding": "utf-16le"],
      Array(utf16("id,text\n1,\"ਊ\n\"\n").dropFirst(2)), ["ਊ\n"]),
    Example(
      "a mark wins", "csv", options: ["encoding": "windows-1256"], utf16("id,text\n1,محي\n"), ["محي"]),
    Example("a mark wins", "lines", options: ["encoding": "utf-16le"], "\u{FEFF}محي\n", ["محي"]),
    Example(
      "an encoding", "jsonl", options: ["encoding": "windows-1256"],
      Array("{\"text\": \"".utf8) + arabic + Array("\"}\n{\"text\": \"نص\"}\n".utf8), ["محي", "نص"]),
    Example(
      "quotes", "csv", "id,text\r\n1,\"The \"\"sea\"\"\r\nis, back.\"\r\n2,b\r\n",
      ["The \"sea\"\nis, back.", "b"]),
    Example("marks within a cell", "csv", "id,text\n1,5\"\" wide\n2,b\n", ["5\"\" wide", "b"]),
    Example(
      "ragged rows", "csv", "id,text\n1,a\n2\n3,b,c\n4,d\n", ["a", "!malformed-record", "!malformed-record", "d"]),
    Example("a byte order mark", "csv", "\u{FEFF}text,id\na,1\n", ["a"]),
    Example("sep=", "csv", "sep=;\r\nid;text\r\n1;b,c\r\n", ["b,c"]),
    Example("a delimiter", "csv", options: ["delimiter": "|"], "id|text\n1|b,c\n", ["b,c"]),
    Example("no quotes", "csv", options: ["quotes": false], "id,text\n1,\"a\n2,b\"\n", ["\"a", "b\""]),
    Example("columns", "csv", options: ["columns": ["id", "text"]], "1,a\n2,b\n", ["a", "b"]),
    Example(
      "several columns", "csv", options: ["text-field": ["a", "b"], "join": "-"], "a,b,c\n1,2,3\n,5,6\n", ["1-2", "5"]),
    Example(
      "an encoding", "csv", options: ["encoding": "windows-1256"],
      Array("id,text\n1,".utf8) + arabic + Array("\n".utf8), ["محي"]),
    Example("another dialect", "csv", "id;text\n1;a\n2;b\n", ["!wrong-dialect"]),
    Example("a column that is missing", "csv", "id,body\n1,a\n", ["!wrong-kind"]),
    Example("only names", "csv", "id,text\n", []),
    Example("UTF-16", "tsv", utf16("id\ttext\r\n1\tن\r\n"), ["ن"]),
    Example("commas", "tsv", "id\ttext\n1\ta,b\n", ["a,b"]),
  ]

  @Test(arguments: examples) func reads(_ example: Example) throws {
    var entries = [ConfigNode.Entry(example.reader, "in.dat")]
    for (name, value) in example.options { entries.append(ConfigNode.Entry(name, value)) }
    let found = try TestInput.documents(example.bytes, as: "in.dat", ConfigNode(.mapping(entries)))
    #expect(found.map(\.summary) == example.expected)
    // Compressed, it is the same.
    let packed = try TestInput.documents(
      TestInput.gzip(example.bytes), as: "in.dat", ConfigNode(.mapping(entries)))
    #expect(packed.map(\.summary) == example.expected)
    #expect(packed.map(\.id) == found.map(\.id))
  }

  @Test func aRowsOtherCellsAreMetadata() throws {
    let found = try TestInput.documents(
      Array("id,title,language,site,text\na,T,ar,x,نص\n,,,,b\n".utf8), as: "in.csv", ["csv": "in.csv"])
    #expect(
      found.map { [$0.id, $0.title ?? "", $0.language ?? "", $0.text] } == [
        ["a", "T", "ar", "نص"], ["in.csv@42", "", "", "b"],
      ])
    #expect(found.first?.metadata == #"{"language":"ar","site":"x"}"#)
  }

  /// The title is one, also where the text is put together of it and of others.
  @Test(arguments: ["csv", "jsonl"]) func aTitleInTheTextIsATitle(_ reader: String) throws {
    let text =
      reader == "csv" ? "id,title,body\n1,T,b\n" : #"{"id": 1, "title": "T", "body": "b"}"#
    let found = try TestInput.documents(
      Array(text.utf8), as: "in", ConfigNode(.mapping([.init(reader, "in"), .init("text-field", ["title", "body"])])))
    #expect(found.map { [$0.id, $0.title, $0.text, $0.metadata] } == [["1", "T", "T\n\nb", "{}"]])
  }

  @Test func aCutArraySaysWhere() throws {
    let found = try TestInput.documents(
      Array("[\n{\"text\":\"a\"},\n".utf8), as: "in.json", ["json": "in.json"])
    #expect(found.map { Place($0.place).line } == [2, 3])
    #expect(found.last?.error?.message.contains("not closed") == true)
  }

  /// Only the readers that files are for are made; the others' options are checked.
  @Test func readersAreMadeWhenAFileIsForThem() throws {
    let plain = try TestInput.recipe(["files": "x"])
    #expect(plain.readers.flatMap(\.all).allSatisfy { $0.ifMade == nil })
    let named = try TestInput.recipe(["csv": "x"])
    #expect(named.readers.flatMap(\.all).filter { $0.ifMade != nil }.map(\.spec.name) == ["csv"])
    let given = try TestInput.recipe(["files": "x", "columns": ["a", "text"]])
    #expect(given.readers.flatMap(\.all).filter { $0.ifMade != nil }.map(\.spec.name) == ["csv", "tsv"])
    #expect(throws: Diagnostics.self) { try TestInput.recipe(["files": "x", "delimiter": "long"]) }
  }

  @Test func placesAreLines() throws {
    let found = try TestInput.documents(
      Array("id,text\n1,\"a\nb\"\n\n2,c\n".utf8), as: "in.csv", ["csv": "in.csv"])
    #expect(found.map { Place($0.place).line } == [2, 5])
    let json = try TestInput.documents(
      Array("[\n{\"text\":\n\"a\"},\n\n{\"text\":\"b\"}]".utf8), as: "in.json", ["json": "in.json"])
    #expect(json.map { Place($0.place).line } == [2, 5])
  }

  @Test func sourcesHaveNamesAndLanguages() throws {
    let folder = try TemporaryFolder()
    for path in ["a/1.txt", "a/old/2.txt", "b.csv"] {
      try folder.write(path.hasSuffix("csv") ? "id,text\n7,c\n" : "t", to: path)
    }
    let recipe = try TestInput.recipe(
      [
        ["text": "a", "name": "pages", "exclude": "a/old", "language": "fa"], ["csv": "b.csv", "name": "rows"],
      ], folder: folder.url.path)
    let found = try TestInput.documents(recipe)
    #expect(found.map(\.id) == ["1.txt", "7"])
    #expect(found.map(\.metadata) == [#"{"source":"pages"}"#, #"{"source":"rows"}"#])
    #expect(found.map(\.language) == ["fa", nil])
  }
}
