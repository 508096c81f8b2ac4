import Glibc
import Logging
import Minwal

/// Writes a log to standard error: an object a line, with `time` (UTC), `level`, `message` and `metadata`.
struct JSONLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    Terminal.error(
      json: Self.line(seconds: time.tv_sec, nanoseconds: time.tv_nsec, event.level, "\(event.message)", all))
  }

  /// A line of the log. Metadata are in the order of their names.
  static func line(
    seconds: Int, nanoseconds: Int, _ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata
  ) -> String {
    var json = JSONWriter()
    json.object { json in
      for (name, value) in [
        ("time", timestamp(seconds: seconds, nanoseconds: nanoseconds)), ("level", level.rawValue),
        ("message", message),
      ] {
        json.name(name)
        json.string(value)
      }
      json.name("metadata")
      write(.dictionary(metadata), into: &json)
    }
    json.endLine()
    return String(decodingUTF8: json.buffer.span)
  }

  private static func write(_ value: Logger.Metadata.Value, into json: inout JSONWriter) {
    switch value {
    case .array(let values): json.array { json in for value in values { write(value, into: &json) } }
    case .dictionary(let members):
      json.object { json in
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
          json.name(name)
          write(value, into: &json)
        }
      }
    case .stringConvertible(let number as Int): json.integer(number)
    case .stringConvertible(let number as Double): json.number(number)
    default: json.string("\(value)")
    }
  }

  /// A moment as RFC 3339 has it, in UTC, to the millisecond.
  ///
  /// - Parameters:
  ///   - seconds: Since 1970.
  ///   - nanoseconds: Of the second.
  /// - Returns: `2026-01-31T23:59:59.000Z`.
  static func timestamp(seconds: Int, nanoseconds: Int) -> String {
    var seconds = seconds
    var parts = unsafe tm()
    unsafe gmtime_r(&seconds, &parts)
    func digits(_ number: Int, _ width: Int) -> String {
      let text = "\(number)"
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    let date = unsafe [
      digits(Int(parts.tm_year) + 1900, 4), digits(Int(parts.tm_mon) + 1, 2), digits(Int(parts.tm_mday), 2),
    ]
    let time = unsafe [parts.tm_hour, parts.tm_min, parts.tm_sec].map { digits(Int($0), 2) }
    return date.joined(separator: "-") + "T" + time.joined(separator: ":") + ".\(digits(nanoseconds / 1_000_000, 3))Z"
  }
}
