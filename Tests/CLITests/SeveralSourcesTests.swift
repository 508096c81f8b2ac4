import MinwalTestSupport
import Testing

/// Recipes whose input is a list of sources.
@Suite struct SeveralSourcesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("{\"id\":\"a\",\"url\":\"u1\",\"body\":\"The sea.\"}\n", to: "dump/a.jsonl")
    try folder.write("{\"id\":\"b\",\"paras\":\"The sky.\"}\n", to: "late/b.jsonl")
    try folder.write("{\"id\":\"c\",\"body\":\"The hill.\"}\n", to: "c.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      input:
        - { jsonl: dump/*.jsonl, name: dump, text-field: body }
        - { jsonl: late, name: late, text-field: paras }
      stages:
        - export: { format: jsonl, to: all.jsonl }
      """, to: "r.yaml")
  }

  private func minwal(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand.run(arguments, in: folder.url)
  }

  /// A file is read as the source says that it belongs to.
  @Test(
    arguments: [
      ("dump/a.jsonl", "The sea.", false), ("late/b.jsonl", "The sky.", false), ("late", "The sky.", false),
      ("late/b.jsonl:1", "The sky.", false), ("./late/../late/b.jsonl", "The sky.", false),
      ("c.jsonl", "The hill.", true),
    ])
  func filesHaveTheOptionsOfTheirSource(_ name: String, _ text: String, _ isNoted: Bool) throws {
    let result = try minwal("try", "r.yaml", name)
    #expect(result.status == 0 && result.output.contains(text), "\(result)")
    let note = "note: '\(name)' belongs to no source of the recipe, and is read with the options of the first, 'dump'"
    #expect(result.error.contains(note) == isNoted, "\(result.error)")
    #expect(try minwal("why", "r.yaml", name, text).status == 0)
    if !name.contains(":") {
      let run = try minwal("run", "r.yaml", "--input", name, "--output", "out")
      #expect(run.status == 0 && run.error.contains(note) == isNoted, "\(run.error)")
    }
  }

  @Test(
    arguments: [
      ("input[2].text-field=body", nil, "did you mean 'body'"), ("input[1].id-field=url", "\"id\":\"u1\"", nil),
      ("input.late.language=fa", nil, nil), ("input.dump.id-field=url", "\"id\":\"u1\"", nil),
      ("input.lat.language=fa", nil, "the input has no source 'lat'"),
      ("input[3].language=fa", nil, "has only 2 sources"),
      ("input.language=fa", nil, "say which: input[1].language to input[2].language, or by name: input.dump.language"),
      ("input.late.colour=red", nil, "'input' has no option 'colour'"),
      ("input[0].language=fa", nil, "takes STAGE.OPTION"),
    ])
  func aSourcesOptionsCanBeSet(_ setting: String, _ output: String?, _ error: String?) throws {
    let result = try minwal("run", "r.yaml", "--set", setting, "--force")
    if setting.hasPrefix("input[2].text-field") {
      #expect(result.status == 66 && result.error.contains("there is no field 'body'"), "\(result)")
      return
    }
    if let error { #expect(result.status >= 64 && result.error.contains(error), "\(result)") }
    if error == nil { #expect(result.status == 0, "\(result)") }
    if let output { #expect(try folder.read("all.jsonl").contains(output)) }
  }
}
