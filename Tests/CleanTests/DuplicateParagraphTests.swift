import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct DuplicateParagraphTests {
  static let body = [
    "The ferry did not sail", "The ferry stayed in the harbour on Monday because the wind had risen to nine.",
    "What comes next", "The harbour master hopes that it will sail again on Wednesday morning at six.",
    "Nobody was hurt, and the sheep on board were taken back to their field by tractor.",
  ]

  private func left(_ lines: [String]) throws -> [String] {
    try linesLeft(lines.joined(separator: "\n"), .options(["duplicate-paragraphs": "remove"]))
  }

  @Test func aTextPastedTwiceIsLeftOnce() throws {
    #expect(try left(Self.body + Self.body) == Self.body)
    #expect(try left(Self.body + Self.body.dropFirst()) == Self.body)
    #expect(try left(Self.body + Self.body + Self.body) == Self.body)
  }

  @Test func withoutTheOptionAllStays() throws {
    #expect(try linesLeft((Self.body + Self.body).joined(separator: "\n")) == Self.body + Self.body)
  }

  @Test(arguments: [
    // A paragraph of other numbers says something else.
    [
      "In 2019 the ferry carried four thousand sheep over to the island.",
      "In 2020 the ferry carried four thousand sheep over to the island.",
    ],
    // A refrain, and a heading that two parts have.
    ["Sail on, my ferry, sail.", "Sail on, my ferry, sail."],
    ["What comes next", "What comes next"],
  ])
  func whatMayStandTwiceStays(_ pair: [String]) throws {
    let lines = Array(Self.body[..<2]) + [pair[0]] + [Self.body[3]] + [pair[1]] + [Self.body[4]]
    #expect(try left(lines) == lines)
  }

  @Test func hasItsOwnReason() throws {
    let document = try run(
      Clean.self, .options(["duplicate-paragraphs": "remove"]), on: (Self.body + Self.body).joined(separator: "\n"))
    #expect(document.tally.counts.contains { $0.name == "duplicate-paragraph" && $0.count == 5 })
  }

  @Test func cleaningAgainChangesNothing() throws {
    let shuffled = (0..<200).map { seed -> [String] in
      var random = SeededGenerator(UInt64(seed))
      return (0..<12).map { _ in Self.body.randomElement(using: &random)! }
    }
    for lines in shuffled {
      let once = try left(lines)
      #expect(try left(once) == once)
      #expect(Set(once.filter { $0.hasSuffix(".") }).count == once.count { $0.hasSuffix(".") })
    }
  }
}
