import MinwalTestSupport
import Testing

/// A recipe that names a field which no record has is one error, with the name that was meant, before anything is read.
@Suite struct FieldNameTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ input: String, _ arguments: String...) throws -> BuiltCommand.Result {
    try folder.write(
      "minwal: 1\ninput: { \(input) }\nstages:\n  - export: { format: jsonl, to: all.jsonl }\n", to: "r.yaml")
    return try BuiltCommand.run(["run", "r.yaml"] + arguments, in: folder.url)
  }

  static let misspelt: [(input: String, content: String, message: String)] = [
    (
      "csv: in, text-field: bdoy", "id,body\n1,sea\n2,sky\n",
      "no column is called 'bdoy'; did you mean 'body'? Its columns"
    ),
    ("csv: in, text-field: [body, leed]", "lead,body\n1,sea\n", "no column is called 'leed'; did you mean 'lead'?"),
    (
      "tsv: in, text-field: body, id-field: urll", "url\tbody\n1\tsea\n",
      "no column is called 'urll'; did you mean 'url'?"
    ),
    (
      "jsonl: in, text-field: bdoy", "{\"body\":\"sea\"}\n{\"body\":\"sky\"}\n", "no field 'bdoy'; did you mean 'body'?"
    ),
    ("json: in, text-field: a.bdoy", "[{\"a\":{\"body\":\"sea\"}}]", "no field 'a.bdoy'; did you mean 'a.body'?"),
    ("jsonl: in", "{\"n\":1}\n", "no field 'text'; its fields are: n"),
    ("jsonl: in", "{\"text\":1}\n", "the field 'text' is not a string"),
  ]

  @Test(arguments: misspelt) func isOneError(_ input: String, _ content: String, _ message: String) throws {
    try folder.write(content, to: "in")
    let result = try run(input)
    #expect(result.status == 66 && result.error.contains(message), "\(result)")
    // What is JSON without a text is not to be read as text.
    #expect(!result.error.contains("If it is text"), "\(result.error)")
    #expect(!folder.has("all.jsonl") && !folder.has("quarantine"))
  }

  @Test func columnsOfTheRecipeAreCheckedWithIt() throws {
    let result = try run("csv: in, columns: [id, body], text-field: bdoy")
    #expect(
      result.status == 65 && result.error.contains("'columns' has no column 'bdoy'; did you mean 'body'?"), "\(result)")
  }

  /// Options for files that the command line names have an effect, whatever kind the recipe itself reads.
  @Test func optionsAreOfTheFilesThatAreNamed() throws {
    try folder.write("id;text\n1;sea\n", to: "a.csv")
    let result = try run("jsonl: in", "--input", "a.csv", "--set", "input.delimiter=';'")
    #expect(result.status == 0 && !result.error.contains("no-effect"), "\(result.error)")
    #expect(try folder.read("all.jsonl").contains("\"text\":\"sea\""))
    try folder.write("{\"text\":\"x\"}\n", to: "in")
    #expect(
      try run("jsonl: in", "--set", "input.delimiter=';'").error.contains("'delimiter' has no effect with 'jsonl'"))
  }
}
