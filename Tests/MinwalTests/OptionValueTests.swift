import Foundation
import Minwal
import MinwalTestSupport
import Testing

/// A choice with a default.
enum Colour: String, OptionChoice {
  case red
  case darkBlue = "dark-blue"
  var help: String { "A colour." }
}

struct AllOptions: StageOptions {
  @Option("A flag.") var flag = false
  @Option("A count.", in: 1...10) var count = 5
  @Option("A share.") var share = 0.5
  @Option("A share, if any.", in: 0...1) var limit: Double? = nil
  @Option("A name.") var name = "plain"
  @Option("A colour.") var colour = Colour.red
  @Option("Languages.") var languages: [Language] = [.arabic]
  @Option("Weights.") var weights: [String: Int] = ["a": 1]
  @Option("Lists by name.") var lists: [String: [String]] = [:]
  @Option("A file to read.") var words: InputFile? = nil
  @Option("A path to write.") var to: OutputPath? = nil
  init() {}
}

@Suite struct OptionValueTests {
  private func decode(
    _ options: KeyValuePairs<String, ConfigNode>, folder: String = "."
  ) throws -> AllOptions {
    let scope = OptionScope(folder: folder)
    guard let decoded = AllOptions.decode(.options(options), in: scope, owner: .stage("all")) else {
      throw Diagnostics(scope.diagnostics)
    }
    return decoded
  }

  @Test func readsEachKind() throws {
    let options = try decode([
      "flag": true, "count": 10.0, "share": 1, "limit": 0.25, "name": "n", "colour": "dark-blue",
      "languages": ["ar-EG", "zh_Hans", "EN"], "weights": ["x": 3, "y": -1], "lists": ["a": ["b", "c"], "d": []],
      "to": "-",
    ])
    #expect(options.flag && options.count == 10 && options.share == 1 && options.limit == 0.25)
    #expect(options.name == "n" && options.colour == .darkBlue)
    #expect(options.languages == [.arabic, .chinese, .english])
    #expect(options.weights == ["x": 3, "y": -1])
    #expect(options.lists == ["a": ["b", "c"], "d": []])
    #expect(options.to?.isStandardOutput == true)
  }

  /// What a value gives of itself is read back as that value.
  @Test func valuesComeBack() throws {
    let options = try decode([
      "flag": true, "limit": 0.25, "name": "1", "colour": "dark-blue", "weights": ["b": 2], "lists": ["x": ["1", ""]],
      "to": "-",
    ])
    let scope = OptionScope(folder: ".")
    #expect(Bool.decode(options.flag.configNode, in: scope) == true)
    #expect(Double?.decode(options.limit.configNode, in: scope) == .some(0.25))
    #expect(String.decode(options.name.configNode, in: scope) == "1")
    #expect(Colour.decode(options.colour.configNode, in: scope) == .darkBlue)
    #expect([Language].decode(options.languages.configNode, in: scope) == [.arabic])
    #expect([String: Int].decode(options.weights.configNode, in: scope) == ["b": 2])
    #expect([String: [String]].decode(options.lists.configNode, in: scope) == ["x": ["1", ""]])
    #expect(OutputPath?.decode(options.to.configNode, in: scope) == .some(options.to))
    #expect(TimeSpan.decode(TimeSpan.seconds(90).configNode, in: scope) == .seconds(90))
    #expect(InputFile?.decode(options.words.configNode, in: scope) == .some(nil))
    #expect(scope.diagnostics.isEmpty)
  }

  @Test func nullLeavesAnOptionalOptionOut() throws {
    #expect(try decode(["limit": ConfigNode(.null)]).limit == nil)
  }

  @Test(
    arguments: [
      ("flag", "yes", "wrong-type", "in YAML 1.2 'yes' is text; write true or false"),
      ("flag", 1, "wrong-type", ""), ("flag", ConfigNode(.null), "wrong-type", ""),
      ("count", 0, "out-of-range", "expected 1 to 10"), ("count", 11, "out-of-range", ""),
      ("count", 2.5, "wrong-type", ""), ("count", ConfigNode(.double(.nan)), "wrong-type", ""),
      ("count", ConfigNode(.double(.infinity)), "wrong-type", ""),
      ("count", ConfigNode(.double(1e300)), "wrong-type", ""),
      ("share", "0.5", "wrong-type", ""), ("limit", 1.5, "out-of-range", "expected 0.0 to 1.0"),
      ("limit", ConfigNode(.double(.nan)), "out-of-range", ""),
      ("name", 2024, "wrong-type", "put it in quotes if text is meant"),
      ("name", ConfigNode(.null), "wrong-type", "put it in quotes if text is meant"),
      ("colour", "drak-blue", "unknown-choice", "did you mean 'dark-blue'?"), ("colour", 1, "wrong-type", ""),
      ("languages", "ar", "wrong-type", "for a list of one, write [ar]"),
      ("languages", ["arabic-language", "a"], "wrong-type", ""),
      ("languages", [false], "wrong-type", "Norwegian is \"no\", in quotes"), ("languages", ["12"], "wrong-type", ""),
      ("weights", ["a": "b"], "wrong-type", ""), ("weights", ["a"], "wrong-type", ""),
      ("lists", ["a": "b"], "wrong-type", "for a list of one, write [b]"),
      ("words", "no-such-file.txt", "missing-file", ""), ("words", ".", "missing-file", ""),
      ("words", "", "wrong-type", ""),
      ("to", "", "wrong-type", ""), ("to", "a\0b", "wrong-type", ""), ("to", ["a"], "wrong-type", ""),
    ] as [(String, ConfigNode, String, String)])
  func reports(_ option: String, _ value: ConfigNode, code: String, note: String) {
    let error = #expect(throws: Diagnostics.self) { try decode([option: value]) }
    #expect(error?.all.isEmpty == false)
    #expect(error?.all.allSatisfy { $0.code.rawValue == code } == true)
    if !note.isEmpty { #expect(error?.all.contains { $0.notes.map(\.message).contains(note) } == true) }
  }

  @Test func reportsEveryElementAndOption() {
    let error = #expect(throws: Diagnostics.self) {
      try decode(["languages": ["1", "ar", "2"], "weights": ["a": "x", "b": 1, "c": true], "flag": 1, "nmae": "x"])
    }
    #expect(error?.all.count == 6)
  }

  @Test func findsFilesBesideTheRecipe() throws {
    let folder = try TemporaryFolder()
    try folder.write("\u{FEFF}كلمة\n", to: "lists/words.txt")
    try folder.write(Data([0xFF, 0xFE]), to: "binary.txt")
    let options = try decode(["words": "lists/words.txt"], folder: folder.url.path)
    let file = try #require(options.words)
    #expect(file.written == "lists/words.txt" && file.path == folder.url.path + "/lists/words.txt")
    let context = StageContext()
    #expect(String(try context.contents(of: file)) == "كلمة\n")
    let error = #expect(throws: Diagnostics.self) { try decode(["words": "lists/wrods.txt"], folder: folder.url.path) }
    #expect(error?.all.first?.notes.contains("did you mean 'words.txt'?") == true)
    let binary = InputFile(written: "binary.txt", path: folder.url.path + "/binary.txt")
    #expect(throws: Diagnostic.self) { try context.contents(of: binary) }
    let missing = InputFile(written: "gone", path: folder.url.path + "/gone")
    #expect(throws: Diagnostic.self) { try context.contents(of: missing) }
  }

  @Test func describesValuesAsRecipesWriteThem() throws {
    let options = try decode([
      "name": "a: b", "weights": ["b": 2, "a": 1], "lists": ["x y": ["1", "true", ""]], "to": "out/a.jsonl",
    ])
    let described = Dictionary(uniqueKeysWithValues: options.valueDescriptions.map { ($0.name, $0.value) })
    #expect(
      described == [
        "flag": "false", "count": "5", "share": "0.5", "limit": "null", "name": "\"a: b\"", "colour": "red",
        "languages": "[ar]", "weights": "{a: 1, b: 2}", "lists": "{x y: [\"1\", \"true\", \"\"]}", "words": "null",
        "to": "out/a.jsonl",
      ])
  }

  /// What would be read as something else than text is shown in quotes.
  @Test(arguments: [
    "", "12", "-1", "1.5", ".5", "1e3", "0x1F", "0o7", "true", "FALSE", "null", "Null", ".nan", ".inf", "~", " a", "a ",
    "- a", "a: b", "#a", "a\nb", "\"", "[a]", "{a}", "*a", "&a", "!a", "@a", "`a`", "%a", "a,b",
  ])
  func quotesTextThatLooksLikeSomethingElse(_ text: String) {
    #expect(text.optionDescription.hasPrefix("\"") && text.optionDescription.hasSuffix("\""))
  }

  @Test(arguments: [
    "a", "a b", "30 s", "out/a.jsonl", "../x", "./x", "no", "عربي", "snake_case", "web-ar", ".hidden", "nullable",
  ])
  func leavesPlainTextPlain(_ text: String) { #expect(text.optionDescription == text) }
}

/// Two stages, for registries.
struct Nothing: Stage {
  static let spec = StageSpec("nothing", "Does nothing.")
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

struct Failing: Stage {
  struct Trouble: Error {}
  static let spec = StageSpec("failing", "Cannot be made.")
  init(_ options: NoOptions, _ context: StageContext) throws { throw Trouble() }
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

/// Two stages with names that recipes give a meaning of their own.
struct Use: Stage {
  static let spec = StageSpec("use", "Cannot be named.")
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

struct Timed: Stage {
  struct Options: StageOptions {
    @Option("Cannot be given.") var when = 1
    init() {}
  }
  static let spec = StageSpec("timed", "Has an option that cannot be given.")
  init(_ options: Options, _ context: StageContext) {}
  mutating func process(_ document: inout Document) -> Verdict { .keep }
}

@Suite struct RegistryTests {
  @Test func sortsStagesByName() throws {
    let registry = try Registry([Plugin("b", [.stage(Nothing.self)]), Plugin("a", [.stage(Devowel.self)])])
    #expect(registry.stages.map(\.spec.name) == ["devowel", "nothing"])
    #expect(registry["nothing"]?.isExporter == false && registry["nothin"] == nil)
    #expect(Registry().stages.isEmpty)
  }

  @Test func refusesTwoStagesOfOneName() {
    let error = #expect(throws: Diagnostic.self) {
      try Registry([Plugin("one", [.stage(Nothing.self)]), Plugin("two", [.stage(Nothing.self)])])
    }
    #expect(error?.code == .duplicateStage)
    #expect(error?.message.contains("'two'") == true)
  }

  /// What would never be reached in a recipe is refused at the start.
  @Test func refusesNamesThatMeanSomethingElse() {
    let stage = #expect(throws: Diagnostic.self) { try Registry([Plugin("mine", [.stage(Use.self)])]) }
    #expect(stage?.code == .reservedName && stage?.message.contains("'use'") == true)
    #expect(stage?.message.contains("'mine'") == true)
    let scope = OptionScope(folder: ".")
    #expect(StageType.stage(Timed.self).make([], in: scope, at: nil, StageContext()) == nil)
    #expect(scope.diagnostics.map(\.code) == [.reservedName])
    #expect(scope.diagnostics.first?.message.contains("'timed' can be called 'when'") == true, "\(scope.diagnostics)")
  }

  @Test func aStageThatCannotBeMadeIsReported() throws {
    let scope = OptionScope(folder: ".")
    let range = SourceRange(file: "r.yaml", line: 3, column: 5)
    let made = StageType.stage(Failing.self).make([], in: scope, at: range, StageContext())
    #expect(made == nil)
    #expect(scope.diagnostics.map(\.code) == [.badResource])
    #expect(scope.diagnostics.first?.range == range)
  }
}
