import Foundation
import MinwalTestSupport
import Testing

/// The layer `dates` is the plugin's own, and everything that works with sentences works with it.
@Suite struct LayerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("\u{FEFF}Le café ouvre le 2024-05-31, et ferme le 2024-06-01.\r\n", to: "a.txt")
    try folder.write("No day.\n", to: "b.txt")
  }

  private func run(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, tool: "newsroom", in: folder.url)
  }

  private func recipe(_ stages: String, _ rest: String = "") throws {
    try folder.write("minwal: 1\ninput: { files: '*.txt' }\nstages: [\(stages)]\n\(rest)", to: "r.yaml")
  }

  @Test(arguments: [("bytes", 18, 28), ("code-points", 17, 27), ("utf16", 17, 27)])
  func exportsTellWhereTheyLie(_ unit: String, _ start: Int, _ end: Int) throws {
    try recipe(
      "find-dates, export: { format: jsonl, to: o, fields: [dates], offsets: \(unit), source-offsets: true }")
    let result = try run("run", "r.yaml")
    #expect(result.status == 0, "\(result.error)")
    // Three bytes of the mark at the start are not of the text.
    let first = "{\"text\":\"2024-05-31\",\"start\":\(start),\"end\":\(end),\"source-start\":21,\"source-end\":31}"
    let written = try folder.read("o")
    #expect(written.hasPrefix("{\"dates\":[\(first),"), "\(written)")
  }

  @Test func eachCanBeARecord() throws {
    try recipe("find-dates, export: { format: csv, to: o.csv, records: dates }, sqlite: { to: o.db, tables: [dates] }")
    let result = try run("run", "r.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      try folder.read("o.csv").replacing("\r\n", with: "\n")
        == "id,document,number,text,start,end\na.txt#1,a.txt,1,2024-05-31,18,28\na.txt#2,a.txt,2,2024-06-01,42,52\n")
    let check = try run("check", "r.yaml", "--set", "export.records=date")
    #expect(check.error.contains("no stage before it makes them"), "\(check.error)")
  }

  @Test func tryListsThem() throws {
    try recipe("find-dates, export: { format: jsonl, to: o }")
    let shown = try run("try", "r.yaml")
    #expect(shown.output.contains("dates: 2\n") && shown.output.contains("2024-05-31"), "\(shown.output)")
  }

  /// In tests, they are mocked, expected, and looked at by the probes.
  @Test func testsKnowThem() throws {
    try recipe(
      "find-dates, export: { format: jsonl, to: o }",
      """
      tests:
        - given: One 2024-01-02, two.
          mocks: { find-dates: { layers: { dates: [One, two] } } }
          expect: { layers: { dates: [One, two] }, counts: { dates: 2 } }
        - given: One 2024-01-02.
          expect: { layers: { dates: [2024-01-02] } }

      """)
    let result = try run("test", "r.yaml", "--limit", "2")
    #expect(result.status == 0, "\(result.output)\(result.error)")
  }

  /// A program in any language gets them and makes them, with places counted as its language counts.
  @Test(arguments: ["bytes", "code-points", "utf16"])
  func programsGetAndMakeThem(_ unit: String) throws {
    try folder.write(
      """
      import json, sys
      for line in sys.stdin:
          request = json.loads(line)
          if request["request"] == "describe":
              answer = {"minwal": 1, "name": "later", "needs": ["dates"], "gives": ["dates"], "offsets": "\(unit)"}
          elif request["request"] == "process":
              # All but the first, and the first word.
              answer = {"documents": [
                  {"id": d["id"], "layers": {"dates": [{"start": 0, "end": 2, "text": d["text"][:2]}] + d["layers"]["dates"][1:]}}
                  for d in request["documents"]]}
          else:
              break
          print(json.dumps(answer), flush=True)

      """, to: "later.py")
    try recipe(
      "find-dates, command: { run: [python3, later.py] }, export: { format: jsonl, to: o, fields: [id, dates] }")
    let result = try run("run", "r.yaml")
    #expect(result.status == 0, "\(result.error)")
    #expect(
      try folder.read("o")
        == "{\"id\":\"a.txt\",\"dates\":[\"Le\",\"2024-06-01\"]}\n{\"id\":\"b.txt\",\"dates\":[\"No\"]}\n")
    let conformance = try run("check-stage", "python3", "later.py")
    #expect(conformance.output.contains("takes an ordinary document"), "\(conformance.output)\(conformance.error)")
  }
}
