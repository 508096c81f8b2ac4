import MinwalTestSupport
import Testing

/// Places that `why` gives in records of several lines.
@Suite struct WhyPlaceTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    arguments: [
      ("csv", "id,text\n1,\"one\ntwo sea\"\n2,\"x\n\ny calm\"\n", "sea", "in:3:5 "),
      ("csv", "id,text\n1,\"one\ntwo sea\"\n2,\"x\n\ny calm\"\n", "calm", "in:6:3 "),
      ("csv", "id,text\n1,the sea\n", "sea", "in:2:7 "), ("tsv", "text\n\"ا\nب sea\"\n", "sea", "in:3:3 "),
      ("json", "[{\n  \"text\":\n    \"the sea\"}]\n", "sea", "in:3:10 "),
      ("jsonl", "\n{\"text\":\"a\\nthe sea\"}\n", "sea", "in:2:17 "), ("text", "a\nthe sea\n", "sea", "in:2:5 "),
    ])
  func areLineAndColumnOfTheFile(_ reader: String, _ content: String, _ text: String, _ place: String) throws {
    try folder.write(content, to: "in")
    try folder.write(
      "minwal: 1\ninput: { \(reader): in }\nstages:\n  - export: { format: jsonl, to: all.jsonl }\n", to: "r.yaml")
    let result = try BuiltCommand.run(["why", "r.yaml", "in", text], in: folder.url)
    #expect(result.status == 0 && result.output.hasPrefix(place), "\(result)")
  }
}
