import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import CleanPlugin

@Suite struct PhraseTableTests {
  private static let folder = [
    "read more", "read more: *", "by *", "* reserved", "photo * by *", "0 views", "share", "share on *", "الى الاعلي",
    "نشر في *",
  ]

  private func isMatch(_ line: String, _ patterns: [String]) -> Bool {
    let table = PhraseTable(patterns.compactMap { PhrasePattern($0, in: .anywhere) })
    var folding = Folding()
    let count = folding.fold(Text(line).span).count
    let folded = folding.bytes.span.extracting(0..<count)
    return table.match(of: folded, hash: StableHash.hash(folded)) != nil
  }

  @Test(arguments: [
    ("Read more!", true), ("read more: the end", true), ("read more the end", false), ("by Mona", true), ("by", false),
    ("bystander", false), ("all rights reserved", true), ("reserved", false), ("unreserved", false),
    ("Photo taken by Mona", true), ("photo by Mona", false), ("1,234 VIEWS", true), ("views", false),
    ("نُشر في: 3/4/2018", true), ("نشر فيه", false), ("إلى الأعلى", true), ("sharing", false), ("share on X", true),
  ])
  func finds(_ line: String, _ expected: Bool) { #expect(isMatch(line, Self.folder) == expected) }

  /// The obvious way: compare with each phrase, word by word, and let a star take one word or more.
  private func matchesByWords(_ line: ArraySlice<String>, _ pattern: ArraySlice<String>) -> Bool {
    guard let first = pattern.first else { return line.isEmpty }
    if first != "*" {
      return line.first == first && matchesByWords(line.dropFirst(), pattern.dropFirst())
    }
    return (1..<max(line.count + 1, 1)).contains { matchesByWords(line.dropFirst($0), pattern.dropFirst()) }
  }

  @Test func findsWhatComparingEachPhraseFinds() {
    var random = SeededGenerator(3)
    for _ in 0..<3_000 {
      var patterns: [[String]] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let pattern = Self.words(1...4, from: ["a", "b", "ab", "ع", "*"], &random)
        let hasTwoStars = zip(pattern, pattern.dropFirst()).contains { $0 == "*" && $1 == "*" }
        if !hasTwoStars, pattern.first != "*" || pattern.last != "*" { patterns.append(pattern) }
      }
      let line = Self.words(1...5, from: ["a", "b", "ab", "ع"], &random)
      let expected = patterns.contains { matchesByWords(line[...], $0[...]) }
      let found = isMatch(line.joined(separator: " "), patterns.map { $0.joined(separator: " ") })
      #expect(found == expected, "\(line) \(patterns)")
    }
  }

  private static func words(
    _ count: ClosedRange<Int>, from all: [String], _ random: inout SeededGenerator
  ) -> [String] {
    let count = Int.random(in: count, using: &random)
    return (0..<count).map { _ in all[Int.random(in: 0..<all.count, using: &random)] }
  }

  @Test(arguments: ["", "  ", "*", "* *", "* a *", "-", "0", "12 / 3", "…"])
  func refuses(_ phrase: String) { #expect(PhrasePattern(phrase, in: .anywhere) == nil) }

  @Test func aProtectedPhraseWins() {
    let table = PhraseTable([
      PhrasePattern("share", in: .anywhere)!, PhrasePattern("share", in: .keep)!, PhrasePattern("share", in: .edges)!,
    ])
    let line = Array("share".utf8)
    #expect(table.match(of: line.span, hash: StableHash.hash(line.span))?.section == .keep)
  }

  @Test func everyPackIsThereAsItsFileIs() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Plugins/Clean/Packs")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).map { $0.replacing(".txt", with: "") }
    #expect(files.sorted() == PhrasePack.builtInNames.map(\.name).sorted())
    for pack in PhrasePack.builtIn {
      #expect(try Array(Data(contentsOf: folder.appending(path: "\(pack.name).txt"))) == pack.contents, "\(pack.name)")
    }
    #expect(PhrasePack.contents(of: "web-none").isEmpty)
  }

  @Test(arguments: PhrasePack.builtIn.map(\.name)) func packsAreInOrder(_ name: String) throws {
    let resource = try #require(PhrasePack.builtIn.first { $0.name == name })
    let text = String(decoding: resource.contents, as: UTF8.self)
    let pack = try PhrasePack(Text(text))
    let least = ["web-ar": 1000, "web-en": 1000, "web-fr": 400, "web-de": 400][name] ?? 100
    #expect(pack.patterns.count >= least)
    #expect(text.contains("[anywhere]    the line goes wherever it stands"))
  }
}
