import Foundation
import Minwal
import MinwalTestSupport
import Synchronization
import Testing

@testable import TranslatePlugin

/// Translation by a server, against one that goes wrong.
@Suite(.enabled(if: TestServer.isPossible, "python3 is not installed"), .timeLimit(.minutes(60)))
struct HTTPEngineTests {
  private let server: TestServer

  init() throws {
    server = try TestServer()
    // The server is here, whatever proxy there may be.
    unsafe setenv("no_proxy", "127.0.0.1", 1)
  }

  /// Pauses that were asked for, and not made.
  private final class Pauses: Sendable {
    let all = Mutex<[UInt64]>([])
    var seconds: [Double] { all.withLock { $0.map { Double($0) / 1e9 } } }
  }

  private func engine(
    _ mode: String, retries: Int = 3, timeout: TimeSpan = .seconds(20), key: String? = nil, pauses: Pauses = Pauses()
  ) -> HTTPEngine {
    HTTPEngine(
      url: server.url(mode), key: key, batch: 10,
      patience: HTTPEngine.Patience(
        retries: retries, timeout: timeout, pause: { pause in pauses.all.withLock { $0.append(pause) } }),
      limiter: RateLimiter(perSecond: nil), note: { _ in })
  }

  private func translate(_ engine: HTTPEngine, _ texts: [String], from: Language = .english) throws -> [String] {
    var engine = engine
    return try engine.translate(texts, from: from, to: .spanish).map { result in
      switch result {
      case .success(let text): text
      case .failure(let error): "\(error.code): \(error.message)"
      }
    }
  }

  @Test func textsAreTranslated() throws {
    let texts = ["Hello", "", "سلام \"x\"\n\u{0}", "👩‍👩‍👧"]
    #expect(try translate(engine("ok"), texts) == texts.map { "[en>es] \($0)" })
    #expect(try translate(engine("ok/translate"), ["x"], from: .undetermined) == ["[auto>es] x"])
    let requests = try server.requests()
    #expect(requests.map(\.path) == ["/ok/translate", "/ok/translate"])
    #expect(requests[0].body["q"] as? [String] == texts && requests[0].body["format"] as? String == "text")
    #expect(requests[0].body["api_key"] == nil)
  }

  @Test func aConnectionIsKept() throws {
    var engine = engine("ok")
    for _ in 0..<50 { _ = try engine.translate(["x"], from: .english, to: .spanish) }
    #expect(try server.requests().count == 50)
  }

  // MARK: What goes better later

  @Test func busyServersAreAskedAgain() throws {
    let pauses = Pauses()
    #expect(try translate(engine("flaky", pauses: pauses), ["a", "b"]) == ["[en>es] a", "[en>es] b"])
    #expect(pauses.seconds == [0.5, 1])
    #expect(try server.requests().count == 3)
  }

  @Test func serversSayHowLongToWait() throws {
    let pauses = Pauses()
    #expect(try translate(engine("limit", pauses: pauses), ["a"]) == ["[en>es] a"])
    #expect(pauses.seconds == [7])
    // One that tells a point in time instead, in milliseconds.
    let long = Pauses()
    #expect(try translate(engine("limit-long", pauses: long), ["a"]) == ["[en>es] a"])
    #expect(long.seconds == [60])
  }

  @Test(arguments: [
    ("down", "it answers with status 503"), ("slow", "did not answer within 300 ms"), ("broken", "Empty reply"),
  ])
  func aServerThatStaysAwayEndsTheRun(_ mode: String, _ message: String) throws {
    let pauses = Pauses()
    let timeout = mode == "slow" ? TimeSpan(milliseconds: 300) : .seconds(20)
    let error = #expect(throws: StageError.self) {
      try translate(engine(mode, retries: 4, timeout: timeout, pauses: pauses), ["a", "b"])
    }
    #expect(
      error?.code == "stage-unavailable" && error?.message.contains(message) == true, "\(String(describing: error))")
    #expect(error?.message.contains("asked 5 times") == true)
    #expect(pauses.seconds == [0.5, 1, 2, 4])
    #expect(try server.requests().count == 5)
  }

  @Test func nobodyIsThere() throws {
    let engine = HTTPEngine(
      url: "http://127.0.0.1:1", key: nil, batch: 1,
      patience: HTTPEngine.Patience(retries: 1, timeout: .seconds(5), pause: { _ in }),
      limiter: RateLimiter(perSecond: nil), note: { _ in })
    let error = #expect(throws: StageError.self) { try translate(engine, ["a"]) }
    #expect(error?.code == "stage-unavailable" && error?.message.lowercased().contains("connect") == true)
  }

  // MARK: What does not

  @Test func theKeyIsSent() throws {
    #expect(try translate(engine("key", key: "secret"), ["a"]) == ["[en>es] a"])
    let error = #expect(throws: StageError.self) { try translate(engine("key", key: "wrong"), ["a"]) }
    #expect(error?.code == "stage-unavailable" && error?.message.contains("Invalid API key") == true)
    // Refused once is refused.
    #expect(try server.requests().count == 2)
  }

  /// Only the text that a server fails on has no translation.
  @Test(arguments: [("stumble", "status 500: oh (asked 2 times)"), ("refuse", "status 400: not supported")])
  func aBadTextCostsItself(_ mode: String, _ message: String) throws {
    let found = try translate(engine(mode, retries: 1), ["one", "bad", "three"])
    #expect(found[0] == "[en>es] one" && found[2] == "[en>es] three")
    #expect(found[1].hasPrefix("not-translated: ") && found[1].contains(message), "\(found[1])")
  }

  @Test(arguments: [
    ("garbage", "malformed-reply", "not JSON"), ("nothing", "malformed-reply", "no 'translatedText'"),
    ("fewer", "malformed-reply", "0 translations of 1 texts"), ("redirect", "not-translated", "status 302"),
  ])
  func answersAreChecked(_ mode: String, _ code: String, _ message: String) throws {
    let found = try translate(engine(mode), ["a", "b"])
    for text in found { #expect(text.hasPrefix("\(code): ") && text.contains(message), "\(text)") }
  }

  @Test func enormousAnswersAreNotRead() throws {
    let error = #expect(throws: StageError.self) { try translate(engine("huge"), ["a"]) }
    #expect(error?.message.contains("more than 64 MiB") == true)
  }

  // MARK: The stage

  private func stage(_ options: KeyValuePairs<String, ConfigNode>, folder: String = ".") throws -> Translate {
    let scope = OptionScope(folder: folder)
    let making = StageType.batch(Translate.self).make(.options(options), in: scope, at: nil, StageContext())
    guard case .batch(let stage as Translate)? = making?.made else { throw Diagnostics(scope.diagnostics) }
    return stage
  }

  private static func document(_ id: String, _ sentences: [String], language: Language = .english) -> Document {
    var document = Document(id: id, text: sentences.joined(separator: " "))
    document.language = language
    var ranges = TextRanges()
    var start = 0
    for sentence in sentences {
      ranges.append(start..<(start + sentence.utf8.count))
      start += sentence.utf8.count + 1
    }
    document.update(Sentences.self) { layer, _ in layer.ranges = ranges }
    return document
  }

  private static func targets(_ document: Document) -> [String?] {
    (document[TranslationUnits.self]?.units ?? []).map(\.target)
  }

  @Test func nothingIsTranslatedTwice() throws {
    let folder = try TemporaryFolder()
    let options: KeyValuePairs<String, ConfigNode> = [
      "to": "es", "url": .init(.string(server.url("ok"))), "of": ["sentences"], "memory": "tm.sqlite", "batch": 3,
    ]
    var stage = try stage(options, folder: folder.url.path)
    #expect(!folder.has("tm.sqlite"))
    var documents = [
      Self.document("a", ["One.", "Two.", "One."]), Self.document("b", ["Two.", "Three.", "Four."]),
      Self.document("c", ["Ya está."], language: .spanish),
    ]
    let verdicts = try stage.process(&documents)
    #expect(verdicts.allSatisfy { (try? $0.get()) != nil })
    #expect(Self.targets(documents[0]) == ["[en>es] One.", "[en>es] Two.", "[en>es] One."])
    #expect(Self.targets(documents[1]) == ["[en>es] Two.", "[en>es] Three.", "[en>es] Four."])
    #expect(Self.targets(documents[2]) == ["Ya está."])
    #expect(documents[1][TranslationUnits.self]?.units.allSatisfy { $0.state == .translated } == true)
    let asked = try server.requests().flatMap { $0.body["q"] as? [String] ?? [] }
    #expect(asked == ["One.", "Two.", "Three.", "Four."])
    // Another run, another process: the file has it all. The same text from another language is another text.
    var later = try self.stage(options, folder: folder.url.path)
    var more = [Self.document("d", ["Four.", "Five."]), Self.document("e", ["Four."], language: .french)]
    _ = try later.process(&more)
    #expect(Self.targets(more[0]) == ["[en>es] Four.", "[en>es] Five."] && Self.targets(more[1]) == ["[fr>es] Four."])
    let later_asked = try server.requests().flatMap { $0.body["q"] as? [String] ?? [] }
    #expect(later_asked.dropFirst(4) == ["Five.", "Four."])
  }

  /// Workers that need the same texts at once: each is asked for once.
  @Test func workersShareWhatTheyKnow() async throws {
    let prototype = try stage([
      "to": "es", "url": .init(.string(server.url("ok"))), "of": ["sentences"], "batch": 2,
    ])
    let texts = (0..<20).map { "Sentence \($0)." }
    await withTaskGroup(of: Bool.self) { group in
      for worker in 0..<2 {
        group.addTask {
          var stage = prototype
          var documents = [Self.document("d\(worker)", worker == 0 ? texts : texts.reversed())]
          guard let verdicts = try? stage.process(&documents), (try? verdicts[0].get()) != nil else { return false }
          return Self.targets(documents[0]).count == 20
        }
      }
      for await isDone in group { #expect(isDone) }
    }
    let asked = try server.requests().flatMap { $0.body["q"] as? [String] ?? [] }
    #expect(asked.sorted() == texts.sorted())
  }

  @Test func aDocumentWithoutTranslationFails() throws {
    var stage = try stage([
      "to": "es", "url": .init(.string(server.url("refuse"))), "of": ["sentences"], "retries": 0,
    ])
    var documents = [
      Self.document("a", ["Fine."]), Self.document("b", ["Good.", "A bad one."]), Self.document("c", ["Fine too."]),
    ]
    let verdicts = try stage.process(&documents)
    #expect((try? verdicts[0].get()) != nil && (try? verdicts[2].get()) != nil)
    let error = #expect(throws: StageError.self) { try verdicts[1].get() }
    #expect(error?.code == "not-translated" && error?.message.contains("(unit 'sentences-") == true)
    #expect(Self.targets(documents[1]).isEmpty)
  }
}
