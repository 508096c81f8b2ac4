import Foundation
import Minwal
import MinwalRecipe
import MinwalRuntime
import MinwalTestSupport
import ReadPlugin
import Testing

/// Removes the first line of a document where at least half of all documents have it.
struct CommonFirstLine: SurveyingStage {
  struct Survey: StageSurvey {
    var documents = 0
    var counts: [String: Int] = [:]
    init() {}
    init(from reader: inout BinaryReader) throws {
      documents = try reader.read()
      counts = try reader.read()
    }
    func encode(into writer: inout BinaryWriter) {
      writer.write(documents)
      writer.write(counts)
    }
    mutating func merge(_ later: Survey) {
      documents += later.documents
      counts.merge(later.counts, uniquingKeysWith: +)
    }
  }
  static let common = Reason("common", "Half of all documents begin with it.")
  static let spec = StageSpec("common-first-line", "Removes common first lines.", changesText: true, reasons: [common])
  var removed: Set<String> = []
  init(_ options: NoOptions, _ context: StageContext) {}
  var wantsSurvey: Bool { true }

  private func firstLine(_ document: Document) -> String {
    document.text.string(in: 0..<(document.text.span.firstIndex(of: 0x0A) ?? document.text.count))
  }
  mutating func observe(_ document: Document, into survey: inout Survey) {
    survey.documents += 1
    survey.counts[firstLine(document), default: 0] += 1
  }
  mutating func adopt(_ survey: Survey) {
    removed = Set(survey.counts.filter { $0.value * 2 >= survey.documents }.keys)
  }
  mutating func process(_ document: inout Document) throws -> Verdict {
    let line = firstLine(document)
    if removed.contains(line) { try document.edit { $0.remove(upTo: line.utf8.count, Self.common) } }
    return .keep
  }
}

/// Writes the text, a line each.
struct TextExport: Exporter {
  struct Options: StageOptions {
    @Option("Where.") var to: OutputPath
    init() {}
  }
  static let spec = StageSpec("text-export", "Writes texts.")
  let destination: Destination
  init(_ options: Options, _ context: StageContext) { destination = Destination(options.to) }
  func render(_ document: Document, into output: inout ByteBuffer) {
    output.append(document.text.span)
    output.append("\n")
  }
}

@Suite struct SurveyTests {
  @Test(arguments: [1, 8])
  func aStageSeesAllDocumentsFirst(jobs: Int) async throws {
    let folder = try TemporaryFolder()
    var lines = ""
    for number in 0..<4000 {
      let first = number % 3 == 0 ? "own \(number)" : "menu"
      lines += "{\"text\":\"\(first)\\nbody \(number) \(String(repeating: "x", count: 200))\"}\n"
    }
    try folder.write(lines, to: "d.jsonl")
    let recipe = """
      minwal: 1
      input: { jsonl: d.jsonl }
      stages: [common-first-line, { text-export: { to: out.txt } }]
      """
    let registry = try Registry([Plugin("test", [.stage(CommonFirstLine.self), .exporter(TextExport.self)]), .read])
    let check = RecipeCheck.check(Text(recipe), name: "r.yaml", folder: folder.url.path, registry)
    let outcome = await Runner(try #require(check.recipe), RunSettings(jobs: jobs)).run()
    #expect(outcome.counts.read == 4000)
    #expect(outcome.counts.balances)
    #expect(outcome.stages[0].changes.counts.map(\.count) == [2666])
    let output = try folder.read("out.txt")
    #expect(!output.contains("menu"))
    #expect(output.contains("own 3\n"))
  }
}
