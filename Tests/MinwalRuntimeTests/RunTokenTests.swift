import Foundation
import Minwal
import MinwalTestSupport
import Testing

@testable import MinwalRecipe
@testable import MinwalRuntime

/// Cancels the run that works for it when a document says so.
private struct Canceller: Stage {
  static let spec = StageSpec("canceller", "Cancels.")
  private let context: StageContext
  init(_ options: NoOptions = NoOptions(), _ context: StageContext = StageContext()) { self.context = context }
  mutating func process(_ document: inout Document) throws -> Verdict {
    if String(document.text).contains("cancel") { context.run.cancel() }
    return .keep
  }
}

private struct Texts: Exporter {
  static let spec = StageSpec("texts", "Writes texts.")
  let destination: Destination
  init(_ path: String) { destination = Destination(OutputPath(path)) }
  init(_ options: NoOptions, _ context: StageContext) { self.init("out") }
  mutating func render(_ document: Document, into output: inout ByteBuffer) throws {
    output.append("\(document.text)\n")
  }
}

/// Runs that are cancelled, or whose time is over, beside others in the same process.
@Suite(.timeLimit(.minutes(60))) struct RunTokenTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ input: String, _ made: [StageType.Instance], _ token: RunToken) async throws -> RunOutcome {
    let recipe = try TestInput.recipe(
      ["jsonl": ConfigNode(stringLiteral: input)], folder: folder.url.path, made + [.exporter(Texts("x.txt"))])
    return await Runner(recipe, RunSettings(jobs: 2, outputRoot: "\(folder.url.path)/out-\(input)", token: token)).run()
  }

  private func isInterrupted(_ outcome: RunOutcome) -> Bool {
    if case .interrupted = outcome.ending { true } else { false }
  }

  /// Of two runs that share even their stages, one is cancelled by its first document, and the other is none the wiser.
  @Test func aCancelledRunLeavesOthersAlone() async throws {
    let padding = String(repeating: "x", count: 3_000)
    let texts = (0..<2_000).map { "\($0) \(padding)" }
    for (name, first) in [("stays", "begin"), ("ends", "cancel")] {
      let lines = ([first] + texts).map { "{\"text\":\"\($0)\"}\n" }.joined()
      try folder.write(lines, to: "\(name).jsonl")
    }
    let stage = StageType.Instance.stage(Canceller())
    let (stays, ends) = (RunToken(), RunToken())
    async let one = run("stays.jsonl", [stage], stays)
    async let other = run("ends.jsonl", [stage], ends)
    let (whole, cut) = try await (one, other)
    guard case .finished = whole.ending else {
      Issue.record("\(whole.ending)")
      return
    }
    #expect(try folder.read("out-stays.jsonl/x.txt") == (["begin"] + texts).map { $0 + "\n" }.joined())
    #expect(isInterrupted(cut) && cut.counts.read < 2_001)
    #expect(FileManager.default.fileExists(atPath: folder.url.path + "/out-ends.jsonl/x.txt.partial"))
    #expect(!stays.isCancelled && ends.isCancelled)
    #expect(!RunToken.current.isCancelled)
  }

  /// A pipe from which nothing comes any more keeps no run that has a time limit.
  @Test func aRunEndsAtItsDeadline() async throws {
    let path = folder.url.path + "/slow.jsonl"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let pipe = unsafe open(path, O_RDWR)
    defer { close(pipe) }
    let line = Array("{\"text\":\"one\"}\n".utf8)
    #expect(unsafe write(pipe, line, line.count) == line.count)
    let token = RunToken(timeLimit: TimeSpan(milliseconds: 700))
    let outcome = try await run("slow.jsonl", [], token)
    #expect(isInterrupted(outcome) && token.isPastDeadline)
    #expect(outcome.counts.read <= 1)
    #expect(outcome.seconds >= 0.6)
  }

  /// No one waits for a program, a server or a pause any longer than a moment.
  @Test func waitingEndsWithTheRun() throws {
    let token = RunToken(timeLimit: TimeSpan(milliseconds: 0))
    let start = MonotonicClock.seconds()
    RunToken.$current.withValue(token) {
      token.pause(nanoseconds: 3_600_000_000_000)
      #expect(throws: PipedProcess.Failure.interrupted) {
        let program = try PipedProcess(ProgramCall(["sleep", "3600"], folder: ""))
        _ = try program.ask(ByteBuffer().span, until: .line, limit: 1, timeout: .seconds(3600))
      }
    }
    #expect(MonotonicClock.seconds() - start < 3_600)
  }
}
