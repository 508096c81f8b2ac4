import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

// The reader that docs/writing-a-reader.md shows; a test compares the two.
// docs: begin
/// Reads files of sayings with a line `%` between them, each one document.
struct Sayings: Reader {
  struct Options: StageOptions {
    @Option("What is put before each saying.") var prefix = ""

    init() {}
  }

  static let spec = ReaderSpec(
    "sayings", title: "sayings", "Reads sayings with a line '%' between them, each one document.",
    suffixes: ["sayings"])

  let framing = Framing.records(SayingsFramer())
  private let prefix: String

  init(_ options: Options, _ context: StageContext) { prefix = options.prefix }

  mutating func read(_ record: borrowing Record, into document: inout Document) throws -> Int {
    let bytes = record.bytes
    guard UTF8Validation.firstInvalid(in: bytes) == nil else {
      throw StageError("malformed-record", "the saying is not UTF-8")
    }
    let prefix = prefix
    document.fill { text, _ in
      text.append(prefix)
      text.append(uncheckedUTF8: bytes)
    }
    return 0
  }
}

/// Finds what lies between two lines `%`.
struct SayingsFramer: Framer {
  mutating func next(in bytes: Span<UInt8>, from start: Int, isAtEnd: Bool) throws -> FramingStep {
    var line = start
    while let end = bytes.firstIndex(of: 0x0A, from: line) {
      if end == line + 1, bytes[line] == UInt8(ascii: "%") {
        return line > start ? .record(start..<(line - 1), next: end + 1) : .skip(to: end + 1)
      }
      line = end + 1
    }
    return isAtEnd && start < bytes.count ? .record(start..<bytes.count, next: bytes.count) : .incomplete
  }
}
// docs: end

/// A reader of somebody else's has what those that are included have: checked options, places, ids, resuming.
@Suite struct OutsideReaderTests {
  private func registry() throws -> Registry { try Registry([Plugin("mine", [], readers: [.reader(Sayings.self)])]) }

  @Test func readsFilesByItsSuffixAndByItsKey() throws {
    let folder = try TemporaryFolder()
    try folder.write("One\nmore.\n%\n%\nTwo.\n%\nThree.", to: "in/a.sayings")
    for input in [["files": "in"], ["sayings": "in", "prefix": "- "]] as [ConfigNode] {
      var checker = InputChecker(try registry(), folder: folder.url.path, StageContext())
      var recipe = try TestInput.recipe(nil, folder: folder.url.path)
      let sources = checker.check(ConfigNode.Entry("input", input))
      let checked: [InputSource] = try #require(sources)
      recipe.input = checked
      let found = try TestInput.documents(recipe)
      #expect(found.map(\.id) == ["a.sayings@0", "a.sayings@14", "a.sayings@21"])
      #expect(found.map { Place($0.place).line } == [1, 5, 7])
      let texts = ["One\nmore.", "Two.", "Three."]
      #expect(found.map(\.text) == texts || found.map(\.text) == texts.map { "- \($0)" })
    }
  }

  @Test func itsOptionsAreChecked() throws {
    var checker = InputChecker(try registry(), folder: "", StageContext())
    let sources = checker.check(ConfigNode.Entry("input", ["sayings": "x", "prefxi": "-"]))
    #expect(sources == nil)
    #expect(checker.diagnostics.map(\.code) == [.unknownOption])
    #expect(checker.diagnostics.first?.notes.contains { $0.message.contains("prefix") } == true)
  }

  @Test func twoReadersOfOneNameAreRefused() throws {
    let plugin = Plugin("mine", [], readers: [.reader(Sayings.self)])
    let error = #expect(throws: Diagnostic.self) { try Registry([plugin, plugin]) }
    #expect(error?.code == .duplicateReader)
    #expect(Registry().explanation(of: "duplicate-reader") != nil)
  }

  @Test func theGuideShowsIt() throws {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let source = try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8)
    let guide = try String(contentsOf: project.appendingPathComponent("docs/writing-a-reader.md"), encoding: .utf8)
    let start = try #require(source.range(of: "// docs: begin\n"))
    let end = try #require(source.range(of: "// docs: end\n"))
    #expect(guide.contains(source[start.upperBound..<end.lowerBound]))
  }
}
