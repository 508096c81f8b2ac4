import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Metadata from the paths of files, and from files beside them.
@Suite struct FileMetadataTests {
  @Test(
    arguments: [
      ("{site}/{year}/*", "a.org/2024/x.txt", "site=a.org year=2024"), ("{site}/{year}/*", "a.org/x.txt", "-"),
      ("{site}/{year}/*", "a/b/c/d", "-"), ("{site}/**", "a/b/c/d", "site=a"), ("{site}/**", "a", "site=a"),
      ("**/{slug}.txt", "a/b/خبر.txt", "slug=خبر"), ("**/{slug}.txt", ".txt", "-"),
      ("{year}-{month}-*.html", "2024-05-x-y.html", "year=2024 month=05"), ("{a}{b}", "xyz", "a=x b=yz"),
      ("**/{a}/**/{b}", "1/2/3", "a=1 b=3"), ("x{a}*", "xy", "a=y"), ("{a}/c", "b/d", "-"), ("*/{a b}", "1/2", "a b=2"),
    ] as [(String, String, String)])
  func pathsMatch(_ pattern: String, _ path: String, _ expected: String) throws {
    let values = try #require(PathPattern(pattern)).values(of: path.split(separator: "/").map(String.init))
    #expect(values.map { $0.map { "\($0.name)=\($0.value)" }.joined(separator: " ") } ?? "-" == expected)
  }

  /// What has failed once is not tried again: these would take longer than anyone lives.
  @Test(.timeLimit(.minutes(60))) func hostileNamesTakeNoTime() throws {
    let long = String(repeating: "a", count: 200)
    let stars = String(repeating: "*a", count: 40)
    #expect(try #require(PathPattern(stars + "b{x}")).values(of: [long]) == nil)
    #expect(try #require(PathPattern(stars + "{x}")).values(of: [long + "b"])?.first?.value.hasSuffix("ab") == true)
    let deep = String(repeating: "**/a/", count: 20)
    #expect(try #require(PathPattern(deep + "{z}b")).values(of: Array(repeating: "a", count: 200)) == nil)
  }

  @Test(arguments: ["", "a/*", "{}/x", "{a}/{a}", "{a", "a}", "{a{b}}"]) func otherPatternsAreRefused(_ pattern: String)
  {
    #expect(PathPattern(pattern) == nil)
    #expect(throws: Diagnostics.self) {
      try TestInput.recipe(["files": "x", "metadata": ["path": .init(.string(pattern))]])
    }
  }

  @Test(arguments: ["x.json", "{}", "{}/x", "{stem}", "{}.d/x"]) func otherSidecarsAreRefused(_ pattern: String) {
    #expect(throws: Diagnostics.self) {
      try TestInput.recipe(["files": "x", "metadata": ["sidecar": .init(.string(pattern))]])
    }
    #expect(throws: Diagnostics.self) { try TestInput.recipe(["files": "x", "metadata": ["paths": "{a}"]]) }
  }

  private func metadata(_ files: KeyValuePairs<String, String>, _ input: ConfigNode) throws -> [String: String] {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    let found = try TestInput.documents(TestInput.recipe(input, folder: folder.url.path))
    return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.error?.code.rawValue ?? $0.metadata) })
  }

  @Test func pathsGiveMetadata() throws {
    let found = try metadata(
      ["in/s/2024/a.txt": "x", "in/s/b.jsonl": "{\"text\":\"y\",\"id\":\"b\",\"site\":\"own\"}\n", "in/c.txt": "z"],
      ["files": "in", "name": "n", "metadata": ["path": "{site}/**"]])
    #expect(
      found == [
        "s/2024/a.txt": #"{"site":"s","source":"n"}"#, "b": #"{"site":"own","source":"n"}"#,
        "c.txt": #"{"site":"c.txt","source":"n"}"#,
      ])
  }

  @Test func sidecarsGiveMetadataAndAreNoDocuments() throws {
    let found = try metadata(
      [
        "in/a.txt": "x", "in/a.txt.json": "\u{FEFF}{\"title\": \"T\", \"n\": 1, \"language\": \"fa\"}", "in/b.txt": "y",
        "in/c.txt": "z", "in/c.txt.json": "{ no", "in/d.txt": "z", "in/d.txt.json": "[1]",
        "in/e.jsonl": "{\"text\":\"y\",\"id\":\"e\",\"n\":2}\n", "in/e.jsonl.json": "{\"n\":1,\"m\":3}",
      ], ["files": "in", "metadata": ["sidecar": "{}.json"]])
    #expect(
      found == [
        "a.txt": #"{"n":1,"language":"fa"}"#, "b.txt": "{}", "c.txt": "malformed-sidecar", "d.txt": "malformed-sidecar",
        "e": #"{"n":2,"m":3}"#,
      ])
    let other = try metadata(
      ["in/a.txt": "x", "in/meta/a.info": "{\"n\": 1}"],
      ["files": "in", "metadata": ["sidecar": "meta/{stem}.info"]])
    #expect(other == ["a.txt": #"{"n":1}"#])
  }

  /// A pipe would be waited at for ever, a device read for ever, and a link may lead to what is none of the input's.
  @Test(.timeLimit(.minutes(60)), arguments: ["pipe", "/dev/zero", "out", "folder", "near"])
  func hostileSidecars(_ kind: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "in/a.txt")
    try folder.write("{\"secret\":1}", to: "secret.json")
    try folder.write("{\"n\":1}", to: "in/near.meta")
    let sidecar = folder.url.path + "/in/a.txt.json"
    switch kind {
    case "pipe": #expect(unsafe mkfifo(sidecar, 0o600) == 0)
    case "folder": try FileManager.default.createDirectory(atPath: sidecar, withIntermediateDirectories: false)
    default:
      let target = ["out": "../secret.json", "near": "near.meta"][kind] ?? kind
      try FileManager.default.createSymbolicLink(atPath: sidecar, withDestinationPath: target)
    }
    let recipe = try TestInput.recipe(
      ["files": "in/*.txt", "metadata": ["sidecar": "{}.json"]], folder: folder.url.path)
    let found = try TestInput.documents(recipe)
    #expect(
      found.map { $0.error?.code.rawValue ?? $0.metadata } == [kind == "near" ? #"{"n":1}"# : "malformed-sidecar"])
  }

  /// What the command line names below the recipe's own input has the same metadata.
  @Test func theCommandLineFindsThem() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "in/s/a.txt")
    let recipe = try TestInput.recipe(
      ["files": "in", "metadata": ["path": "{site}/*"]], folder: folder.url.path)
    let items = InputItem.items(commandLine: [folder.url.path + "/in/s/a.txt"], recipe)
    #expect(try TestInput.batches(items, recipe).flatMap(\.documents).map(\.metadata) == [#"{"site":"s"}"#])
  }

  /// A run does not resume where a file of metadata has changed.
  @Test func sidecarsAreOfTheInput() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "in/a.txt")
    let recipe = try TestInput.recipe(
      ["files": "in/*.txt", "metadata": ["sidecar": "{}.json"]], folder: folder.url.path)
    let before = InputScan.take(InputItem.items(of: recipe), limit: nil)
    try folder.write("{}", to: "in/a.txt.json")
    #expect(InputScan.take(InputItem.items(of: recipe), limit: nil)?.fingerprint != before?.fingerprint)
  }
}
