import Foundation
import Minwal
import MinwalTestSupport
import ReadPlugin
import Testing

@testable import MinwalRecipe

/// Has options of several kinds, and gives sentences.
private struct Work: Stage {
  struct Options: StageOptions {
    @Option("A number.") var number = 1
    @Option("A text.") var text = "t"
    @Option("Names.") var names: [String] = []
    @Option("A file.") var file: InputFile? = nil
    init() {}
  }
  static let spec = StageSpec("work", "Works.", gives: [.sentences])
  init(_ options: Options, _ context: StageContext) throws {
    if let file = options.file { _ = try context.contents(of: file) }
  }
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Rewrite: Stage {
  static let spec = StageSpec("rewrite", "Changes text.", changesText: true)
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Pick: Stage {
  static let spec = StageSpec("pick", "Needs sentences.", needs: [.sentences], gives: [.summary])
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

private struct Write: Exporter {
  struct Options: StageOptions {
    @Option("Where to.") var to: OutputPath
    init() {}
  }
  static let spec = StageSpec("write", "Writes.")
  let destination: Destination
  init(_ options: Options, _ context: StageContext) { destination = Destination(options.to) }
  mutating func render(_ document: Document, into output: inout ByteBuffer) {}
}

private let plugin = Plugin(
  "test", [.stage(Work.self), .stage(Rewrite.self), .stage(Pick.self), .exporter(Write.self)])

/// Recipes and the files that they use, in a folder.
private struct Folder {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  func check(_ recipe: String, overrides: [String] = []) throws -> RecipeCheck {
    let url = try folder.write(recipe, to: "r.yaml")
    return RecipeCheck.file(
      url.path, try Registry([plugin, .read]), CheckSettings(overrides: overrides, environment: { _ in nil }))
  }

  func check(stages: String, overrides: [String] = []) throws -> RecipeCheck {
    try check("minwal: 1\ninput: { files: '-' }\nstages:\n\(stages)", overrides: overrides)
  }

  func recipe(stages: String, overrides: [String] = []) throws -> Recipe {
    let check = try check(stages: stages, overrides: overrides)
    return try #require(check.recipe, "\(check.diagnostics)")
  }

  /// `FILE:LINE CODE` of all that is wrong.
  func findings(stages: String, overrides: [String] = []) throws -> [String] {
    try check(stages: stages, overrides: overrides).diagnostics.map {
      let file = $0.range?.file ?? ""
      return
        "\(file.hasPrefix("--set") ? "--set" : FileSystem.split(file).name):\($0.range?.line ?? 0) \($0.code.rawValue)"
    }
  }
}

@Suite struct UseTests {
  private let files: Folder

  init() throws {
    files = try Folder()
    try files.folder.write(
      """
      minwal: 1
      parameters:
        number: 3
        names: { default: [a, b], about: Names. }
        text:
      stages:
        - work: { number: $(number), names: $(names), text: "<$(text)-$(number)-$$(text)>" }
        - pick
      """, to: "shared/work.yaml")
  }

  @Test func aUsedFileIsAsIfItStoodThere() throws {
    let used = try files.recipe(
      stages: "  - use: shared/work.yaml\n    with: { text: x, number: 5 }\n  - write: { to: out }\n")
    let written = try files.recipe(
      stages: "  - work: { number: 5, names: [a, b], text: '<x-5-$(text)>' }\n  - pick\n  - write: { to: out }\n")
    #expect(used.fingerprint == written.fingerprint)
    #expect(used.steps.map(\.name) == ["work", "pick", "write"])
    #expect(used.filesRead.map { FileSystem.split($0).name } == ["work.yaml"])
    let other = try files.recipe(stages: "  - use: shared/work.yaml\n    with: { text: x }\n  - write: { to: out }\n")
    #expect(other.fingerprint != used.fingerprint)
  }

  @Test func pathsStartWhereTheyAreWritten() throws {
    try files.folder.write("inner", to: "shared/words.txt")
    try files.folder.write("outer", to: "words.txt")
    try files.folder.write(
      "minwal: 1\nparameters: { file: words.txt }\nstages: [{ work: { file: $(file) } }]", to: "shared/file.yaml")
    func path(_ with: String, _ overrides: [String] = []) throws -> [String] {
      try files.recipe(
        stages: "  - use: shared/file.yaml\n\(with)  - write: { to: out }\n", overrides: overrides
      ).filesRead.dropFirst().map { $0.replacingOccurrences(of: files.folder.url.path + "/", with: "") }
    }
    #expect(try path("") == ["shared/words.txt"])
    #expect(try path("    with: { file: words.txt }\n") == ["words.txt"])
    #expect(try path("", ["work.file=words.txt"]) == ["words.txt"])
  }

  @Test func parametersAreHandedOn() throws {
    try files.folder.write(
      """
      minwal: 1
      parameters: { depth: 2 }
      stages:
        - use: work.yaml
          with: { text: $(depth), number: $(depth) }
      """, to: "shared/outer.yaml")
    let used = try files.recipe(
      stages: "  - use: shared/outer.yaml\n    with: { depth: 9 }\n  - write: { to: out }\n")
    #expect(used.steps[0].options.map(\.value).prefix(2) == ["9", "\"<9-9-$(text)>\""])
  }

  @Test func aRecipeOfItsOwnMayHaveParameters() throws {
    let text =
      "minwal: 1\ninput: { files: '-' }\nparameters: { n: 4 }\nstages:\n  - work: { number: $(n) }\n  - write: { to: o }\n"
    #expect(try files.check(text).recipe?.steps[0].options.first?.value == "4")
    #expect(try files.check(text, overrides: ["parameters.n=6"]).recipe?.steps[0].options.first?.value == "6")
    // Without parameters nothing is a placeholder.
    let plain = try files.recipe(stages: "  - work: { text: $(n) }\n  - write: { to: o }\n")
    #expect(plain.steps[0].options[1].value == "\"$(n)\"")
  }

  @Test func theConditionOfUseIsThatOfAllItsStages() throws {
    let used = try files.recipe(
      stages: "  - use: shared/work.yaml\n    with: { text: x }\n    when: { language: ar }\n  - write: { to: out }\n")
    #expect(used.steps.map { $0.condition?.description } == ["{ language: ar }", "{ language: ar }", nil])
    try files.folder.write(
      "minwal: 1\nstages: [{ rewrite: { when: { metadata: { a: 1 } } } }]", to: "shared/conditional.yaml")
    let nested = try files.recipe(
      stages: "  - use: shared/conditional.yaml\n    when: { language: ar }\n  - write: { to: out }\n")
    #expect(nested.steps[0].condition?.description == "{ language: ar, metadata: { a: 1 } }")
  }

  @Test func depthIsLimited() throws {
    for depth in 0..<20 {
      try files.folder.write("minwal: 1\nstages: [{ use: d\(depth + 1).yaml }]", to: "d\(depth).yaml")
    }
    try files.folder.write("minwal: 1\nstages: [rewrite]", to: "d20.yaml")
    #expect(
      try files.findings(stages: "  - use: d0.yaml\n  - write: { to: o }\n") == ["d15.yaml:2 recipe-too-large"])
    #expect(try files.findings(stages: "  - use: d6.yaml\n  - write: { to: o }\n") == [])
  }

  @Test func stagesAreLimitedHoweverTheyMultiply() throws {
    try files.folder.write("minwal: 1\nstages: [rewrite, rewrite]", to: "m0.yaml")
    for depth in 1..<15 {
      try files.folder.write(
        "minwal: 1\nstages: [{ use: m\(depth - 1).yaml }, { use: m\(depth - 1).yaml }]", to: "m\(depth).yaml")
    }
    let found = try files.findings(stages: "  - use: m14.yaml\n  - write: { to: o }\n")
    #expect(found == ["m0.yaml:2 recipe-too-large"])
    #expect(try files.findings(stages: "  - use: m6.yaml\n  - write: { to: o }\n") == [])
  }

  /// Files without stages, and values that grow from file to file: no limit but time would end that.
  @Test(.timeLimit(.minutes(60)), arguments: ["[$(x), $(x), $(x), $(x)]", "$(x)$(x)$(x)$(x)"])
  func usesAndValuesAreLimitedHoweverTheyMultiply(_ value: String) throws {
    let stages = String(repeating: "  - use: e0.yaml\n", count: 40)
    try files.folder.write("minwal: 1\nstages:\n" + stages.replacing("e0", with: "none"), to: "e0.yaml")
    try files.folder.write(
      "minwal: 1\nparameters: { x: 1 }\nstages: [{ work: { text: ok, names: [$(x)] } }]", to: "g0.yaml")
    for depth in 1..<14 {
      try files.folder.write(
        "minwal: 1\nstages:\n" + stages.replacing("e0", with: "e\(depth - 1)"), to: "e\(depth).yaml")
      try files.folder.write(
        "minwal: 1\nparameters: { x: a }\nstages:\n  - use: g\(depth - 1).yaml\n    with: { x: \(value) }\n",
        to: "g\(depth).yaml")
    }
    try files.folder.write("minwal: 1\nstages: []\n", to: "none.yaml")
    let many = try files.findings(stages: "  - use: e13.yaml\n  - write: { to: o }\n")
    #expect(many.contains { $0.hasSuffix("recipe-too-large") }, "\(many.prefix(3))")
    let large = try files.findings(
      stages: "  - use: g13.yaml\n    with: { x: \(String(repeating: "a", count: 100)) }\n  - write: { to: o }\n")
    #expect(large.contains { $0.hasSuffix("recipe-too-large") }, "\(large.prefix(3))")
  }

  @Test func aFileUsedTwiceHasItsMistakesOnce() throws {
    try files.folder.write("minwal: 1\nstages: [wrok, { work: { number: x } }]", to: "wrong.yaml")
    #expect(
      try files.findings(stages: "  - use: wrong.yaml\n  - use: ./wrong.yaml\n  - write: { to: o }\n") == [
        "wrong.yaml:2 unknown-stage", "wrong.yaml:2 wrong-type",
      ])
  }

  @Test func noOutputReplacesAUsedFile() throws {
    #expect(
      try files.findings(
        stages: "  - use: shared/work.yaml\n    with: { text: x }\n  - write: { to: shared/../shared/work.yaml }\n")
        == ["r.yaml:6 output-conflict"])
  }

  @Test func usedFilesMayBeBrokenInManyWays() throws {
    try files.folder.write(Data([0x6D, 0xFF]), to: "latin.yaml")
    try files.folder.write("", to: "empty.yaml")
    try files.folder.write("- work\n", to: "list.yaml")
    try files.folder.write("minwal: 2\nstages: []\n", to: "none.yaml")
    try files.folder.write(String(repeating: "#", count: 1 << 21), to: "large.yaml")
    for (name, expected) in [
      ("latin", ["latin.yaml:1 not-utf8"]), ("empty", ["empty.yaml:1 empty-recipe"]),
      ("list", ["list.yaml:1 wrong-type"]),
      ("none", ["none.yaml:1 unsupported-version", "none.yaml:2 no-stages"]),
      ("large", ["r.yaml:4 recipe-too-large"]), ("gone", ["r.yaml:4 unreadable-recipe"]),
      (".", ["r.yaml:4 unreadable-recipe"]),
    ] {
      let path = name == "." ? "." : "\(name).yaml"
      #expect(try files.findings(stages: "  - use: \(path)\n  - write: { to: o }\n") == expected, "\(name)")
    }
  }
}

@Suite struct LayersUnderConditionsTests {
  @Test(
    arguments: [
      ("  - work: { when: { language: ar } }\n  - pick\n", ["r.yaml:5 missing-layer"]),
      ("  - work: { when: { language: ar } }\n  - pick: { when: { language: ar } }\n", []),
      ("  - work: { when: { language: [ar, fa] } }\n  - pick: { when: { language: ar } }\n", []),
      (
        "  - work: { when: { language: ar } }\n  - pick: { when: { language: [ar, fa] } }\n", ["r.yaml:5 missing-layer"]
      ),
      ("  - work: { when: { language: ar } }\n  - work: { when: { not: { language: ar } } }\n  - pick\n", []),
      (
        "  - work\n  - rewrite: { when: { metadata: { a: 1 } } }\n  - pick: { when: { not: { metadata: { a: 1 } } } }\n",
        []
      ),
      ("  - work\n  - rewrite: { when: { metadata: { a: 1 } } }\n  - pick\n", ["r.yaml:6 missing-layer"]),
      (
        "  - work\n  - rewrite: { when: { metadata: { a: 1 } } }\n  - work: { when: { metadata: { a: 1 } } }\n  - pick\n",
        []
      ),
      (
        "  - work: { when: { language: ar } }\n  - rewrite\n  - pick: { when: { language: ar } }\n",
        ["r.yaml:6 missing-layer"]
      ),
      (
        "  - work: { when: { language: ar } }\n  - rewrite: { when: { language: [ar, fa] } }\n  - pick\n",
        ["r.yaml:6 missing-layer"]
      ),
      ("  - pick: { when: { langauge: ar } }\n", ["r.yaml:4 missing-layer", "r.yaml:4 unknown-condition"]),
      ("  - work: { when: { langauge: ar } }\n  - pick\n", ["r.yaml:4 unknown-condition"]),
      ("  - work\n  - rewrite: { when: { langauge: ar } }\n  - pick\n", ["r.yaml:5 unknown-condition"]),
    ] as [(String, [String])])
  func followsConditions(_ stages: String, _ expected: [String]) throws {
    #expect(try Folder().findings(stages: stages + "  - write: { to: o }\n") == expected)
  }
}

@Suite struct OverrideTests {
  private let stages = "  - work: { number: 2 }\n  - rewrite\n  - work\n  - pick\n  - write: { to: out }\n"

  @Test func isAsIfTheFileSaidIt() throws {
    let files = try Folder()
    let set = try files.recipe(
      stages: stages, overrides: ["work[1].number=7", "work[2].names=[a, 'b c']", "write.to=other"])
    let written = try files.recipe(
      stages:
        "  - work: { number: 7 }\n  - rewrite\n  - work: { names: [a, b c] }\n  - pick\n  - write: { to: other }\n")
    #expect(set.fingerprint == written.fingerprint)
    #expect(try files.recipe(stages: stages).fingerprint != written.fingerprint)
    #expect(set.overrides.count == 3)
  }

  /// An option of the reader of text.
  private func option(_ name: String, of recipe: Recipe?) -> String? {
    let text = recipe?.input?.first?.readers.all.first { $0.spec.name == "text" }
    return try? text?.instance().options.first { $0.name == name }?.value
  }

  @Test func setsKeysOfTheRecipe() throws {
    let files = try Folder()
    let recipe = try files.recipe(
      stages: stages,
      overrides: [
        "language=ar", "on-error=stop", "limits.timeout=3 s", "input.invalid-utf8=reject", "name=other", "about=",
        "pick.when={ language: ar }", "about=it's",
      ])
    #expect(recipe.language == .arabic && recipe.onError == .stop && recipe.name == "other")
    #expect(recipe.about == "it's")
    #expect(recipe.limits?.timeout == .seconds(3) && option("invalid-utf8", of: recipe) == "reject")
    #expect(recipe.input?.map(\.paths.all) == [["-"]])
    #expect(recipe.steps[3].condition == .language(.arabic))
    try files.folder.write("x", to: "t/a.txt")
    let short = try files.check(
      "minwal: 1\ninput: t\nstages: [{ write: { to: o } }]", overrides: ["input.encoding=windows-1256"])
    #expect(short.recipe?.input?.map(\.paths.all) == [["t"]])
    #expect(option("encoding", of: short.recipe) == "windows-1256")
  }

  @Test(
    arguments: [
      (["work.number=3"], ["--set:1 bad-setting"]), (["work[3].number=3"], ["--set:1 bad-setting"]),
      (["wrok.number=3"], ["--set:1 bad-setting"]), (["work[1].nubmer=3"], ["--set:1 unknown-option"]),
      (["pick.x=3"], ["--set:1 unknown-option"]), (["work[1].number=x"], ["--set:1 wrong-type"]),
      (["work[1].number=["], ["--set:1 yaml-syntax"]), (["work[1].text=${NONE}"], ["--set:1 unset-variable"]),
      (["work[1].file=gone"], ["--set:1 missing-file"]), (["stages=[]"], ["--set:1 bad-setting"]),
      (["work=1"], ["--set:1 bad-setting"]), (["parameters.x=1"], ["--set:1 bad-setting"]),
      (["input.fiels=x"], ["--set:1 unknown-option"]), (["language=arabic"], ["--set:1 wrong-type"]),
      (["work[1].number=1", "work[1].number=x"], ["--set:1 wrong-type"]),
      (["work[1].number=x", "work[1].number=1"], []),
      (["write.to=--- a"], []), (["work[1].names=- a"], []),
    ] as [([String], [String])])
  func isCheckedLikeTheFile(_ overrides: [String], _ expected: [String]) throws {
    #expect(try Folder().findings(stages: stages, overrides: overrides) == expected)
  }

  @Test func placesAreThoseOfTheArgument() throws {
    let check = try Folder().check(stages: stages, overrides: ["work[2].names=[أ, 3]"])
    let range = try #require(check.diagnostics.first?.range)
    #expect(range == SourceRange(file: "--set work[2].names=[أ, 3]", line: 1, column: 25, length: 1))
    #expect(
      DiagnosticRenderer(check).render(check.diagnostics[0]).hasPrefix(
        "--set work[2].names=[أ, 3]: error: option 'names' must be text, not the whole number 3 [wrong-type]\n"
          + "  --set work[2].names=[أ, 3]\n" + String(repeating: " ", count: 26) + "^\n"))
  }

  @Test(arguments: ["", "a", "=3", ".a=3", "a.=3", "a[0].b=1", "a[x].b=1", "a].b=1"])
  func whatCannotBeReadIsRefused(_ argument: String) {
    #expect(Override.problem(with: argument) != nil)
  }
}
