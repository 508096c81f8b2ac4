import CleanPlugin
import Foundation
import Minwal
import MinwalTestSupport
import Testing

@Suite struct CleanOptionsTests {
  static let page = """
    News

    Rain fills the reservoirs of the north

    1482

    After a dry winter the reservoirs of the north are full again, the water board said on Monday.
    Farmers may water their fields from next week on, and the ban on car washes ends.
    The board expects that the level will hold until the end of summer.

    -
    Our channel
    Back to top
    """

  @Test func declaresDefaults() {
    let declarations = Clean.Options.declarations
    #expect(
      declarations.map(\.name) == [
        "packs", "phrases", "keep", "rules-off", "headline", "when-empty", "blank-lines", "duplicate-paragraphs",
        "learn", "learn-share",
        "learn-least", "site",
      ])
    #expect(declarations[0].defaultDescription?.contains("web-ar") == true)
    #expect(declarations[5].defaultDescription == "drop")
  }

  @Test func offersItsPacksAsResources() {
    let resources = Clean.spec.resources()
    #expect(resources.map(\.name).starts(with: ["web-ar", "web-en", "web-fr", "web-de"]))
    #expect(resources.allSatisfy { !$0.contents.isEmpty })
  }

  @Test func suggestsTheNearestPack() {
    let error = #expect(throws: Diagnostics.self) {
      try makeStage(Clean.self, .options(["packs": ["web-arr"]]))
    }
    #expect(error?.all.map(\.code) == [.unknownChoice])
    #expect(error?.all.first?.notes.map(\.message).contains("did you mean 'web-ar'?") == true)
  }

  @Test(
    arguments: [
      ("packs", ["./no-such-pack.txt"], "missing-file"),
      ("packs", "web-ar", "wrong-type"),
      ("phrases", ["*"], "conflicting-options"),
      ("keep", ["--"], "conflicting-options"),
      ("rules-off", ["separators"], "unknown-choice"),
      ("headline", "second-line", "unknown-choice"),
    ] as [(String, ConfigNode, String)])
  func reports(_ option: String, _ value: ConfigNode, code: String) {
    let error = #expect(throws: Diagnostics.self) { try makeStage(Clean.self, [ConfigNode.Entry(option, value)]) }
    #expect(error?.all.map(\.code.rawValue) == [code])
  }

  @Test func readsPacksFromFiles() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "clean-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = folder.appendingPathComponent("good.txt")
    try Data("# ours\n[anywhere]\nfarmers may *\n".utf8).write(to: good)
    let left = try linesLeft(Self.page, .options(["packs": [ConfigNode(.string(good.path))]]))
    #expect(!left.contains { $0.hasPrefix("Farmers") })
    #expect(left.contains("Back to top") == false)

    let bad = folder.appendingPathComponent("bad.txt")
    try Data("[anywhere]\nfine\n[elsewhere]\n".utf8).write(to: bad)
    let error = #expect(throws: Diagnostic.self) {
      try makeStage(Clean.self, .options(["packs": [ConfigNode(.string(bad.path))]]))
    }
    #expect(error?.code == .badResource)
    #expect(error?.message.contains(":3: there is no section '[elsewhere]'") == true)
  }

  @Test func removesAndKeepsPhrasesOfTheRecipe() throws {
    let phrases = try linesLeft(Self.page, .options(["phrases": ["the board expects *"]]))
    #expect(!phrases.contains { $0.hasPrefix("The board") })
    let kept = try linesLeft(Self.page, .options(["keep": ["BACK TO TOP"]]))
    #expect(kept.last == "Back to top")
  }

  @Test(arguments: [(Clean.Rule.numericLine, "1482"), (.sectionName, "News"), (.separator, "-")])
  func turnsRulesOff(_ rule: Clean.Rule, line: String) throws {
    #expect(try !linesLeft(Self.page).contains(line))
    #expect(
      try linesLeft(Self.page, .options(["rules-off": [ConfigNode(.string(rule.rawValue)), "short-tail-block"]]))
        .contains(line))
  }

  @Test func findsTheHeadline() throws {
    #expect(try clean(Self.page).title == "Rain fills the reservoirs of the north")
    #expect(try clean(Self.page, title: "Given").title == "Given")
    #expect(try run(Clean.self, .options(["headline": "none"]), on: Self.page).title == nil)
    #expect(try run(Clean.self, .options(["headline": "first-line"]), on: Self.page).title == "News")
  }

  @Test func aGivenTitleIsProtected() throws {
    let document = try clean(Self.page, title: "news")
    #expect(String(document.text).hasPrefix("News\n"))
  }

  @Test(arguments: ["", "-", "?"]) func aTitleWithoutLettersProtectsNothing(_ title: String) throws {
    #expect(String(try clean(Self.page, title: title).text) == String(try clean(Self.page).text))
  }

  @Test func keepsLongLinesThatAreProtected() throws {
    let long = "The publisher wishes it to be known that " + String(repeating: "all of this is true and ", count: 6)
    let page = Self.page + "\nLeave a comment\n" + long + "\nBack to top"
    #expect(try !linesLeft(page).contains(long))
    #expect(try linesLeft(page, .options(["keep": ["the publisher wishes *"]])).contains(long))
  }

  @Test(arguments: ["", "\n \n", "Share\nTweet\n\n-\n"])
  func dropsWhatHasNothingLeft(_ text: String) throws {
    var stage = try makeStage(Clean.self)
    var document = Document(text: text)
    guard case .drop(let reason) = try stage.process(&document) else {
      Issue.record("kept \(text.debugDescription)")
      return
    }
    #expect(reason.name == "nothing-left")
    var keeping = try makeStage(Clean.self, .options(["when-empty": "keep"]))
    document = Document(text: text)
    guard case .keep = try keeping.process(&document) else {
      Issue.record("dropped \(text.debugDescription)")
      return
    }
    #expect(document.text.isEmpty)
  }

  @Test func treatsBlankLinesAsToldTo() throws {
    let text = "\n\nA headline of some words\n\n \n\nThe body has a sentence of a certain length here.\n\n\n"
    #expect(
      String(try clean(text).text)
        == "A headline of some words\n\nThe body has a sentence of a certain length here.\n")
    #expect(String(try run(Clean.self, .options(["blank-lines": "keep"]), on: text).text) == text)
  }

  @Test func keepsLineEndsOfWindowsAndAByteOrderMark() throws {
    let text =
      "\u{FEFF}News\r\n\r\nRain fills the reservoirs\r\n\r\nThe reservoirs of the north are full again.\r\n\r\n-\r\n"
    #expect(
      String(try clean(text).text) == "Rain fills the reservoirs\r\n\r\nThe reservoirs of the north are full again.\r\n"
    )
  }
}
