import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// A third party's layer.
private struct Marks: RangeLayer {
  static let name = "marks"
  // It says so, and is dropped with the text all the same.
  static let pointsIntoText = false
  var ranges = TextRanges()
}

/// Marks what the text says: `0-3 4-9`. Numbers are bytes.
private struct Mark: Stage {
  static let spec = StageSpec("mark", "Marks ranges.", gives: [LayerID(Marks.self)])
  /// Whether it makes the layer anew or changes it in place.
  var sets = false

  init(sets: Bool) { self.sets = sets }
  init(_ options: NoOptions, _ context: StageContext) {}

  static func ranges(in text: String) -> [Range<Int>] {
    text.split(separator: " ").compactMap { word in
      let ends = word.split(separator: "..").compactMap { Int($0) }
      return ends.count == 2 && ends[0] <= ends[1] ? ends[0]..<ends[1] : nil
    }
  }

  mutating func process(_ document: inout Document) throws -> Verdict {
    let text = String(document.text)
    let ranges = Self.ranges(in: text)
    if sets {
      var marks = Marks()
      for range in ranges { marks.ranges.append(range) }
      document.set(marks)
    } else {
      document.update(Marks.self) { marks, _ in for range in ranges { marks.ranges.append(range) } }
    }
    if text.contains("throw") { throw StageError("asked-for", "the document asks for it") }
    return .keep
  }
}

/// The same for several documents at a time.
private struct MarkTogether: BatchStage {
  static let spec = Mark.spec
  let limit = BatchLimit(documents: 4)
  var stage = Mark(sets: false)

  init() {}
  init(_ options: NoOptions, _ context: StageContext) {}

  mutating func process(_ documents: inout [Document]) -> [Result<Verdict, any Error>] {
    documents.indices.map { index in Result { try stage.process(&documents[index]) } }
  }
}

/// Writes the marked pieces on a line.
private struct Pieces: Exporter {
  static let spec = StageSpec("pieces", "Writes pieces.")
  let destination = Destination(OutputPath("out"))
  init() {}
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func render(_ document: Document, into output: inout ByteBuffer) {
    let pieces = (document.ranges(ofLayer: "marks") ?? TextRanges()).map { document.text.string(in: $0) }
    output.append("\(document.id): \(pieces.joined(separator: "|"))\n")
  }
}

@Suite struct RangeLayerTests {
  /// Texts, and what is said of them; `nil` if all is well.
  static let texts: [(String, String?)] = [
    ("0..4 5..9", nil),
    ("0..0 3..3 é", nil),
    ("0..4 3..6", "'marks' has ranges that overlap, or are out of order: 3..<6"),
    ("5..9 0..4", "'marks' has ranges that overlap, or are out of order: 0..<4"),
    ("-2..4", "'marks' has ranges that overlap, or are out of order: -2..<4"),
    ("0..9223372036854775807", "'marks' has ranges that overlap, or are out of order: 0..<9223372036854775807"),
    ("0..3 4..99", "'marks' has a range beyond the end of the text: 4..<99"),
    ("6..8 éé", "'marks' has a range that cuts a character in two: 6..<8"),
    ("0..4 0..2 throw", "the document asks for it"),
    ("0..4", nil),
  ]

  private static let stages: [(String, StageType.Instance)] = [
    ("changes", .stage(Mark(sets: false))), ("sets", .stage(Mark(sets: true))), ("together", .batch(MarkTogether())),
  ]

  /// A bug in the ranges of a stage costs the document, whichever way the layer is made, and no one sees that layer.
  @Test(arguments: ["changes", "sets", "together"])
  func rangesThatDoNotFitCostTheDocument(_ way: String) async throws {
    let folder = try TemporaryFolder()
    var json = JSONWriter()
    for (index, (text, _)) in Self.texts.enumerated() {
      json.object { json in
        json.name("id")
        json.string("d\(index)")
        json.name("text")
        json.string(text)
      }
      json.endLine()
    }
    try folder.write(json.buffer.string, to: "in.jsonl")
    let instance = try #require(Self.stages.first { $0.0 == way }).1
    let recipe = try TestInput.recipe(
      ["jsonl": "in.jsonl"], folder: folder.url.path, [instance, .exporter(Pieces())])
    let outcome = await Runner(recipe, RunSettings(jobs: 2, outputRoot: folder.url.path)).run()
    let bad = Self.texts.filter { $0.1 != nil }
    #expect(outcome.counts.quarantined == bad.count && outcome.counts.exported == Self.texts.count - bad.count)
    for (index, (text, problem)) in Self.texts.enumerated() {
      guard let problem else { continue }
      let error = try folder.read("quarantine/r/d\(index).error.json")
      #expect(error.contains("\"error\":\"\(problem)\""), "\(text): \(error)")
      #expect(error.contains("\"stage\":\"step0\""))
      #expect(error.contains(problem.hasPrefix("'") ? "invalid-layer" : "asked-for"))
    }
    #expect(try folder.read("out") == "d0: 0..4|5..9\nd1: \nd\(Self.texts.count - 1): 0..4\n")
  }

  /// What was wrong with one document is not held against the next, nor are its ranges.
  @Test func theNextDocumentIsAsGoodAsNew() throws {
    var document = Document()
    document.reset(id: "a", index: 0) { $0.append("0..99") }
    var stage = Mark(sets: false)
    _ = try stage.process(&document)
    #expect(document[Marks.self] == nil)
    document.reset(id: "b", index: 1) { $0.append("0..4") }
    #expect(document.takeLayerProblem() == nil)
    _ = try stage.process(&document)
    #expect(document.takeLayerProblem() == nil && document.ranges(ofLayer: "marks")?.count == 1)
    // The text changes, and the layer is gone, whatever it says of itself.
    try document.edit { $0.remove(upTo: 1, Reason("r", "r")) }
    #expect(document[Marks.self] == nil)
  }
}
