import Glibc
import Minwal

/// Translates by a server that speaks the protocol of LibreTranslate: `POST /translate` with `q`, `source`, `target`,
/// `format` and `api_key`.
///
/// What may go better later is tried again, with longer and longer pauses: no connection, no answer in time, and the
/// statuses 408, 425, 429, 500, 502, 503 and 504. A server that stays away ends the run. One that fails on some texts
/// gets them one by one, so that only the guilty one has no translation.
struct HTTPEngine: TextEngine {
  /// How requests are repeated.
  struct Patience: Sendable {
    var retries: Int
    var timeout: TimeSpan
    /// The first pause, in nanoseconds; each is twice as long as the one before.
    var firstPause: UInt64 = 500_000_000
    /// The longest pause, also of those that a server asks for.
    var longestPause: UInt64 = 60_000_000_000
    /// Waits so many nanoseconds.
    var pause: @Sendable (UInt64) -> Void = { RunToken.current.pause(nanoseconds: $0) }
  }

  let identity: String
  let batch: Int
  private let url: String
  /// The address as it may be shown.
  private let shown: String
  private let key: String?
  /// What must not leave this type, whatever a server or libcurl say.
  private let secrets: Secrets
  private let patience: Patience
  private let limiter: RateLimiter
  private let note: @Sendable (String) -> Void
  private var client: HTTPClient?

  /// Creates an engine; no connection is made before it is needed.
  ///
  /// - Parameters:
  ///   - url: The server's address, with or without `/translate`.
  ///   - key: What it knows us by.
  ///   - batch: How many texts it gets at a time.
  ///   - patience: How requests are repeated.
  ///   - limiter: How often it may be asked.
  ///   - note: Gets what should be in the log.
  init(
    url: String, key: String?, batch: Int, patience: Patience, limiter: RateLimiter,
    note: @escaping @Sendable (String) -> Void
  ) {
    let base = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.url = base.hasSuffix("/translate") ? base : base + "/translate"
    let address = Address(self.url)
    shown = address.shown
    identity = "http \(address.name)"
    self.key = key
    let secrets = Secrets(url: url, key: key)
    self.secrets = secrets
    self.batch = batch
    self.patience = patience
    self.limiter = limiter
    self.note = { note(secrets.hiding(in: $0)) }
  }

  mutating func translate(
    _ texts: [String], from source: Language, to target: Language
  ) throws(StageError) -> [Result<String, StageError>] {
    // The one way out: no error has a secret in it, wherever it was made.
    do {
      return try fill(texts, source, target).map { $0.mapError(hiding) }
    } catch {
      throw hiding(error)
    }
  }

  private func hiding(_ error: StageError) -> StageError {
    StageError(error.code, secrets.hiding(in: error.message))
  }

  private mutating func fill(
    _ texts: [String], _ source: Language, _ target: Language
  ) throws(StageError) -> [Result<String, StageError>] {
    let problem: StageError
    switch try ask(texts, source, target) {
    case .success(let translations): return translations.map(Result.success)
    case .failure(let error): problem = error
    }
    if texts.count == 1 { return [.failure(problem)] }
    var results: [Result<String, StageError>] = []
    for text in texts { results += try fill([text], source, target) }
    return results
  }

  /// Asks for translations, as often as that makes sense.
  ///
  /// - Returns: The translations, or why these texts have none.
  /// - Throws: ``StageError`` that ends a run.
  private mutating func ask(
    _ texts: [String], _ source: Language, _ target: Language
  ) throws(StageError) -> Result<[String], StageError> {
    let client: HTTPClient
    if let existing = self.client { client = existing } else { client = try HTTPClient() }
    self.client = client
    let request = request(texts, source, target)
    var pause = patience.firstPause
    for attempt in 0... {
      let delay = limiter.delay(at: MonotonicClock.nanoseconds())
      if delay > 0 { patience.pause(delay) }
      if RunToken.current.isOver { throw .interrupted }
      let problem: String
      var wish: Int?
      var endsRun = true
      switch client.post(request, to: url, timeout: patience.timeout) {
      case .interrupted: throw .interrupted
      case .failed(let reason): throw .unavailable("the server \(shown) cannot be asked: \(reason)")
      case .unreachable(let reason): problem = reason
      case .answered(200, let body, _): return translations(body, count: texts.count)
      case .answered(let status, let body, let retryAfter):
        problem = "it answers with status \(status)" + message(body)
        wish = retryAfter
        switch status {
        case 401, 403: throw .unavailable("the server \(shown) refuses: \(problem)")
        case 408, 425, 429, 502, 503, 504: break
        // Some texts make a server stumble; that is then their fault.
        case 500: endsRun = false
        default: return .failure(StageError(.notTranslated, "the server \(shown) does not translate it: \(problem)"))
        }
      }
      if attempt == patience.retries {
        if endsRun { throw .unavailable("the server \(shown) does not work: \(problem) (asked \(attempt + 1) times)") }
        return .failure(
          StageError(
            .notTranslated, "the server \(shown) does not translate it: \(problem) (asked \(attempt + 1) times)"))
      }
      note("\(shown): \(problem); asking again")
      patience.pause(min(max(pause, UInt64(min(wish ?? 0, 86_400)) * 1_000_000_000), patience.longestPause))
      pause = min(pause * 2, patience.longestPause)
    }
    // The loop has no end of its own.
    return .failure(StageError(.notTranslated, "it was not asked for"))
  }

  private func request(_ texts: [String], _ source: Language, _ target: Language) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.name("q")
      json.array { json in for text in texts { json.string(text) } }
      json.name("source")
      json.string(source == .undetermined ? "auto" : source.tag)
      json.name("target")
      json.string(target.tag)
      json.name("format")
      json.string("text")
      if let key {
        json.name("api_key")
        json.string(key)
      }
    }
    return json.buffer
  }

  /// The translations that an answer has.
  private func translations(_ body: ByteBuffer, count: Int) -> Result<[String], StageError> {
    func malformed(_ problem: String) -> Result<[String], StageError> {
      .failure(StageError(.malformedReply, "the server's answer is not right: \(problem)"))
    }
    guard UTF8Validation.firstInvalid(in: body.span) == nil, let value = Self.json(body) else {
      // What is cut off must not have begun with a secret, which would not be known by its first half.
      let start = secrets.hiding(in: String(decodingUTF8: body.span.extracting(0..<min(body.count, 10_000)))).prefix(60)
      return malformed("it is not JSON: '\(start)…'")
    }
    let texts: [String]
    switch value["translatedText"] {
    case .array(let elements)?: texts = elements.compactMap(\.stringValue)
    case .string(let text)?: texts = [text]
    default: return malformed("it has no 'translatedText'")
    }
    return texts.count == count
      ? .success(texts) : malformed("it has \(texts.count) translations of \(count) texts")
  }

  /// What a server says about an error, to be put behind its status.
  private func message(_ body: ByteBuffer) -> String {
    Self.json(body)?["error"]?.stringValue.map { ": \(secrets.hiding(in: String($0.prefix(100_000))).prefix(200))" }
      ?? ""
  }

  private static func json(_ body: ByteBuffer) -> JSONValue? {
    guard UTF8Validation.firstInvalid(in: body.span) == nil else { return nil }
    var reader = JSONReader(body.span)
    guard let value = try? reader.value(), (try? reader.end()) != nil else { return nil }
    return value
  }
}
