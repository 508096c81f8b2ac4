import ExportPlugin
import Minwal
import NormalizePlugin
import SegmentPlugin
import SummarizePlugin
import TranslatePlugin

/// Stages one after the other to JSON Lines, which must be read again; a summary is made of sentences.
struct ChainTarget: FuzzTarget {
  private var normalize = makeStage(Normalize.self, ["profile": "arabic"])
  private var segments = ["sentence", "paragraph", "space"].map { makeStage(Segment.self, ["line-breaks": $0]) }
  private var summaries = Summarize.Method.allCases.map { makeStage(Summarize.self, ["method": $0.rawValue]) }
  private var translate = makeStage(TranslateStub.self, ["to": "cy", "fill": "pseudo"])

  mutating func test(_ input: inout FuzzInput) {
    let segment = input.choose(Array(segments.indices))
    let summary = input.choose(Array(summaries.indices))
    var document = Document(input.text)
    if input.choose([true, false]) { document.process(by: &normalize) }
    document.process(by: &segments[segment])
    document.process(by: &summaries[summary])
    document.process(by: &translate)
    let sentences = document[Sentences.self]?.ranges ?? TextRanges()
    var last = -1
    for range in document[Summary.self]?.ranges ?? TextRanges() {
      expect(range.lowerBound > last && sentences.contains(range), "\(range) is no sentence, or out of order")
      last = range.lowerBound
    }
    var json = JSONWriter()
    json.object { json in
      json.name("text")
      json.string(document.text.span)
      for layer in document.presentLayers {
        json.name(type(of: layer).name)
        layer.encode(of: document, into: &json)
      }
    }
    var reader = JSONReader(json.buffer.span)
    let value = try? reader.value()
    expect(value != nil && (try? reader.end()) != nil, "what was written is not JSON")
  }
}
