import Minwal
import MinwalTestSupport
import Testing

/// A layer as a third party would write it.
struct Keywords: Layer, Hashable {
  static let name = "keywords"
  static let pointsIntoText = false
  var words: [String] = []
  init() {}
  mutating func clear() { words.removeAll(keepingCapacity: true) }
  func encode(of document: Document, into json: inout JSONWriter) {
    json.array { json in for word in words { json.string(word) } }
  }
}

/// One that points into the text and leaves clearing to the protocol.
struct Marks: Layer, Hashable {
  static let name = "marks"
  static let pointsIntoText = true
  var ranges = TextRanges()
  init() {}
  func encode(of document: Document, into json: inout JSONWriter) { json.integer(ranges.count) }
}

@Suite struct LayerTests {
  @Test func setsGetsAndRemoves() {
    var document = Document(text: "text")
    #expect(document[Keywords.self] == nil && document.presentLayers.isEmpty)
    var keywords = Keywords()
    keywords.words = ["a"]
    document.set(keywords)
    document.set(Marks())
    #expect(document[Keywords.self] == keywords)
    #expect(document.layer(named: "keywords") as? Keywords == keywords)
    #expect(document.layer(named: "nothing") == nil)
    #expect(document.presentLayers.map { type(of: $0).name } == ["keywords", "marks"])
    document.removeLayer(Keywords.self)
    #expect(document[Keywords.self] == nil && document.layer(named: "keywords") == nil)
    #expect(document.presentLayers.map { type(of: $0).name } == ["marks"])
    document.removeLayer(Keywords.self)
  }

  @Test func updateChangesInPlaceAndComesEmptyForANewDocument() {
    var document = Document(text: "one")
    document.update(Keywords.self) { layer, text in
      #expect(layer.words.isEmpty && String(text) == "one")
      layer.words = ["a", "b"]
    }
    document.update(Keywords.self) { layer, _ in layer.words.append("c") }
    #expect(document[Keywords.self]?.words == ["a", "b", "c"])
    document.reset(id: "2", index: 1) { $0.append("two") }
    #expect(document[Keywords.self] == nil)
    document.update(Keywords.self) { layer, text in
      #expect(layer.words.isEmpty && String(text) == "two")
      #expect(layer.words.capacity >= 3)
    }
    #expect(document[Keywords.self]?.words == [])
  }

  @Test func aRemovedLayerComesEmpty() {
    var document = Document()
    document.update(Marks.self) { layer, _ in layer.ranges.append(0..<1) }
    document.removeLayer(Marks.self)
    document.update(Marks.self) { layer, _ in #expect(layer.ranges.isEmpty) }
  }

  @Test func updateGivesBackWhatItsBodyDoes() {
    struct Trouble: Error {}
    var document = Document()
    let count = document.update(Keywords.self) { layer, _ in
      layer.words = ["x"]
      return layer.words.count
    }
    #expect(count == 1)
    #expect(throws: Trouble.self) { try document.update(Keywords.self) { _, _ in throw Trouble() } }
  }

  @Test func aChangeOfTheTextDropsWhatPointsIntoIt() throws {
    var document = Document(text: "text")
    document.set(Keywords())
    document.set(Marks())
    document.set(Summary())
    try document.edit { $0.remove(upTo: 1, Reason("x", "X.")) }
    #expect(document.presentLayers.map { type(of: $0).name } == ["keywords"])
  }

  @Test func copiesAreIndependent() throws {
    var original = Document(id: "a", text: "one two")
    original.title = "t"
    original.metadata["k"] = .number("1")
    original.update(Keywords.self) { layer, _ in layer.words = ["one"] }
    original.update(Sentences.self) { layer, text in layer.ranges.append(0..<text.count) }
    var copy = original
    copy.update(Keywords.self) { layer, _ in layer.words.append("two") }
    copy.metadata["k"] = nil
    try copy.edit { $0.remove(upTo: 4, Reason("x", "X.")) }
    copy.reset(id: "b", index: 1) { $0.append("other") }
    #expect(original.id == "a" && String(original.text) == "one two" && original.title == "t")
    #expect(original.metadata["k"] == .number("1"))
    #expect(original[Keywords.self]?.words == ["one"])
    #expect(original.sentenceTexts == ["one two"])
    #expect(original.tally.counts.isEmpty)
  }

  @Test func resetForgetsEverything() throws {
    var document = Document(id: "a", text: "text")
    document.title = "t"
    document.language = .arabic
    document.metadata["k"] = .null
    document.startTracing()
    try document.edit { $0.remove(upTo: 1, Reason("x", "X.")) }
    document.reset(id: "b", index: 7) { _ in }
    #expect(document.id == "b" && document.index == 7 && document.text.isEmpty)
    #expect(document.title == nil && document.language == nil && document.metadata.isEmpty)
    #expect(document.tally.counts.isEmpty && document.trace?.passes.isEmpty == true)
  }
}

@Suite struct MetadataTests {
  /// Against a list of pairs, also where there are many names.
  @Test(arguments: [5, 40, 400]) func behavesLikeAList(_ names: Int) {
    var random = SeededGenerator(UInt64(names))
    var metadata = Metadata()
    var model: [JSONMember] = []
    for step in 0..<1_000 {
      let name = "name\(random.below(names))"
      let value: JSONValue? = random.below(4) == 0 ? nil : .number("\(step)")
      metadata[name] = value
      let index = model.firstIndex { $0.name == name }
      if let value {
        if let index { model[index].value = value } else { model.append(JSONMember(name, value)) }
      } else if let index {
        model.remove(at: index)
      }
      #expect(metadata[name] == value)
    }
    #expect(metadata.members == model)
    metadata.removeAll()
    #expect(metadata.isEmpty && metadata["name0"] == nil)
  }

  @Test(.enabled(if: countsSteps, "a release build counts no steps")) func manyNamesCostLinearWork() {
    expectLinear(5_000) { size in
      var metadata = Metadata()
      for number in 0..<size { metadata["name\(number)"] = .number("\(number)") }
      #expect(metadata.members.count == size && metadata["name\(size - 1)"] == .number("\(size - 1)"))
    }
  }
}

@Suite struct TextRangesTests {
  @Test func ignoresEmptyRanges() {
    var ranges = TextRanges()
    ranges.append(0..<0)
    ranges.append(0..<3)
    ranges.append(3..<3)
    ranges.append(3..<9)
    #expect(Array(ranges) == [0..<3, 3..<9])
    ranges.removeAll()
    #expect(ranges.isEmpty)
  }

  @Test func encodesAsTexts() {
    var document = Document(text: "Ab. \"c\"")
    document.update(Sentences.self) { layer, _ in
      layer.ranges.append(0..<3)
      layer.ranges.append(4..<7)
    }
    var summary = Summary()
    summary.ranges.append(4..<7)
    document.set(summary)
    var json = JSONWriter()
    json.array { json in for layer in document.presentLayers { layer.encode(of: document, into: &json) } }
    #expect(json.buffer.string == #"[["Ab.","\"c\""],["\"c\""]]"#)
  }
}
