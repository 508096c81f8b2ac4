import Foundation
import MinwalTestSupport
import Testing

/// `minwal schema` against recipes that are right and wrong, judged by a validator that is not ours (python3,
/// jsonschema).
@Suite struct SchemaTests {
  /// `make python` installs what is needed, and `make test` then says where, so that nothing is passed over in CI.
  static let python = ProcessInfo.processInfo.environment["MINWAL_PYTHON"]
  static let hasValidator: Bool = {
    if python != nil { return true }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import jsonschema, ruamel.yaml"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// What a schema cannot say, and why. All other recipes in `Golden/broken` must be rejected.
  static let beyondSchemas: [String: String] = [
    "conflicting-options": "a rule between options is code of the stage",
    "field-needs-layer": "what a stage needs depends on those before it",
    "folder-on-stdout": "a rule between options is code of the stage",
    "limits-range": "a number with its unit is text to a schema",
    "merge-key": "editors merge before they validate",
    "missing-glossary": "a schema sees no files", "missing-input": "a schema sees no files",
    "missing-pack": "what is not a name of a pack may be a file", "missing-pack-file": "a schema sees no files",
    "misspelt-field": "what is no common field may be somebody's layer",
    "normalize-between": "what a stage needs depends on those before it",
    "nothing-exported": "a recipe that is being written has no exporter yet, and that is no mistake to mark",
    "summarize-before-segment": "what a stage needs depends on those before it",
    "summarize-without-segment": "what a stage needs depends on those before it",
    "two-exporters-one-path": "a path can be written in several ways",
    "unknown-encoding": "which encodings there are is for the system to say",
    "unset-variable": "a schema does not see the environment",
    "unknown-parameter": "what is declared under one key is no type of another",
    "use-broken-yaml": "a schema sees no files", "use-circle": "a schema sees no files",
    "use-itself": "a schema sees no files", "use-missing": "a schema sees no files",
    "use-missing-parameter": "a schema sees no files", "use-mistakes-inside": "a schema sees no files",
    "use-needs-layer": "a schema sees no files", "use-unknown-parameter": "a schema sees no files",
    "use-wrong-argument": "a schema sees no files", "tests-beside": "a schema sees no files",
    "when-impossible": "whether conditions can hold is no matter of types",
    "when-layer": "what a stage needs depends on those before it",
    "when-text-changes": "what a stage needs depends on those before it",
    "tests-names": "which stages and layers there are depends on the recipe",
    "tests-duplicate": "a schema does not compare the names of items",
  ]

  /// Recipes that are right, though they look unusual.
  static let unusual: [String: String] = [
    "variables": """
    minwal: 1
    language: ${SCHEMA_TEST_LANGUAGE:-ar}
    input: "${SCHEMA_TEST_INPUT:-.}"
    stages:
      - clean:
          learn: ${SCHEMA_TEST_LEARN:-off}
          learn-share: ${SCHEMA_TEST_SHARE:-0.5}
          packs: ["${SCHEMA_TEST_PACK:-web-ar}"]
      - "${SCHEMA_TEST_STAGE:-segment}"
      - summarize:
          sentences: ${SCHEMA_TEST_COUNT:-4}
      - export:
          format: ${SCHEMA_TEST_FORMAT:-csv}
          to: ${SCHEMA_TEST_TO:-out/x.csv}
          header: ${SCHEMA_TEST_HEADER:-false}
    on-error: ${SCHEMA_TEST_ERROR:-stop}
    limits:
      timeout: ${SCHEMA_TEST_TIMEOUT:-30 s}
    """,
    "numbers": """
    minwal: 0x1
    stages: [segment: { max-length: 4e2 }, summarize: { sentences: 3.0, redundancy: 1, language: ~ }, export: { format: text, to: '-' }]
    limits: { timeout: 1.5 min, memory: 500MB }
    """,
    "nothing behind a stage": """
    minwal: 1
    input: [., ./]
    stages:
      - clean:
      - normalize: {}
      - export: { format: jsonl, to: x.jsonl, fields: [metadata.url, title] }
    """,
    "parameters": """
    minwal: 1
    input: .
    parameters: { names: [web-ar], count: { default: 3, about: How many. }, to: out/x.jsonl }
    stages:
      - clean: { packs: $(names), when: { language: [ar, fa], not: { metadata: { a: 1, b: { min: '2024-01-01' } } } } }
      - segment
      - summarize: { sentences: $(count) }
      - export: { format: jsonl, to: $(to), when: { any: [{ language: ar }, { metadata: { c: [x, true] } }] } }
      - export: { format: jsonl, to: out/rest.jsonl }
    tests:
      - given: x
      - name: y
        given: { text: x, metadata: { a: [1] } }
        stop-after: clean
        mocks: { clean: x, segment: { layers: { sentences: [x] } } }
        expect: { contains: x, counts: { clean: { phrase: 1 } } }
    """,
    "anchors": """
    minwal: 1
    input: { jsonl: &here ., id-field: x }
    language: zh-Hant
    stages:
      - clean: &tidy { blank-lines: keep }
      - clean: *tidy
      - export: { format: jsonl, to: "$${x}.jsonl" }
    """,
  ]

  /// What the validator says about recipes, by path.
  static func validate(_ paths: [String], in folder: TemporaryFolder) throws -> [String: [String]] {
    let schema = try BuiltCommand.run(["schema"], in: folder.url)
    #expect(schema.status == 0 && schema.error.isEmpty)
    try folder.write(schema.output, to: "schema.json")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = projectFolder.appendingPathComponent("Tests/CLITests/Schema/validate.py").path
    process.arguments = [python ?? "python3", script, folder.url.appendingPathComponent("schema.json").path] + paths
    process.standardOutput = try FileHandle(forWritingTo: folder.write("", to: "result.json"))
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let result = try JSONSerialization.jsonObject(with: Data(folder.read("result.json").utf8))
    return try #require(result as? [String: [String]])
  }

  @Test(.enabled(if: hasValidator, "'make python' installs python3's jsonschema and ruamel.yaml"))
  func acceptsWhatIsRight() throws {
    let folder = try TemporaryFolder()
    var paths = PipelineTests.recipes.map { PipelineTests.folder.appendingPathComponent($0).path }
    for (name, text) in Self.unusual {
      let path = try folder.write(text + "\n", to: "\(name).yaml").path
      let check = try BuiltCommand.run(["check", path], in: folder.url)
      #expect(check.status == 0, "\(check.error)")
      paths.append(path)
    }
    let found = try Self.validate(paths, in: folder)
    #expect(found.count == paths.count)
    for (path, messages) in found { #expect(messages.isEmpty, "\(path): \(messages)") }
  }

  @Test(.enabled(if: hasValidator, "'make python' installs python3's jsonschema and ruamel.yaml"))
  func rejectsWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    let paths = BrokenRecipeTests.names.map { BrokenRecipeTests.folder.appendingPathComponent($0).path }
    let found = try Self.validate(paths, in: folder)
    #expect(found.count == paths.count)
    var missed: Set<String> = []
    for (path, messages) in found where messages.isEmpty {
      missed.insert(URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    }
    #expect(missed == Set(Self.beyondSchemas.keys))
  }

  /// The schema and `minwal stages --json` come from the same declarations.
  @Test func hasEveryOptionOfEveryStage() throws {
    let folder = try TemporaryFolder()
    func json(_ arguments: String...) throws -> Any {
      let result = try BuiltCommand.run(arguments, in: folder.url)
      #expect(result.status == 0)
      return try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    }
    let schema = try #require(try json("schema") as? [String: Any])
    let definitions = try #require((schema["$defs"] as? [String: Any])?["stages"] as? [String: [String: Any]])
    let stages = try #require(try json("stages", "--json") as? [[String: Any]])
    #expect(stages.compactMap { $0["name"] as? String } == definitions.keys.sorted())
    for stage in stages {
      let name = try #require(stage["name"] as? String)
      let options = try #require(stage["options"] as? [[String: Any]])
      let properties = try #require(definitions[name]?["properties"] as? [String: [String: Any]])
      let ofAll = stage["exporter"] as? Bool == true ? ["when"] : ["when", "on-error"]
      #expect(Set(options.compactMap { $0["name"] as? String }).union(ofAll) == Set(properties.keys))
      for option in options {
        let property = try #require(properties[option["name"] as? String ?? ""])
        let help = try #require(option["help"] as? String)
        #expect((property["description"] as? String)?.hasPrefix(help) == true)
        if let value = option["default"], !(value is NSNull) {
          #expect(property["default"] as? NSObject == value as? NSObject, "\(name).\(option["name"] ?? "")")
        }
        #expect(
          (definitions[name]?["required"] as? [String] ?? []).contains(option["name"] as? String ?? "")
            == (option["required"] as? Bool))
      }
    }
    let one = try #require(try json("stages", "summarize", "--json") as? [String: Any])
    let sentences = try #require((one["options"] as? [[String: Any]])?.first { $0["name"] as? String == "sentences" })
    #expect(sentences["minimum"] as? Int == 1 && sentences["maximum"] as? Int == 10_000)
    #expect(sentences["default"] as? Int == 3 && (sentences["type"] as? [String: String]) == ["kind": "int"])
  }
}
