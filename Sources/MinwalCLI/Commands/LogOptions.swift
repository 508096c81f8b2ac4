import ArgumentParser
import Logging

/// What commands that take documents through a recipe offer to those who keep logs.
struct LogOptions: ParsableArguments {
  /// How events are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  /// From which level on events are written: swift-log's levels.
  enum Level: String, CaseIterable, ExpressibleByArgument {
    case debug, info, notice, warning, error
  }

  @ArgumentParser.Option(
    help: "Log what happens to standard error: text beside the summary, or json, an object a line, in its place.")
  var logFormat: Format?

  @ArgumentParser.Option(help: "Log events from this level on (default: info).")
  var logLevel: Level?

  func validate() throws {
    if logLevel != nil, logFormat == nil { throw ValidationError("'--log-level' needs '--log-format'.") }
  }

  /// The log; `nil` if none was asked for.
  var log: RunLog? {
    logFormat.map { RunLog($0, level: Logger.Level(rawValue: (logLevel ?? .info).rawValue) ?? .info) }
  }
}
