import CleanPlugin
import Minwal
import MinwalTestSupport
import Testing

@Suite struct CleanPropertyTests {
  /// Lines of all kinds, to be shuffled into pages.
  static let lines =
    (CleanPageTests.pages.flatMap { $0.kept + $0.removed }) + [
      "", "", "", " ", "\u{A0}", "***", "3", "12", "1,204", "«»", "— Non.", "?", "...", "#tag", "https://a.example/b",
      "a@b.example", "Share", "Tweet", "0", "Advertisement", "Related articles", "Leave a comment", "By Nobody",
      "Ingredients", "\u{200F}", "\0", "a|b|c", "Home / News", "ا", String(repeating: "كلمة ", count: 60),
      String(repeating: "word ", count: 400) + "end.",
    ]

  static func page(_ seed: UInt64) -> String {
    var random = SeededGenerator(seed)
    let count = Int.random(in: 0...24, using: &random)
    return (0..<count).map { _ in lines.randomElement(using: &random)! }.joined(separator: "\n")
  }

  @Test func cleaningAgainChangesNothing() throws {
    for seed in UInt64(0)..<1500 {
      let once = try clean(Self.page(seed))
      let twice = try clean(String(once.text))
      #expect(String(twice.text) == String(once.text), "seed \(seed)")
    }
  }

  /// Once the phrase was taken for the headline in the first pass, and the next pass still protected it.
  @Test func aHeadlineOfAnEarlierPassIsForgotten() throws {
    let long = "After a dry winter the reservoirs of the north are full again, the water board said on Monday. "
    let text =
      String(repeating: long, count: 6) + "\n\nPosted on 3 May 2019\nShare\nTweet\n\nRead more: no rain in sight\n\n"
      + long
    let once = try clean(text)
    #expect(String(try clean(String(once.text)).text) == String(once.text))
    #expect(!MarkedPage.lines(of: String(once.text)).contains { $0.hasPrefix("Read more") })
  }

  @Test func onlyRemovesWholeLinesAndInOrder() throws {
    for seed in UInt64(5000)..<5500 {
      let text = Self.page(seed)
      var source = MarkedPage.lines(of: text)[...]
      for line in MarkedPage.lines(of: String(try clean(text).text)) {
        let found = source.firstIndex(of: line)
        #expect(found != nil, "seed \(seed)")
        source = source[((found ?? source.startIndex) + 1)...]
      }
    }
  }

  @Test func anyTextIsDealtWith() throws {
    let pieces = ["\n", " ", "a", "0", "ع", "ً", "漢", "😀", "\u{200D}", "\r", "|", "/", ":", "*", "«", ".", "\0", "ß"]
    for seed in UInt64(0)..<800 {
      var random = SeededGenerator(seed)
      let count = Int.random(in: 0...400, using: &random)
      let text = (0..<count).map { _ in pieces.randomElement(using: &random)! }.joined()
      let once = String(try clean(text).text)
      #expect(String(try clean(once).text) == once, "seed \(seed)")
    }
  }

  /// A headline is scored by its first 512 bytes; once that cut through a letter. Only where phrases are that long are
  /// such lines looked at.
  @Test(arguments: [0, 1, 2, 3]) func longHeadlinesAreCutBetweenLetters(shift: Int) throws {
    let long = String(repeating: "x", count: shift) + (0..<23).map { _ in "مستشفياتهماءنا" }.joined(separator: " ")
    let paragraph = "قال رئيس المجلس في البلدة إن السوق سيفتح أبوابه للزوار بعد أسبوعين من الآن."
    let text = "ألف باء\n\n\(long)\n\n\(paragraph)\n\n\(paragraph)"
    let phrase = String(repeating: "zorbelmunta ", count: 40) + "."
    let left = try linesLeft(text, .options(["phrases": [ConfigNode(.string(phrase))]]))
    #expect(left.suffix(3) == [long, paragraph, paragraph])
  }

  @Test func hugeLinesAndManyLinesAreDealtWith() throws {
    let line = String(repeating: "سطر طويل بلا نهاية ", count: 60_000)
    #expect(String(try clean(line).text) == line)
    #expect(String(try clean(String(repeating: "\n", count: 300_000)).text) == "")
    let many = String(repeating: "row\n", count: 20_000)
    #expect(try clean(many).text.count > 0)
  }

  static let bodies = [
    "Night came.\nNight went.\nWho goes there?\nA friend.",
    "1. Open the box\n2. Take out the cable\n3. Plug it in",
    "القاهرة (رويترز) - قال مسؤول إن الجسر سيفتح غدا أمام السيارات والمشاة.\n\nوأضاف أن العمل فيه انتهى.",
    "من أنت؟\nأنا ابن النهر.\nوإلى أين؟\nإلى البحر.",
    "Team Pts\nLions 12\nTigers 9\nBears 4",
    "Q: Is it safe?\nA: Yes.\nQ: For children, too?\nA: Yes, from the age of three on.",
    "\"I have nothing to add,\" he said.\n\n\"Nothing?\"\n\n\"Nothing at all.\"",
    "Chapter one\n\nIt was late when the train came in, and nobody was waiting on the platform.\n\n2\n\nShe slept until noon and then went down to the sea, as she did each day.\n\n3\n\nThe letter came on a Friday, in a blue envelope without a stamp.",
    "Zutaten\n\n200 g Mehl\n2 Eier\n\nZubereitung\n\nAlles gut verrühren und eine Stunde ruhen lassen.",
  ]

  @Test(arguments: bodies) func aBodyAloneStaysAsItIs(_ body: String) throws {
    #expect(String(try clean(body).text) == body)
  }
}
