import Minwal

/// Archives for tests.
enum WARCText {
  /// A record with its length.
  static func record(_ type: String, _ fields: [String] = [], _ content: [UInt8], length: Int? = nil) -> [UInt8] {
    let header = (["WARC/1.0", "WARC-Type: \(type)"] + fields + ["Content-Length: \(length ?? content.count)"])
      .joined(separator: "\r\n")
    return Array((header + "\r\n\r\n").utf8) + content + Array("\r\n\r\n".utf8)
  }

  /// A record of a response.
  static func response(
    _ page: String, status: Int = 200, type: String? = "text/html; charset=utf-8", header: [String] = [],
    url: String = "https://sea.example/a"
  ) -> [UInt8] {
    response(Array(page.utf8), status: status, type: type, header: header, url: url)
  }

  /// A record of a response.
  static func response(
    _ page: [UInt8], status: Int = 200, type: String? = "text/html; charset=utf-8", header: [String] = [],
    url: String = "https://sea.example/a"
  ) -> [UInt8] {
    let lines = ["HTTP/1.1 \(status) OK"] + (type.map { ["Content-Type: \($0)"] } ?? []) + header
    return record(
      "response",
      [
        "WARC-Target-URI: \(url)", "WARC-Date: 2026-11-30T08:00:00Z", "WARC-Record-ID: <urn:uuid:1>",
        "Content-Type: application/http; msgtype=response",
      ], Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + page)
  }
}
