import Minwal
import MinwalText
import Testing

extension Scores.Name {
  fileprivate static let digitShare: Self = "digit-share"
}

/// Numbers about documents.
@Suite struct ScoresTests {
  private func json(_ document: Document) -> String {
    var json = JSONWriter()
    document.scores.encode(of: document, into: &json)
    return String(decodingUTF8: json.buffer.span)
  }

  @Test func areAnObjectInTheOrderInWhichTheyCame() throws {
    var document = Document(id: "d", text: "12 boats")
    #expect(document[Scores.self] == nil && json(document) == "{}")
    document.scores["lines"] = 1
    document.scores[.digitShare] = 0.25
    document.scores["lines"] = 3
    #expect(json(document) == #"{"lines":3,"digit-share":0.25}"#)
    // They say what was measured when it was.
    try document.replaceText { _, output, _ in
      output.append("boats")
      return true
    }
    #expect(document.scores[.digitShare] == 0.25)
    document.scores["lines"] = nil
    #expect(json(document) == #"{"digit-share":0.25}"#)
    document.reset(id: "e", index: 1) { $0.append("x") }
    #expect(document[Scores.self] == nil)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNoNumberIsNoScore(_ value: Double) {
    var document = Document(id: "d", text: "x")
    document.scores["share"] = 0.5
    document.scores["share"] = value
    #expect(document.scores["share"] == nil && json(document) == "{}")
  }

  @Test(arguments: [
    ("a", true), ("stop-word-share", true), ("p95", true), ("", false), ("A", false), ("a--b", false), ("-a", false),
    ("9a", false), ("a_b", false), ("نسبة", false), ("a-", false),
  ])
  func namesAreKebabCase(_ name: String, _ isValid: Bool) { #expect(Scores.Name.isValid(name) == isValid) }
}
