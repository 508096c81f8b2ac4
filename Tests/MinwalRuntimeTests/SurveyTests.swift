import Foundation
import Minwal
import MinwalTestSupport
import ReadPlugin
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

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
    mutating func merge(_ other: Survey) {
      documents += other.documents
      counts.merge(other.counts, uniquingKeysWith: +)
    }
    var byteCount: Int { counts.count * 64 }
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

/// Keeps what is observed, of which a file takes all but the number of pieces.
private struct Pieces: StageSurvey {
  var own: [Int] = []
  var files: [(file: SpillFile, count: Int)] = []
  var claimed = 0

  init() {}
  init(_ number: Int, claiming bytes: Int = 1000) {
    own = [number]
    claimed = bytes
  }
  init(from reader: inout BinaryReader) throws { own = try reader.read() }
  func encode(into writer: inout BinaryWriter) { writer.write(own) }
  var byteCount: Int { claimed }
  mutating func merge(_ other: Pieces) {
    own += other.own
    files += other.files
    claimed += other.claimed
  }
  mutating func spill(to folder: SpillFolder) throws {
    var writer = BinaryWriter()
    writer.write(own)
    let file = try folder.makeFile()
    try file.append(writer.buffer.span)
    files.append((file, writer.buffer.count))
    (own, claimed) = ([], 0)
  }
  var all: [Int] {
    get throws {
      try own
        + files.flatMap { file, count in
          var buffer = ByteBuffer()
          while try file.read(at: buffer.count, atMost: 100, into: &buffer) > 0 {}
          var reader = BinaryReader(buffer)
          return try reader.read([Int].self)
        }
    }
  }
}

/// A stage whose survey is too large to be written, or says so; its model is a number.
private struct HugeSurvey: SurveyingStage {
  struct Survey: StageSurvey {
    var documents = 0
    init() {}
    init(from reader: inout BinaryReader) throws { throw reader.malformed("nothing") }
    func encode(into writer: inout BinaryWriter) { Issue.record("a survey was written") }
    mutating func merge(_ other: Survey) { documents += other.documents }
    var byteCount: Int { documents << 30 }
  }
  static let spec = StageSpec("huge-survey", "Counts documents.", changesText: true)
  var documents: Int?
  init(_ options: NoOptions, _ context: StageContext) {}
  var wantsSurvey: Bool { true }
  func observe(_ document: Document, into survey: inout Survey) { survey.documents += 1 }
  func learn(from survey: consuming Survey) -> Int { survey.documents }
  mutating func adopt(_ model: Int) { documents = model }
  func process(_ document: inout Document) throws -> Verdict {
    let text = "\(documents ?? 0)"
    try document.replaceText { _, output, _ in
      output.append(text)
      return true
    }
    return .keep
  }
}

@Suite struct SurveyTests {
  /// Surveys of many GiB: the workers still get on, and only the model is kept and sent.
  @Test(arguments: [1, 4])
  func onlyTheModelIsKeptAndSent(jobs: Int) async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      (0..<3000).map { "{\"text\":\"\($0) \(String(repeating: "x", count: 300))\"}\n" }.joined(), to: "d.jsonl")
    let recipe = """
      minwal: 1
      input: { jsonl: d.jsonl }
      stages: [huge-survey, { text-export: { to: out.txt } }]
      """
    let registry = try Registry([Plugin("test", [.stage(HugeSurvey.self), .exporter(TextExport.self)]), .read])
    let check = RecipeCheck.check(Text(recipe), name: "r.yaml", folder: folder.url.path, registry)
    let checked = try #require(check.recipe)
    let outcome = await Runner(checked, RunSettings(jobs: jobs)).run()
    #expect(outcome.counts.exported == 3000)
    #expect(try folder.read("out.txt") == String(repeating: "3000\n", count: 3000))
    let kept = try FileManager.default.attributesOfItem(atPath: folder.url.path + "/.minwal/r/model-0")
    #expect((kept[.size] as? Int ?? .max) < 100)
    var prepared = SurveyedRecipe(checked)
    var survey = HugeSurvey.Survey()
    survey.documents = 1 << 20
    let stage = try #require(checked.steps[0].surveying as? HugeSurvey)
    _ = try prepared.learn(from: survey, by: stage, at: 0)
    let setup = WorkerSetup(prepared)
    #expect(setup.models[0].bytes.count == 8)
    #expect((try setup.load(registry).steps[0].surveying as? HugeSurvey)?.documents == 1 << 20)
  }

  /// From many threads, with much room, with little, and with so little that it must use files.
  @Test(arguments: [1 << 30, 100_000, 10_000])
  func allPiecesAreMerged(memory: Int) async throws {
    let folder = try TemporaryFolder()
    let pool = SurveyPool<Pieces>(workers: 4, memory: memory, folder: SpillFolder(folder.url.path))
    await withTaskGroup { group in
      for worker in 0..<4 {
        group.addTask { for piece in 0..<250 { pool.add(Pieces(piece * 4 + worker)) } }
      }
    }
    let all = try pool.takeAll()
    #expect(try all.all.sorted() == Array(0..<1000))
    #expect(all.files.isEmpty == (memory > 1_000_000))
    // No file is left to be found.
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func aFullDiskEndsTheSurvey() throws {
    let pool = SurveyPool<Pieces>(workers: 2, memory: 1000, folder: SpillFolder("/nowhere"))
    for number in 0..<10 { pool.add(Pieces(number)) }
    let error = #expect(throws: FileSystem.Failure.self) { try pool.takeAll() }
    #expect(error?.path.hasPrefix("/nowhere/") == true)
    #expect(pool.failure != nil)
  }

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
