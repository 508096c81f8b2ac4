import Foundation
import Minwal
import MinwalTestSupport
import Synchronization
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

private struct Trouble: Error, CustomStringConvertible {
  var description: String { "the word was bad" }
}

/// Does what a document's text says: `fail` throws, `drop` drops, `slow` takes its time.
private struct Obey: Stage {
  static let unwanted = Reason("unwanted", "Says drop.")
  static let change = Reason("change", "Changed.")
  static let spec = StageSpec("obey", "Obeys.", reasons: [unwanted])
  var word = "fail"
  init() {}
  init(_ word: String) { self.word = word }
  init(_ options: NoOptions, _ context: StageContext) {}
  mutating func process(_ document: inout Document) throws -> Verdict {
    let text = String(document.text)
    if text.contains(word) { throw Trouble() }
    if text.contains("drop") { return .drop(Self.unwanted) }
    if text.contains("slow") { usleep(UInt32(StableHash.hash(document.id) % 2_000)) }
    if text.contains("change") {
      try document.edit { editor in editor.replace(upTo: 0, with: "!", Self.change) }
    }
    return .keep
  }
}

/// Obeys several documents at a time.
private struct ObeyTogether: BatchStage {
  static let spec = StageSpec("obey-together", "Obeys.", changesText: true, reasons: [Obey.unwanted])
  var limit: BatchLimit
  private var stage: Obey
  init(_ word: String, _ documents: Int, bytes: Int = 4 << 20) {
    stage = Obey(word)
    limit = BatchLimit(documents: documents, bytes: bytes)
  }
  init(_ options: NoOptions, _ context: StageContext) { self.init("fail", 7) }
  mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    precondition(!documents.isEmpty && documents.count <= limit.documents)
    return documents.indices.map { index in Result { try stage.process(&documents[index]) } }
  }
}

/// Does not keep to what it promises, or cannot go on.
private struct Faithless: BatchStage {
  enum Fault { case losesDocuments, losesVerdicts, throwsError, ends }
  static let spec = StageSpec("faithless", "Fails.")
  let fault: Fault
  let limit = BatchLimit(documents: 4)
  init(_ fault: Fault) { self.fault = fault }
  init(_ options: NoOptions, _ context: StageContext) { self.init(.ends) }
  mutating func process(_ documents: inout [Document]) throws -> [Result<Verdict, any Error>] {
    switch fault {
    case .losesDocuments: documents.removeLast()
    case .losesVerdicts: return []
    case .throwsError: throw Trouble()
    case .ends: throw StageError.unavailable("the server does not know us")
    }
    return documents.map { _ in .success(.keep) }
  }
}

/// Writes the id and the text on a line.
private struct Lines: Exporter {
  static let spec = StageSpec("lines", "Writes lines.")
  let destination: Destination
  init(_ path: String, _ layout: Destination.Layout = .oneFile) { destination = Destination(OutputPath(path), layout) }
  init(_ options: NoOptions, _ context: StageContext) { self.init("out") }
  func begin(_ output: inout ByteBuffer) { output.append("head\n") }
  mutating func render(_ document: Document, into output: inout ByteBuffer) throws {
    output.append("\(document.id) \(document.text)\n")
    if String(document.text).contains("unwritable") { throw Trouble() }
  }
}

/// A recipe in a folder of its own, which reads `in.jsonl`.
private struct Bench {
  let folder: TemporaryFolder
  var made: [StageType.Instance]
  var onError = Recipe.OnError.quarantine

  init(_ made: [StageType.Instance], _ texts: [String]) throws {
    folder = try TemporaryFolder()
    self.made = made
    var json = JSONWriter()
    for (index, text) in texts.enumerated() {
      json.object { json in
        json.name("id")
        json.string("d\(index)")
        json.name("text")
        json.string(text)
      }
      json.endLine()
    }
    try folder.write(json.buffer.string, to: "in.jsonl")
  }

  func run(jobs: Int = 2, limit: Int? = nil, output: String? = nil) async throws -> RunOutcome {
    let recipe = try TestInput.recipe(["jsonl": "in.jsonl"], folder: folder.url.path, made, onError: onError)
    return await Runner(
      recipe, RunSettings(jobs: jobs, limit: limit, outputRoot: output ?? folder.url.path)
    ).run()
  }
}

extension RunOutcome.Ending {
  fileprivate var name: String {
    switch self {
    case .finished: "finished"
    case .interrupted: "interrupted"
    case .stopped: "stopped"
    case .failed: "failed"
    case .unbalanced: "unbalanced"
    case .outputClosed: "closed"
    case .missingInput: "missing"
    case .unreadableInput: "unreadable"
    case .refused: "refused"
    case .exportedNothing: "exported nothing"
    }
  }
}

@Suite(.timeLimit(.minutes(60))) struct RunnerTests {
  private let padding = String(repeating: "x", count: 2_000)

  @Test(arguments: [1, 2, 8]) func theBooksBalanceAndTheOrderIsTheInputs(_ jobs: Int) async throws {
    var random = SeededGenerator(1)
    let texts = (0..<1_200).map { _ in
      random.pick(["fine", "fail", "drop", "slow", "change", "unwritable", "fine slow"])
        + (random.below(4) == 0 ? padding : "")
    }
    let bench = try Bench([.exporter(Lines("early")), .stage(Obey()), .exporter(Lines("late"))], texts)
    let outcome = try await bench.run(jobs: jobs)
    #expect(outcome.ending.name == "finished")
    func isKept(_ text: String) -> Bool {
      !text.contains("fail") && !text.contains("drop") && !text.contains("unwritable")
    }
    let failed = texts.filter { $0.contains("fail") || $0.contains("unwritable") }.count
    let dropped = texts.filter { $0.contains("drop") }.count
    #expect(outcome.counts.balances && outcome.counts.read == texts.count)
    #expect(outcome.counts.quarantined == failed && outcome.counts.dropped == dropped)
    #expect(outcome.counts.exported == texts.filter(isKept).count)
    var late = "head\n"
    var early = "head\n"
    for (index, text) in texts.enumerated() {
      // What failed leaves nothing behind; what was dropped has been written on the way.
      if isKept(text) || text.contains("drop") { early += "d\(index) \(text)\n" }
      if isKept(text) { late += "d\(index) \(text.contains("change") ? "!" : "")\(text)\n" }
    }
    #expect(try bench.folder.read("late") == late)
    #expect(try bench.folder.read("early") == early)
    #expect(bench.folder.files().filter { $0.hasSuffix(".error.json") }.count == failed)
    #expect(!bench.folder.files().contains { $0.hasSuffix(".partial") })
    let obey = outcome.stages[1]
    #expect(obey.dropped == dropped && obey.drops.counts.map(\.name) == ["unwanted"])
    #expect(obey.changes.counts.map(\.count) == [texts.filter { $0.contains("change") }.count])
    #expect(obey.documentsIn == obey.documentsOut + obey.dropped + obey.quarantined)
    #expect(outcome.stages[0].quarantined == texts.filter { $0.contains("unwritable") }.count)
  }

  @Test func errorsNameTheirStage() async throws {
    let bench = try Bench([.stage(Obey("never")), .stage(Obey()), .exporter(Lines("out"))], ["ok", "fail"])
    let outcome = try await bench.run()
    #expect(outcome.counts.quarantined == 1)
    let error = try bench.folder.read("quarantine/r/d1.error.json")
    #expect(error.contains(#""stage":"step1","code":"stage-failed","error":"the word was bad""#))
    #expect(error.contains(#"in.jsonl:2""#))
    #expect(try bench.folder.read("quarantine/r/d1") == #"{"id":"d1","text":"fail"}"#)
  }

  @Test(arguments: [1, 8]) func stopsAtTheFirstErrorIfTold(_ jobs: Int) async throws {
    var texts = Array(repeating: "fine " + padding, count: 2_000)
    texts[700] = "fail"
    texts[900] = "fail"
    var bench = try Bench([.stage(Obey()), .exporter(Lines("out"))], texts)
    bench.onError = .stop
    let outcome = try await bench.run(jobs: jobs)
    #expect(outcome.ending.name == "stopped")
    #expect(outcome.counts.balances && outcome.counts.read == 701 && outcome.counts.quarantined == 1)
    #expect(outcome.partial == [bench.folder.url.path + "/out.partial"])
    #expect(!bench.folder.has("out") && bench.folder.has("quarantine/r/d700"))
    #expect(try bench.folder.read("out.partial").split(separator: "\n").count == 701)
  }

  @Test(arguments: [0, 1, 7, 1_000, 5_000]) func readsNoMoreThanTheLimit(_ limit: Int) async throws {
    let bench = try Bench([.exporter(Lines("out"))], Array(repeating: "fine " + padding, count: 1_000))
    let outcome = try await bench.run(limit: limit)
    #expect(outcome.ending.name == "finished")
    #expect(outcome.counts.read == min(limit, 1_000) && outcome.counts.balances)
    #expect(try bench.folder.read("out").split(separator: "\n").count == 1 + min(limit, 1_000))
  }

  @Test func aFileEachIsNamedAfterItsDocument() async throws {
    let layout = Destination.Layout.filePerDocument(extension: "md")
    let bench = try Bench([.stage(Obey()), .exporter(Lines("out", layout))], ["one", "fail", "three"])
    #expect(try await bench.run().ending.name == "finished")
    #expect(bench.folder.files().filter { $0.hasPrefix("out/") } == ["out/d0.md", "out/d2.md"])
    #expect(try bench.folder.read("out/d2.md") == "head\nd2 three\n")
  }

  @Test func outputThatCannotBeWrittenIsAFailure() async throws {
    let bench = try Bench([.exporter(Lines("blocked/out"))], ["one"])
    try bench.folder.write("a file where a folder should be", to: "blocked")
    #expect(try await bench.run().ending.name == "refused")
    let full = try Bench([.exporter(Lines("out"))], Array(repeating: padding, count: 1_000))
    try FileManager.default.createSymbolicLink(
      atPath: full.folder.url.path + "/out", withDestinationPath: "/dev/full")
    let outcome = try await full.run()
    #expect(outcome.ending.name == "failed")
    #expect(outcome.counts.balances)
  }

  @Test func brokenLinesAreQuarantinedAndCounted() async throws {
    let bench = try Bench([.exporter(Lines("out"))], [])
    try bench.folder.write(
      "\u{FEFF}{\"text\":\"a\"}\n\n{\"text\":1}\n[]\n{\"text\":\"b\"} x\n{\"text\":\"c\",\"id\":7}", to: "in.jsonl")
    let outcome = try await bench.run()
    #expect(outcome.counts.read == 5 && outcome.counts.exported == 2 && outcome.counts.quarantined == 3)
    #expect(try bench.folder.read("out") == "head\nin.jsonl@3 a\n7 c\n")
  }

  @Test func outputInsideOfTheInputIsRefused() async throws {
    let bench = try Bench([.exporter(Lines("in.jsonl"))], ["one"])
    #expect(try await bench.run().ending.name == "refused")
    #expect(try bench.folder.read("in.jsonl").contains("one"))
  }

  @Test func missingInputIsSaid() async throws {
    let bench = try Bench([.exporter(Lines("out"))], [])
    try FileManager.default.removeItem(at: bench.folder.url.appendingPathComponent("in.jsonl"))
    #expect(try await bench.run().ending.name == "missing")
    #expect(!bench.folder.has("out"))
  }
}

/// Notes what it gets, and takes its time about it.
private final class Log: Sendable {
  let entries = Mutex<[UInt8]>([])
}

private struct LogOutput: RecordSink {
  let log: Log
  var description: String { "log" }
  mutating func append(_ records: RecordBatch) {
    log.entries.withLock { $0 += records.bytes.array }
    usleep(50)
  }
  mutating func commit() -> SinkPosition? { nil }
  mutating func finish() {}
  mutating func abandon() -> String? { nil }
}

@Suite(.timeLimit(.minutes(60))) struct SequencerTests {
  @Test(arguments: [(1, 1), (2, 1), (8, 1), (8, 4), (32, 4), (32, 64)], [10, 1 << 20])
  func commitsInOrder(_ shape: (workers: Int, window: Int), _ bytes: Int) async throws {
    let count = 600
    let log = Log()
    let folder = try TemporaryFolder()
    let recipe = Recipe(
      file: "", folder: "", name: "r", about: "", language: nil, input: nil,
      defaultReaders: ReaderSet(try TestInput.registry()), steps: [], onError: .quarantine,
      fingerprint: "")
    let sequencer = Sequencer(
      Committer(
        [], outputs: [LogOutput(log: log)], quarantine: try Quarantine(root: folder.url.path, recipe)),
      window: shape.window, bytes: bytes)
    let numbers = NextNumber()
    await withTaskGroup { group in
      for worker in 0..<shape.workers {
        group.addTask {
          var random = SeededGenerator(UInt64(worker))
          while let number = numbers.next(below: count) {
            if random.below(3) == 0 { try? await Task.sleep(for: .microseconds(random.below(500))) }
            var result = BatchResult(stages: 0, exporters: 1)
            result.number = number
            result.counts.read = 1
            result.records[0].bytes.append("\(number) ")
            await sequencer.submit(result)
          }
        }
      }
    }
    let expected = (0..<count).map { "\($0) " }.joined()
    #expect(log.entries.withLock { String(decoding: $0, as: UTF8.self) } == expected)
    #expect(sequencer.withCommitter { $0.counts.read } == count)
    #expect(!sequencer.hasFailed)
  }
}

/// Numbers that workers take one after another.
private final class NextNumber: Sendable {
  private let value = Mutex(0)
  func next(below end: Int) -> Int? {
    value.withLock { value in
      defer { value += 1 }
      return value < end ? value : nil
    }
  }
}

/// Stages that take several documents at a time.
@Suite(.timeLimit(.minutes(60))) struct BatchStageTests {
  /// Documents with everything that can happen to them, as a run with and without such stages leaves them.
  @Test(arguments: [1, 3, 64], [1, 4]) func severalAtATimeAreAsOneByOne(_ size: Int, _ jobs: Int) async throws {
    var random = SeededGenerator(7)
    let texts = (0..<700).map { _ in
      random.pick(["fine", "fail", "drop", "late", "change", "unwritable", "fine slow", "bad"])
        + String(repeating: "x", count: random.below(3) * 400)
    }
    func chain(_ make: (String) -> StageType.Instance) -> [StageType.Instance] {
      [
        .exporter(Lines("early")), make("fail"), .stage(Obey("bad")),
        .exporter(Lines("middle", .filePerDocument(extension: "t"))),
        make("late"), .exporter(Lines("late")),
      ]
    }
    let plain = try Bench(chain { .stage(Obey($0)) }, texts)
    let expected = try await plain.run(jobs: jobs)
    let bench = try Bench(chain { .batch(ObeyTogether($0, size, bytes: 3_000)) }, texts)
    let outcome = try await bench.run(jobs: jobs)
    #expect(outcome.ending.name == "finished" && outcome.counts.read == texts.count)
    #expect(outcome.counts.exported == expected.counts.exported && outcome.counts.exported > 100)
    #expect(
      outcome.counts.dropped == expected.counts.dropped && outcome.counts.quarantined == expected.counts.quarantined)
    #expect(outcome.counts.bytes == expected.counts.bytes)
    for (stage, other) in zip(outcome.stages, expected.stages) {
      #expect(stage.documentsIn == other.documentsIn && stage.documentsOut == other.documentsOut)
      #expect(stage.quarantined == other.quarantined)
      #expect(stage.changes.counts.map(\.count) == other.changes.counts.map(\.count))
      #expect(stage.drops.counts.map(\.count) == other.drops.counts.map(\.count))
    }
    #expect(outcome.stages[1].nanoseconds > 0)
    #expect(outcome.notable.largest == expected.notable.largest)
    let files = plain.folder.files()
    #expect(bench.folder.files() == files && files.count > 300)
    // An error names the whole path of its input.
    func contents(_ bench: Bench, _ file: String) throws -> String {
      try bench.folder.read(file).replacing(bench.folder.url.path, with: "")
    }
    for file in files { #expect(try contents(bench, file) == contents(plain, file), "\(file)") }
  }

  /// With `on-error: stop`, nothing behind the first document that fails counts, though it was in hand.
  @Test func stopsBehindTheFirstThatFails() async throws {
    let texts = (0..<30).map { [4, 9].contains($0) ? "fail" : "fine" }
    var bench = try Bench([.batch(ObeyTogether("fail", 8)), .exporter(Lines("out"))], texts)
    bench.onError = .stop
    let outcome = try await bench.run()
    #expect(outcome.ending.name == "stopped")
    #expect(outcome.counts.exported == 4 && outcome.counts.quarantined == 1 && outcome.counts.read == 5)
  }

  @Test(arguments: [Faithless.Fault.losesDocuments, .losesVerdicts, .throwsError])
  fileprivate func aFaithlessStageCostsItsDocuments(_ fault: Faithless.Fault) async throws {
    let bench = try Bench([.batch(Faithless(fault)), .exporter(Lines("out"))], ["a", "b", "c", "d", "e"])
    let outcome = try await bench.run()
    #expect(outcome.ending.name == "finished" && outcome.counts.balances && outcome.counts.quarantined == 5)
    #expect(try bench.folder.read("quarantine/r/d2.error.json").contains("step0"))
  }

  /// A stage that can do no document ends the run, and no document is to blame.
  @Test func oneThatCannotGoOnEndsTheRun() async throws {
    let bench = try Bench([.batch(Faithless(.ends)), .exporter(Lines("out"))], ["a", "b"])
    let outcome = try await bench.run()
    guard case .failed(let message) = outcome.ending else {
      Issue.record("it ended \(outcome.ending.name)")
      return
    }
    #expect(message == "the server does not know us")
    #expect(outcome.counts.read == 0 && outcome.counts.balances)
    #expect(!bench.folder.has("quarantine/r/a.error.json"))
  }
}
