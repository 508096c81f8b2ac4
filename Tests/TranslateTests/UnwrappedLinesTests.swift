import Minwal
import Testing

@testable import TranslatePlugin

@Suite struct UnwrappedLinesTests {
  @Test(
    arguments: [
      ("one  line", "one  line"), ("two\nlines", "two lines"), ("two\r\n\tlines", "two lines"),
      ("an  indent \n    ends,\n\nor two", "an  indent ends, or two"), ("老桥\n将关闭。", "老桥将关闭。"),
      ("그가\n왔다.", "그가 왔다."), ("见 A\n图", "见 A 图"), ("قال\nنعم", "قال نعم"), ("", ""), ("\n", ""),
    ])
  func joinsLines(_ text: String, _ expected: String) { #expect(text.unwrapped == expected) }

  @Test func unitsOfWrappedSentencesAreOneLine() throws {
    var document = Document(id: "doc", text: "The bridge\n  is closed.")
    document.update(Sentences.self) { layer, _ in layer.ranges.append(0..<23) }
    let unit = try #require(try units(["to": "ar", "of": ["sentences"]], of: document).first)
    #expect(unit.source == "The bridge is closed.")
  }
}
