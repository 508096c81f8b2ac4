public import Foundation

/// The built `minwal`, or another program of the package, run as a person would run it.
public enum BuiltCommand {
  /// What came of a run.
  public struct Result: Sendable {
    public var status: Int32
    public var output: String
    public var error: String
  }

  /// Where the build puts programs: beside the tests.
  private static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()

  /// Where the build puts `minwal`.
  public static let url = folder.appendingPathComponent("minwal")

  /// Runs the command to its end.
  ///
  /// - Parameters:
  ///   - arguments: What follows `minwal`.
  ///   - tool: The program, if not `minwal`.
  ///   - folder: Where it runs.
  ///   - input: What it reads from standard input.
  ///   - environment: Variables besides those of the tests.
  /// - Returns: Its exit status, minus the signal's number if one ended it, and what it printed.
  /// - Throws: If it cannot be started.
  public static func run(
    _ arguments: [String], tool: String = "minwal", in folder: URL, input: Data = Data(),
    environment: [String: String] = [:]
  ) throws -> Result {
    let scratch = try TemporaryFolder()
    let process = try start(arguments, tool: tool, in: folder, scratch: scratch, input: input, environment: environment)
    process.waitUntilExit()
    return Result(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try scratch.read("stdout"), error: try scratch.read("stderr"))
  }

  /// Starts the command; its output goes to files, so that no pipe can fill up.
  ///
  /// - Parameters:
  ///   - arguments: What follows `minwal`.
  ///   - tool: The program, if not `minwal`.
  ///   - folder: Where it runs.
  ///   - scratch: Gets its output, as `stdout` and `stderr`.
  ///   - input: What it reads from standard input.
  ///   - pipe: What it reads from instead, and what the caller writes into.
  ///   - environment: Variables besides those of the tests.
  /// - Returns: The running process.
  /// - Throws: If it cannot be started.
  public static func start(
    _ arguments: [String], tool: String = "minwal", in folder: URL, scratch: TemporaryFolder, input: Data = Data(),
    pipe: Pipe? = nil, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = self.folder.appendingPathComponent(tool)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let pipe {
      process.standardInput = pipe
    } else {
      process.standardInput = try FileHandle(forReadingFrom: scratch.write(input, to: "stdin"))
    }
    process.standardOutput = try FileHandle(forWritingTo: scratch.write("", to: "stdout"))
    process.standardError = try FileHandle(forWritingTo: scratch.write("", to: "stderr"))
    try process.run()
    return process
  }
}
