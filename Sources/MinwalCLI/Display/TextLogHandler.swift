import Glibc
import Logging
import Minwal

/// Writes a log to standard error: a line an event, in the shape that swift-log's own handler gives it, whatever its
/// metadata have in them.
struct TextLogHandler: LogHandler {
  let label: String
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel = Logger.Level.info

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    let head: PrintableText = "\(Self.timestamp()) \(event.level) \(label):"
    Terminal.error(head + Self.line(all) + " [\(event.source)] \(event.message)\n")
  }

  /// Metadata in the order of their names, each with a space before it.
  static func line(_ metadata: Logger.Metadata) -> PrintableText {
    metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" as PrintableText }.joined()
  }

  /// This moment, where we are: `2026-01-31T23:59:59+0100`.
  private static func timestamp() -> String {
    var seconds = time(nil)
    var parts = unsafe tm()
    unsafe localtime_r(&seconds, &parts)
    return unsafe String(unsafeUninitializedCapacity: 32) { buffer in
      unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
        guard let start = characters.baseAddress else { return 0 }
        return unsafe strftime(start, characters.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
      }
    }
  }
}
