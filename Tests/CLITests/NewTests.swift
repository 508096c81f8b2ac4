import Foundation
import MinwalTestSupport
import Testing

/// `minwal new stage` and `minwal new package`. That what they write builds and is green, `Scripts/try_new.sh` shows.
@Suite struct NewTests {
  @Test(arguments: [
    ("Read_Aloud", "did you mean 'read-aloud'?"), ("ReadAloud", "did you mean 'read-aloud'?"),
    ("read aloud", "did you mean 'read-aloud'?"), ("-x", "did you mean 'x'?"), ("2nd", "did you mean 'nd'?"),
    ("a--b", "did you mean 'a-b'?"), ("", "expected kebab-case"), ("قراءة", "expected kebab-case"),
    ("clean", "there is a stage 'clean' already"), ("translate-stub", "there is a stage 'translate-stub' already"),
    ("input", "is a key of recipes"), ("class", "'class' is a keyword of Swift"), ("document", "called 'Document'"),
    ("minwal-x", "called 'MinwalX'"), ("../x", "did you mean 'x'?"),
  ])
  func refusesNames(_ name: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    for kind in ["stage", "reader", "package"] {
      let result = try BuiltCommand.run(["new", kind, "--", name], in: folder.url)
      #expect(result.status == 64)
      #expect(result.error.contains(message), "\(result.error)")
      #expect(folder.files().isEmpty)
    }
  }

  /// What `new stage` looks at in a checkout.
  private static func checkout() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for path in ["Package.swift", "Sources/MinwalPlugins/StandardPlugins.swift"] {
      try folder.write(Data(contentsOf: projectFolder.appendingPathComponent(path)), to: path)
    }
    try folder.write("", to: "Plugins/Clean/Clean.swift")
    try folder.write("", to: "Tests/CleanTests/CleanTests.swift")
    let reference = try BuiltCommand.run(["reference", "docs/reference"], in: folder.url)
    #expect(reference.status == 0)
    return folder
  }

  private static func contents(_ folder: TemporaryFolder) throws -> [String: String] {
    try Dictionary(uniqueKeysWithValues: folder.files().map { ($0, try folder.read($0)) })
  }

  @Test func addsAStageToACheckout() throws {
    let folder = try Self.checkout()
    let before = try Self.contents(folder)
    let below = folder.url.appendingPathComponent("Plugins/Clean")
    let result = try BuiltCommand.run(["new", "stage", "read-aloud"], in: below)
    #expect(result.status == 0, "\(result.error)")
    let after = try Self.contents(folder)
    let new = [
      "Plugins/ReadAloud/ReadAloud.swift", "Tests/ReadAloudTests/ReadAloudTests.swift",
      "docs/reference/stages/read-aloud.md",
    ]
    #expect(Set(after.keys) == Set(before.keys).union(new))
    for path in new { #expect(result.output.contains("new      \(path)\n")) }
    let changed = before.keys.filter { before[$0] != after[$0] }.sorted()
    #expect(
      changed == [
        "Package.swift", "Sources/MinwalPlugins/StandardPlugins.swift", "docs/reference/README.md",
        "docs/reference/recipe.schema.json",
      ])
    for path in changed { #expect(result.output.contains("changed  \(path)\n")) }
    let manifest = try #require(after["Package.swift"])
    #expect(manifest.contains("  plugin(\"ReadAloud\"),\n]\n"))
    #expect(manifest.contains("    tests(\"ReadAloud\", [\"ReadAloudPlugin\"]),\n"))
    let list = try #require(after["Sources/MinwalPlugins/StandardPlugins.swift"])
    #expect(list.contains("import NormalizePlugin\nimport ReadAloudPlugin\nimport ReadPlugin\nimport SegmentPlugin\n"))
    #expect(list.contains("      .readAloud,\n    ]\n"))
    #expect(after["docs/reference/stages/read-aloud.md"]?.contains("Stop that! Now!") == true)
    #expect(new.allSatisfy { after[$0]?.contains("{{") == false })
    #expect(result.output.contains("swift test --filter ReadAloudTests"))
    let again = try BuiltCommand.run(["new", "stage", "read-aloud"], in: folder.url)
    #expect(again.status == 64 && again.error.contains("'Plugins/ReadAloud' is there already"))
    #expect(try Self.contents(folder) == after)
  }

  @Test func addsAReaderToACheckout() throws {
    let folder = try Self.checkout()
    let before = try Self.contents(folder)
    let result = try BuiltCommand.run(["new", "reader", "field-notes"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    let after = try Self.contents(folder)
    let new = [
      "Plugins/FieldNotes/FieldNotes.swift", "Tests/FieldNotesTests/FieldNotesTests.swift",
      "docs/reference/readers/field-notes.md",
    ]
    #expect(Set(after.keys) == Set(before.keys).union(new))
    #expect(new.allSatisfy { after[$0]?.contains("{{") == false })
    #expect(after["docs/reference/readers/field-notes.md"]?.contains("tides.field-notes") == true)
    #expect(after["docs/reference/recipe.schema.json"]?.contains("\"field-notes\"") == true)
    #expect(after["Sources/MinwalPlugins/StandardPlugins.swift"]?.contains("      .fieldNotes,\n    ]\n") == true)
  }

  @Test(arguments: [("files", "is an option of every input"), ("jsonl", "there is a reader 'jsonl' already")])
  func refusesNamesOfReaders(_ name: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    for command in [["new", "reader", name], ["new", "package", name, "--reader"]] {
      let result = try BuiltCommand.run(command, in: folder.url)
      #expect(result.status == 64 && result.error.contains(message), "\(result.error)")
    }
    #expect(folder.files().isEmpty)
  }

  @Test func leavesAStaleReferenceAlone() throws {
    let folder = try Self.checkout()
    try folder.write("old", to: "docs/reference/README.md")
    let result = try BuiltCommand.run(["new", "stage", "read-aloud"], in: folder.url)
    #expect(result.status == 0)
    #expect(result.output.contains("'make reference'"))
    #expect(try folder.read("docs/reference/README.md") == "old")
    #expect(!folder.has("docs/reference/stages/read-aloud.md"))
  }

  @Test func nothingIsHalfWritten() throws {
    let folder = try Self.checkout()
    // Where a folder of the new stage must go, a file is in the way; it is met after others were written.
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent("Tests"))
    try folder.write("in the way", to: "Tests")
    let before = try Self.contents(folder)
    let result = try BuiltCommand.run(["new", "stage", "read-aloud"], in: folder.url)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.error.contains("nothing was written"))
    #expect(try Self.contents(folder) == before)
    #expect(!folder.has("Plugins/ReadAloud"))
  }

  @Test func aManifestThatIsNotKnownIsLeftAlone() throws {
    let folder = try Self.checkout()
    let manifest = try folder.read("Package.swift").replacingOccurrences(of: "let plugins = [", with: "var plugins = [")
    try folder.write(manifest, to: "Package.swift")
    let before = try Self.contents(folder)
    let result = try BuiltCommand.run(["new", "stage", "read-aloud"], in: folder.url)
    #expect(result.status == 64 && result.error.contains("Package.swift is not as this program knows it"))
    #expect(try Self.contents(folder) == before)
  }

  @Test func outsideOfACheckoutAPackageIsOffered() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(["new", "stage", "read-aloud"], in: folder.url)
    #expect(result.status == 64 && result.error.contains("minwal new package read-aloud"))
  }

  @Test func writesAPackage() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(["new", "package", "read-aloud"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(
      folder.files() == [
        "read-aloud/.gitignore", "read-aloud/.swift-format", "read-aloud/Package.swift", "read-aloud/README.md",
        "read-aloud/Sources/ReadAloudPlugin/ReadAloud.swift", "read-aloud/Sources/ReadAloudTool/main.swift",
        "read-aloud/Tests/ReadAloudTests/ReadAloudTests.swift", "read-aloud/Tests/ReadAloudTests/RecipeTests.swift",
        "read-aloud/recipe.yaml", "read-aloud/samples/bridge.txt",
      ])
    for file in folder.files() { #expect(try !folder.read(file).contains("{{"), "\(file)") }
    #expect(try folder.read("read-aloud/Package.swift").contains("(name: \"minwal\", path: \"\(projectFolder.path)\")"))
    let main = try folder.read("read-aloud/Sources/ReadAloudTool/main.swift")
    #expect(main.contains("await MinwalTool.main(plugins: .standard + [.readAloud])\n"))
    let again = try BuiltCommand.run(["new", "package", "read-aloud"], in: folder.url)
    #expect(again.status == 64 && again.error.contains("is there already"))
  }

  @Test func writesAPackageWithAReader() throws {
    let folder = try TemporaryFolder()
    let result = try BuiltCommand.run(["new", "package", "field-notes", "--reader"], in: folder.url)
    #expect(result.status == 0, "\(result.error)")
    #expect(folder.files().contains("field-notes/samples/tides.field-notes"))
    for file in folder.files() { #expect(try !folder.read(file).contains("{{"), "\(file)") }
    #expect(try folder.read("field-notes/recipe.yaml").contains("\n  field-notes: samples/*.field-notes "))
  }

  @Test func aPackageNamesItsMinwal() throws {
    let folder = try TemporaryFolder()
    let url = try BuiltCommand.run(
      ["new", "package", "a", "--url", "https://example.org/minwal", "--branch", "next"], in: folder.url)
    #expect(url.status == 0)
    #expect(
      try folder.read("a/Package.swift").contains(".package(url: \"https://example.org/minwal\", branch: \"next\")"))
    let relative = try BuiltCommand.run(["new", "package", "b", "--minwal", "elsewhere"], in: folder.url)
    #expect(relative.status == 64 && relative.error.contains("'elsewhere' is not a checkout of Minwal"))
    let both = try BuiltCommand.run(["new", "package", "b", "--minwal", "x", "--url", "y"], in: folder.url)
    #expect(both.status == 64 && !folder.has("b"))
  }

  /// What is written is what is compiled and tested here.
  @Test(arguments: ["stage", "reader"]) func theTemplateIsWhatIsCompiled(_ kind: String) throws {
    func lines(_ path: String) throws -> [Substring] {
      let text = try String(contentsOf: projectFolder.appendingPathComponent(path), encoding: .utf8)
      return text.replacingOccurrences(of: "public ", with: "").split(separator: "\n")
    }
    let type = kind.capitalized
    let compiled = try lines("Sources/MinwalCLI/New/Template\(type).swift")
    let template = try lines("Sources/MinwalCLI/Templates/\(type).swift.txt").map {
      $0.replacingOccurrences(of: "{{Type}}", with: "Template\(type)")
        .replacingOccurrences(of: "{{name}}", with: "template-\(kind)")
    }
    let difference = zip(compiled, template).filter { $0 != $1 }
    #expect(difference.map(\.0).allSatisfy { $0.hasPrefix("///") }, "\(difference)")
    #expect(template.dropFirst(compiled.count).first == "extension Plugin {")
  }
}
