import CCurl
import Glibc
import Minwal

/// Sends JSON to a server by libcurl, over connections that are kept.
///
/// Unchecked, since one worker at a time has it, as it has its copy of a stage.
@safe final class HTTPClient: @unchecked Sendable {
  /// What came of a request.
  enum Answer {
    /// The server has answered; `retryAfter` is how long it wants one to wait, in seconds.
    case answered(status: Int, body: ByteBuffer, retryAfter: Int?)
    /// There was no answer, but there may be one later.
    case unreachable(String)
    case failed(String)
    /// The run is to end.
    case interrupted
  }

  /// An answer may have so many bytes.
  private static let limit = 64 << 20

  private let client: OpaquePointer

  /// Loads libcurl, if no one has yet.
  ///
  /// - Throws: ``StageError`` that ends a run, if it is not installed.
  init() throws(StageError) {
    var problem: UnsafePointer<CChar>?
    guard let client = unsafe minwal_http_open(&problem) else {
      let reason = unsafe problem.map { unsafe String(cString: $0) } ?? ""
      throw .unavailable("cannot reach a server: \(reason)")
    }
    unsafe self.client = client
  }

  deinit { unsafe minwal_http_close(client) }

  /// Sends JSON and waits for what comes of it.
  func post(_ body: ByteBuffer, to url: String, timeout: TimeSpan) -> Answer {
    var answer = unsafe minwal_http_answer()
    unsafe body.span.withUnsafeBytes { bytes in
      unsafe minwal_http_post(
        client, url, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, timeout.milliseconds,
        Self.limit, { RunToken.current.isOver ? 1 : 0 }, &answer)
    }
    defer { unsafe free(answer.body) }
    let problem = unsafe withUnsafeBytes(of: answer.problem) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch Int(unsafe answer.outcome) {
    case minwal_http_answered:
      var content = ByteBuffer()
      if let start = unsafe answer.body {
        let size = unsafe answer.size
        unsafe content.appendUnchecked(limit: size) { room in
          unsafe room.copyMemory(from: UnsafeRawBufferPointer(start: start, count: size))
          return size
        }
      }
      let seconds = unsafe answer.retry_after
      return .answered(
        status: Int(unsafe answer.status), body: content, retryAfter: seconds >= 0 ? seconds : nil)
    case minwal_http_timed_out:
      return .unreachable("it did not answer within \(timeout.optionDescription)")
    case minwal_http_over: return .interrupted
    case minwal_http_too_long: return .failed("its answer has more than \(Self.limit >> 20) MiB")
    case minwal_http_unreachable: return .unreachable(problem)
    default: return .failed(problem)
    }
  }
}
