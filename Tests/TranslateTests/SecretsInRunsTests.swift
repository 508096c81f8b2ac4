import Foundation
import Minwal
import MinwalTestSupport
import Synchronization
import Testing

@testable import TranslatePlugin

/// Runs against servers that repeat what they were sent: neither key nor password is anywhere afterwards.
@Suite(.enabled(if: TestServer.isPossible, "python3 is not installed")) struct SecretsInRunsTests {
  private let server: TestServer
  private static let key = "k3y-%2F\"ab/cd"
  private static let password = "pass-w0rd"

  init() throws {
    server = try TestServer()
    unsafe setenv("no_proxy", "127.0.0.1", 1)
  }

  private func url(_ mode: String) -> String {
    server.url(mode).replacing("http://", with: "http://somebody:\(Self.password)@")
  }

  /// How key and password could be spelled in what a run leaves behind.
  private static let spellings: [String] =
    [
      key, password, "k3y-", "ab/cd", "k3y-%252F%22ab/cd", "k3y-%2F\\\"ab",
      Data("somebody:\(password)".utf8).base64EncodedString(),
      "pass-",
    ]

  private func expectNoSecret(_ text: String, _ place: String) {
    for spelling in Self.spellings { #expect(!text.contains(spelling), "\(place): \(text.debugDescription)") }
    // In Base64 of a whole request the key stands somewhere.
    for word in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0))) }) {
      for skipped in 0..<4 {
        let digits = word.dropFirst(skipped)
        guard let data = Data(base64Encoded: String(digits.prefix(digits.count / 4 * 4))) else { continue }
        let decoded = String(decoding: data, as: UTF8.self)
        #expect(!decoded.contains("ab/cd") && !decoded.contains("pass-w"), "\(place): \(decoded)")
      }
    }
  }

  @Test(arguments: ["echo-400", "echo-401", "echo-403", "echo-500", "echo-503", "echo-200"])
  func errorsAndNotesHaveNone(_ mode: String) throws {
    let notes = Mutex<[String]>([])
    var engine = HTTPEngine(
      url: url(mode), key: Self.key, batch: 10,
      patience: HTTPEngine.Patience(retries: 1, timeout: .seconds(20), pause: { _ in }),
      limiter: RateLimiter(perSecond: nil), note: { note in notes.withLock { $0.append(note) } })
    var messages: [String] = []
    do {
      for result in try engine.translate(["a", "b"], from: .english, to: .spanish) {
        if case .failure(let error) = result { messages.append(error.message) }
      }
    } catch { messages.append(error.message) }
    #expect(messages.contains { $0.contains(Secrets.mask) }, "\(messages)")
    for message in messages + notes.withLock({ $0 }) { expectNoSecret(message, mode) }
    #expect(!engine.identity.contains("somebody"))
  }

  @Test(arguments: ["echo-400", "echo-403", "echo-503"], ["text", "json"])
  func runsLeaveNoneBehind(_ mode: String, _ format: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("{\"id\":\"a\",\"text\":\"The harbour was opened on Sunday.\"}\n", to: "in.jsonl")
    try folder.write(
      """
      minwal: 1
      name: r
      language: en
      input: { jsonl: in.jsonl }
      stages:
        - segment
        - summarize: { sentences: 1 }
        - translate: { to: es, url: "\(url(mode))", key-variable: KEY_OF_TEST, memory: memory.sqlite, retries: 1 }
        - export: { format: jsonl, to: out.jsonl }
      """, to: "r.yaml")
    let environment = ["KEY_OF_TEST": Self.key, "no_proxy": "127.0.0.1"]
    for arguments in [
      ["run", "r.yaml", "--log-format", format, "--log-level", "debug", "--report", "report.json"],
      ["run", "r.yaml", "--isolate", "--set", "translate.url=\(url(mode))"], ["run", "r.yaml", "--output", "-"],
      ["try", "r.yaml", "in.jsonl"],
      ["retry", "r.yaml"], ["check", "r.yaml"], ["check", "r.yaml", "--set", "translate.batch=0"],
      ["check", "r.yaml", "--set", "translate.url=ftp://me:\(Self.password)@h"],
    ] {
      let result = try BuiltCommand.run(arguments, in: folder.url, environment: environment)
      expectNoSecret(result.output + result.error, "\(arguments)")
    }
    let files = FileManager.default.enumerator(atPath: folder.url.path)?.compactMap { $0 as? String } ?? []
    #expect(files.contains { $0.hasPrefix(mode == "echo-400" ? "quarantine/" : ".minwal/") }, "\(files)")
    for file in files where file != "r.yaml" {
      guard let bytes = FileManager.default.contents(atPath: folder.url.appendingPathComponent(file).path) else {
        continue
      }
      expectNoSecret(String(decoding: bytes, as: UTF8.self), file)
    }
  }
}
