import Minwal

@testable import WebPlugin

/// `extract`: whatever the page is, its text is UTF-8, and the same whether someone watches or not.
struct ExtractTarget: FuzzTarget {
  private let plain = makeStage(Extract.self, ["when-empty": "keep", "comments": "keep-apart"])
  private let markdown = makeStage(Extract.self, ["when-empty": "keep", "format": "markdown", "links": "markdown"])

  mutating func test(_ input: inout FuzzInput) {
    var stage = input.choose([plain, markdown])
    let text = input.text
    var document = Document(text)
    document.process(by: &stage)
    var traced = Document(text)
    traced.startTracing()
    traced.process(by: &stage)
    expect(traced.text == document.text, "a page that is watched has another text")
    for offset in stride(from: 0, to: document.text.count, by: 7) {
      guard let origin = traced.origin(of: offset..<min(offset + 3, document.text.count)) else { continue }
      expect(origin.upperBound <= text.count, "a text comes from behind its page")
    }
  }
}
