import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import CommandPlugin

/// Programs that text goes through.
@Suite(.serialized, .timeLimit(.minutes(60))) struct FilterTests {
  private static let texts = [
    "a cat\nand a dog\n", "", "no line end: a", "\n\n", "قطة a\n", "a \u{1E} inside a\n", "a", "the same\nthe same\nb",
  ]

  private func filtered(
    _ call: [String], _ texts: [String] = texts, _ options: KeyValuePairs<String, ConfigNode> = [:]
  ) throws -> [String] {
    let call = ConfigNode(.sequence(call.map { ConfigNode(.string($0)) }))
    let scope = OptionScope(folder: ".")
    var entries = [ConfigNode.Entry("run", call)] + .options(options)
    if !options.contains(where: { $0.key == "timeout" }) { entries.append(ConfigNode.Entry("timeout", "10 min")) }
    guard case .batch(var stage)? = StageType.batch(Filter.self).make(entries, in: scope, at: nil, StageContext())?.made
    else { throw Diagnostics(scope.diagnostics) }
    var all = documents(texts)
    return try outcomes(&stage, &all)
  }

  @Test(arguments: ["batch", "document"]) func everyDocumentGoesThrough(_ per: String) throws {
    let found = try filtered(["sed", "s/a/A/g"], Self.texts, ["per": .init(.string(per))])
    #expect(found == Self.texts.map { $0.replacingOccurrences(of: "a", with: "A") })
  }

  /// Whatever a program does, together and alone give the same.
  @Test(arguments: [
    ["cat"], ["tr", "a-z", "A-Z"], ["sed", "s/^/> /"], ["sed", "1d"], ["sed", "$d"], ["sort"], ["sort", "-u"], ["tac"],
    ["uniq"],
    ["head", "-n", "1"], ["tail", "-n", "1"], ["wc", "-l"], ["nl"], ["awk", "!seen[$0]++"],
    ["awk", "{ print NR, $0 }"],
    ["tr", "-d", "\\n"], ["fold", "-w", "4"], ["fmt"], ["rev"], ["cut", "-c1-2"],
    ["iconv", "-f", "utf-8", "-t", "utf-8"],
    ["tr", "-d", "\\036"], ["tr", "\\n", " "], ["sed", "G"], ["paste", "-s"], ["printf", "x"], ["true"], ["cat", "-A"],
    ["sed", "-n", "/a/p"],
  ])
  func togetherIsAsAlone(_ call: [String]) throws {
    #expect(try filtered(call, Self.texts, ["per": "batch"]) == filtered(call))
  }

  /// Programs that keep something from one line to the next, which texts that are tried do not show.
  @Test(arguments: [
    ["sed", "/BEGIN/,/END/d"], ["sed", "/a/,/b/s/x/y/"], ["awk", "/BEGIN/ { off = 1 } !off"],
    ["awk", "{ n += gsub(/x/, \"y\"); print (n > 2 ? \"many\" : $0) }"],
  ])
  func noDocumentChangesItsNeighbours(_ call: [String]) throws {
    let texts = ["x\nBEGIN a\nx\n", "x\nx b\n", "x END\n"]
    #expect(try filtered(call, texts) == texts.map { try filtered(call, [$0])[0] })
  }

  @Test(arguments: [
    (["false"], "stage-failed", "ended with code 1"),
    (["sh", "-c", "grep -q one || exit 0; echo oh no >&2; exit 4"], "stage-failed", "code 4: oh no"),
    (["sh", "-c", "grep -q one || exit 0; kill -SEGV $$"], "stage-crashed", "signal 11"),
    (["sleep", "60"], "stage-timed-out", "within 500 ms"),
    (["iconv", "-f", "utf-8", "-t", "utf-16"], "stage-failed", "not UTF-8"),

  ])
  func failuresAreErrors(_ call: [String], _ code: String, _ message: String) throws {
    let timeout: ConfigNode = call[0] == "sleep" ? "500 ms" : "10 min"
    let found = try filtered(call, ["one"], ["timeout": timeout])
    #expect(found[0].hasPrefix("error: \(code): ") && found[0].contains(message), "\(found[0])")
  }

  /// One document that a program fails on costs itself.
  @Test func aBadDocumentCostsOneDocument() throws {
    let found = try filtered(
      ["sh", "-c", "input=$(cat); case $input in *bad*) exit 1;; esac; printf '%s\\n' \"$input\""], ["a", "bad", "c"],
      ["per": "batch"])
    #expect(found[0] == "a" && found[1].hasPrefix("error: ") && found[2] == "c")
  }

  @Test func exitCodesCanMeanThatAllIsWell() throws {
    let texts = ["a cat\na dog\n", "nothing\n"]
    let found = try filtered(["grep", "cat"], texts, ["success-codes": [0, 1]])
    #expect(found == ["a cat\n", ""])
  }

  /// A program that stops reading does not stop the run.
  @Test func muchTextAndLittleReading() throws {
    let long = String(repeating: "line\n", count: 400_000)
    #expect(try filtered(["head", "-n", "2"], [long, "x"]) == ["line\nline\n", "x"])
    #expect(try filtered(["cat"], [long, long], ["per": "batch"]) == [long, long])
  }

  // MARK: Programs that are none

  /// A program that cannot do what its arguments say is found when the recipe is checked.
  @Test(arguments: [
    (["sed", "s/a/b"], "unterminated"), (["sh", "-c", "no-such-program"], "ended with code 127"),
    (["python3", "no-such-file.py"], "no-such-file.py"), (["env", "no-such-program"], "ended with code 127"),
    (["sh", "-c", "kill -SEGV $$"], "signal 11"), (["sh", "-c", "echo no licence >&2; exit 4"], "code 4: no licence"),
  ])
  func mistakesAreFoundBeforeTheRun(_ call: [String], _ message: String) throws {
    let error = #expect(throws: Diagnostics.self) { _ = try filtered(call, ["x"]) }
    #expect(error?.all.map(\.code) == [.programFailed])
    let text = error?.all.first?.message ?? ""
    #expect(text.hasPrefix("'\(call[0])' does not work as a filter: it ") && text.contains(message), "\(text)")
    #expect(error?.all.first?.notes.last?.message.contains("echo 'Some text.' | \(call[0]) ") == true)
  }

  /// Programs that take only texts of some kind, and those that say something by their code, are not refused.
  @Test(arguments: [
    ["grep", "cat"], ["sh", "-c", "grep -q '^<' || { echo not markup >&2; exit 1; }; echo ok"],
    ["sh", "-c", "test -z \"$(cat)\" || { echo too long >&2; exit 1; }"], ["cmp", "-s", "/dev/null"],
  ])
  func programsWithATasteAreNotRefused(_ call: [String]) throws {
    _ = try filtered(call, [])
  }

  /// One that fails on whatever it gets ends the run; one that fails on all of somebody's documents does not.
  @Test(arguments: ["document", "batch"]) func aProgramThatFailsOnAllEndsTheRun(_ per: String) throws {
    let texts = (0..<12).map { "bad \($0)" }
    let options: KeyValuePairs<String, ConfigNode> = ["per": .init(.string(per))]
    let error = #expect(throws: StageError.self) { _ = try filtered(["false"], texts, options) }
    #expect(error?.code == "stage-unavailable" && error?.message.contains("'success-codes'") == true)
    let picky = ["sh", "-c", "case $(cat) in *bad*) exit 1;; esac; echo fine"]
    #expect(try filtered(picky, texts, options).allSatisfy { $0.hasPrefix("error: stage-failed") })
    #expect(try filtered(picky, ["good"] + texts, options)[0] == "fine")
  }

  // MARK: Processes

  /// Somebody kills a process once, or each time.
  @Test(arguments: ["kill -KILL $$", "sh -c 'kill -KILL $$'; exit 137"]) func aKilledProcessIsTriedOnceMore(
    _ kill: String
  ) throws {
    let folder = try TemporaryFolder()
    let mark = folder.url.appendingPathComponent("mark").path
    let script =
      "input=$(cat); case $input in *kill*) test -e \(mark) || { touch \(mark); \(kill); };; esac; echo \"$input\""
    #expect(try filtered(["sh", "-c", script], ["a", "kill", "c"]) == ["a", "kill", "c"])
    let always = "input=$(cat); case $input in *kill*) \(kill);; esac; echo \"$input\""
    let found = try filtered(["sh", "-c", always], ["a", "kill", "c"])
    #expect(found[0] == "a" && found[1].hasPrefix("error: stage-crashed") && found[2] == "c", "\(found)")
  }

  @Test func programsGetASmallEnvironment() throws {
    unsafe setenv("MINWAL_TEST_KEY", "secret", 1)
    let all = try filtered(["env"], ["x"])[0]
    #expect(all.contains("PATH=") && !all.contains("MINWAL_TEST_KEY"))
    let passed = try filtered(["env"], ["x"], ["environment": ["MINWAL_TEST_KEY"]])[0]
    #expect(passed.contains("MINWAL_TEST_KEY=secret"))
  }

  @Test func optionsAreChecked() {
    let scope = OptionScope(folder: ".")
    let entries: [ConfigNode.Entry] = .options(["run": ["cat"], "success-codes": [300], "per": "document", "batch": 3])
    #expect(Filter.Options.decode(entries, in: scope) == nil)
    #expect(scope.diagnostics.map(\.code) == [.conflictingOptions, .noEffect])
  }

  @Test func answersHaveALimit() throws {
    let process = try PipedProcess(ProgramCall(["yes"], folder: ""))
    let nothing = ByteBuffer()
    let failure = #expect(throws: PipedProcess.Failure.self) {
      try process.ask(nothing.span, until: .close, limit: 5_000_000, timeout: .seconds(600))
    }
    #expect(failure == .tooLong(limit: 5_000_000) && failure?.description == "gave an answer of more than 5 MB")
  }
}
